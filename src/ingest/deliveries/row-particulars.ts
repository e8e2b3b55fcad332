import { AGE_BAND_SYSTEMS, ageBandOf } from '../../domain/vocabulary';
import { contentKey, type PersonRecord, Refusal, SEXES } from '..';
import { CASUALTY_COLUMNS, type Dataset, plainWord } from './datasets/dataset';
import type { Fields, RowContext } from './row-fields';

/** Pattern of two or three capitalised words: a name, or a category spelt like one. */
const NAME_LIKE = /^\p{Lu}[\p{Ll}'’-]+(?:\s+\p{Lu}[\p{L}'’.-]*){1,2}$/u;

/** Bits of the flags by name. */
const FLAGS: ReadonlyMap<string, number> = new Map([
  ['domestic-abuse', 1],
  ['hate', 2],
  ['alcohol', 4],
  ['repeat', 8],
  ['weapon', 16],
]);

/** Greatest count of one row. */
const MAX_COUNT = 100_000;

/** Offence of the category of a row. @throws Refusal listing the known ones. */
export function offenceOf(field: Fields, { dataset, categories }: RowContext): string {
  if (categories.only !== null) return categories.only;
  const word = field('category');
  if (word === '') throw new Refusal('category', 'blank');
  const offence = categories.find(word);
  if (offence !== null) return offence;
  const known = dataset.categories.map((each) =>
    each.block ? `${each.offence} (${each.block.join(' to ')})` : each.offence,
  );
  throw new Refusal(
    'category',
    `not a category of this data set${NAME_LIKE.test(word) ? ', and perhaps a name' : ''}; known: ${known.join(', ')}`,
  );
}

/** Count of a row. @throws Refusal. */
export function rowCountOf(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) > MAX_COUNT)
    throw new Refusal('count', `not a whole number from 0 to ${MAX_COUNT}`);
  return Number(text);
}

/** Casualties in the order of the law; null where none of the columns is filled. */
export function casualtiesOf(field: Fields, { optional }: Dataset): number[] | null {
  if (!optional.includes('adults_killed')) return null;
  const texts = CASUALTY_COLUMNS.map((column) => field(column));
  if (texts.every((text) => text === '')) return null;
  return texts.map((text, i) => {
    if (!/^\d{0,3}$/.test(text)) throw new Refusal(CASUALTY_COLUMNS[i], 'not a whole number from 0 to 999');
    return Number(text);
  });
}

const SEVERITIES = ['Fatal', 'Serious', 'Slight'];

/** Severity of a collision: as stated, else that of the worst injury. */
export function severityOf(field: Fields, casualties: number[] | null): string | null {
  const stated = field('severity');
  if (stated !== '') {
    const severity = SEVERITIES.find((each) => plainWord(each) === plainWord(stated));
    if (severity === undefined) throw new Refusal('severity', 'not one of fatal, serious and slight');
    return severity;
  }
  if (casualties === null) return null;
  const [killed, seriously, slightly] = [0, 1, 2].map((i) => casualties[i] + casualties[i + 3]);
  if (killed > 0) return 'Fatal';
  if (seriously > 0) return 'Serious';
  return slightly > 0 ? 'Slight' : 'Damage only';
}

/** Kind of an exclusion with its reason, in one wording. */
export function exclusionOf(field: Fields, reasons: readonly string[]): string {
  const kind = plainWord(field('category')) === 'permanent' ? 'Permanent exclusion' : 'Fixed-term exclusion';
  const given = field('reason');
  if (given === '') return kind;
  const reason = reasons.find((each) => plainWord(each) === plainWord(given));
  if (reason === undefined) throw new Refusal('reason', `not one of: ${reasons.join('; ')}`);
  return `${kind}: ${reason}`;
}

/** Excluded pupil: sex, and the band of the age. */
export function pupilOf(field: Fields): PersonRecord {
  const sex = SEXES.get(field('sex').toUpperCase());
  if (sex === undefined) throw new Refusal('sex', 'not one of FEMALE, MALE, OTHER, UNKNOWN');
  const age = field('age');
  if (age !== '' && (!/^\d{1,2}$/.test(age) || Number(age) < 2 || Number(age) > 25))
    throw new Refusal('age', 'not the age of a pupil in whole years, 2 to 25');
  const system = 'TEN_YEAR';
  return {
    role: 'EXCLUDED',
    organisation: false,
    sex,
    ageBand: age === '' ? null : { system, code: ageBandOf(AGE_BAND_SYSTEMS[system], Number(age)) },
    selfDefined: null,
    officerDefined: null,
    home: null,
    identity: 'pupil',
  };
}

/** Bitmask of the flags of a row. @throws Refusal. */
export function flagsOf(field: Fields): number {
  let flags = 0;
  for (const word of field('flags')
    .toLowerCase()
    .split(/[\s;,|]+/)
    .filter(Boolean)) {
    const bit = FLAGS.get(word);
    if (bit === undefined) throw new Refusal('flags', `not out of ${[...FLAGS.keys()].join(', ')}`);
    flags |= bit;
  }
  return flags;
}

/** Agency's own reference. Only a code that is unique in the file is accepted, so that no name can enter. */
export function referenceOf(field: Fields, { references }: RowContext): string | null {
  const reference = field('reference');
  if (reference === '') return null;
  if (!/^(?=.*\d)[\w./:-]{1,64}$/.test(reference))
    throw new Refusal(
      'reference',
      'not a code: at most 64 letters, digits and any of - _ . / :, at least one of them a digit, without spaces',
    );
  if (references.next(contentKey(reference, 0)!) > 1)
    throw new Refusal('reference', 'for the second time in this file');
  return reference;
}
