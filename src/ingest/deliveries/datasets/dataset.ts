import type { AgencyKind } from '../../../domain/agencies';
import { OFFENCES, UNMAPPED } from '../../../domain/vocabulary';

/** All columns in the layouts of the data sets, each with its meaning. */
export const COLUMNS = {
  reference: "the agency's own reference of the record, a code; it tells the record from all others",
  date: 'the day, YYYY-MM-DD or DD/MM/YYYY; YYYY-MM where only the month is known',
  time: 'the time on the clock in Britain, HH:MM',
  date_to: 'the last day on which it can have happened, where that is not certain',
  time_to: 'the last time at which it can have happened',
  easting: 'of the place, metres on the National Grid; with northing',
  northing: 'of the place, metres on the National Grid',
  longitude: 'of the place, degrees; with latitude, in place of easting and northing',
  latitude: 'of the place, degrees',
  postcode_district: 'the outward part of the postcode, such as LU6, and no more of it',
  category: 'what it was, one of the words of the data set',
  flags: 'domestic-abuse, hate, alcohol, repeat, weapon: those that hold, separated by spaces',
  adults_killed: 'number of adults killed',
  adults_seriously_injured: 'number of adults seriously injured',
  adults_slightly_injured: 'number of adults slightly injured',
  children_killed: 'number of children killed',
  children_seriously_injured: 'number of children seriously injured',
  children_slightly_injured: 'number of children slightly injured',
  severity: 'of the collision: fatal, serious or slight, where the numbers of the injured do not tell it',
  age: 'of the pupil, whole years; only the band of ten years is kept',
  sex: 'of the pupil: FEMALE, MALE, OTHER, UNKNOWN or blank',
  school_name: 'of the school; noted as shared, not kept',
  school_address: 'of the school; noted as shared, not kept: give its easting and northing',
  reason: 'why the pupil was excluded, one of the words of the data set',
  month: 'the month of the count, YYYY-MM; blank where it is known for the quarter only',
  count: 'how many, a whole number',
} as const;

export type Column = keyof typeof COLUMNS;

/** Casualties of a collision in the order of the law: adults killed, seriously and slightly injured, then children. */
export const CASUALTY_COLUMNS = [
  'adults_killed',
  'adults_seriously_injured',
  'adults_slightly_injured',
  'children_killed',
  'children_seriously_injured',
  'children_slightly_injured',
] as const satisfies readonly Column[];

/** Field that the law requires to be shared, and the signs by which a file is seen to have it. */
export interface DatasetField {
  /** Name in the law: `location`. */
  name: string;
  /** Columns for it; the field is present where some row fills one of them. */
  columns: readonly Column[];
  /** Offence whose rows are a sign of it too, where one column holds numbers of several things. */
  offence?: string;
}

/** Category of a row, by words of a column or a block of diagnosis codes. */
export interface Category {
  /** Code of the offence. */
  offence: string;
  /** Words of the layout, compared without case, spaces and punctuation. */
  words: readonly string[];
  /** First and last code of a block of the International Classification of Diseases (ICD-10): `['X85', 'Y09']`. */
  block?: readonly [string, string];
}

/** Data set: one of the twelve kinds of record that agencies must share with a partnership at least every quarter. */
export interface Dataset {
  /** Number in the list of the law. */
  number: number;
  /** Code of the source of its incidents. */
  code: string;
  name: string;
  /** Kind of agency that has the duty to share it. */
  agency: AgencyKind;
  /** Subject of a row, in words: `an admission`. */
  row: string;
  /** Fields that the Regulations require of each record where the agency holds them. */
  fields: readonly DatasetField[];
  /** Columns without which a file cannot be read. */
  required: readonly Column[];
  /** Other columns that a file may have. */
  optional: readonly Column[];
  /** Categories of rows; a single category without words is that of every row. */
  categories: readonly Category[];
  /** Codes of the publisher of a list, as {@link plainCode} writes them, that a row may have in place of a word. */
  codes?: ReadonlyMap<string, string>;
  /** Words of the column `reason`. */
  reasons?: readonly string[];
}

/** All columns of a data set's own layout, in their documented order. */
export function columnsOf({ required, optional }: Dataset): Column[] {
  return (Object.keys(COLUMNS) as Column[]).filter((column) =>
    [...required, ...optional].some((each) => each === column),
  );
}

/** Letters and digits of a word in lower case, for comparison. */
export function plainWord(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

const OFFENCE_CODE = /^\d{1,3}[A-Z]?(\.\d{1,2})?$/;
const CLASSIFICATION = /^\d{3}\/\d{2}$/;

/** A code of the Home Office as it is compared: 37/2 and 37.2 are one offence code, 037/02 is a classification. */
export function plainCode(text: string): string {
  const code = text.trim().toUpperCase();
  return CLASSIFICATION.test(code) ? code : code.replace('/', '.');
}

/** The offence that stands for a code of which nobody has said yet what it is; null where the text is no code. */
function unmappedOffence(text: string): string | null {
  const code = plainCode(text);
  if (!OFFENCE_CODE.test(code) && !CLASSIFICATION.test(code)) return null;
  return `${UNMAPPED}${code.toLowerCase().replace(/[./]/g, '-')}`;
}

/** Names of offences as the product writes them. */
const NAMES: ReadonlyMap<string, string> = new Map(OFFENCES.map(({ code, name }) => [code, name]));

const ICD = /^([A-Z])(\d\d)(?:\.?[\dX]\d?)?$/i;

/** Finds the offence for a word of a data set's category column. */
export class CategoryFinder {
  private readonly words = new Map<string, string>();
  private readonly blocks: { from: string; to: string; offence: string }[] = [];
  private readonly codes: ReadonlyMap<string, string> | null;
  /** Offence of every row, where the data set has a single category without words; else null. */
  readonly only: string | null;

  constructor({ categories, codes }: Dataset) {
    this.codes = codes ?? null;
    for (const { offence, words, block } of categories) {
      if (words.length > 0)
        for (const word of [offence, NAMES.get(offence) ?? offence, ...words])
          this.words.set(plainWord(word), offence);
      if (block) this.blocks.push({ from: block[0], to: block[1], offence });
    }
    this.only = this.words.size === 0 ? categories[0].offence : null;
  }

  /** Offence for a word or an ICD-10 code; null where there is none. */
  find(word: string): string | null {
    const known = this.codes?.get(plainCode(word)) ?? this.words.get(plainWord(word));
    if (known !== undefined) return known;
    if (this.codes) return unmappedOffence(word);
    const [, letter, number] = ICD.exec(word.trim()) ?? [];
    if (letter === undefined) return null;
    const code = `${letter.toUpperCase()}${number}`;
    return this.blocks.find(({ from, to }) => code >= from && code <= to)?.offence ?? null;
  }
}
