import { type PersonalData, personalColumn, personalContent } from '../../access';
import { AGE_BAND_SYSTEMS, ageBandOf, ETHNICITY_SYSTEMS } from '../../domain/vocabulary';
import { fileProblem, type SourceFile } from '../../platform/files';
import { type CsvRow, csvRows } from '../reading/csv';
import { contentKey, Occurrences, SEPARATOR } from '../reading/occurrences';
import { BATCH_ROWS, type Reader, type ReadRow } from '../reading/reader';
import type { PersonRecord, RowReject, SystemCode } from '../reading/record';

/** Row of a file of people: a person, and the incident that they are in. */
export interface PersonRow {
  line: number;
  /** Code of the incident's source, not yet checked. */
  source: string;
  /** Agency's own reference of the incident. */
  reference: string;
  person: PersonRecord;
}

const REQUIRED = ['incident_reference', 'source', 'role'] as const;
const OPTIONAL = [
  'organisation',
  'sex',
  'age',
  'age_band_system',
  'age_band',
  'ethnicity_system',
  'ethnicity',
  'pseudonym',
  'home_lsoa',
  'home_ward',
] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];
const COLUMNS: readonly Column[] = [...REQUIRED, ...OPTIONAL];

/**
 * Reader of files of people; the layout is described in the README of `src/ingest`.
 *
 * @param onPseudonyms called for each file with a column of pseudonyms, which are left out.
 */
export const peopleReader = (onPseudonyms: () => void = () => {}): Reader<PersonRow> => ({
  accepts: (name) => /(^|[-_])people\.csv(\.gz)?$/i.test(name),
  read: (file) => readPeople(file, onPseudonyms),
});

const ADVICE =
  'People are kept without names, dates of birth, addresses and numbers of their own: take the column out, and ' +
  'export the file again.';

/** Position of each column. Problem where one is missing, occurs twice, or is not of the layout. */
function columnsOf(file: SourceFile, { line, fields }: CsvRow): Map<Column, number> {
  const where = (at: number) => `column ${at + 1} of ${fields.length}`;
  const columns = new Map<Column, number>();
  fields.forEach((heading, at) => {
    const column = COLUMNS.find((name) => name === heading.trim().toLowerCase());
    if (column === undefined) {
      const personal = personalColumn(heading);
      throw fileProblem(
        file,
        personal
          ? `${where(at)} holds ${personal}, by its heading. ${ADVICE}`
          : `${where(at)} is not of this layout. Its columns are ${COLUMNS.join(', ')}; leave out all others.`,
        line,
      );
    }
    if (columns.has(column))
      throw fileProblem(file, `the header has the column ${column} more than once.`, line);
    columns.set(column, at);
  });
  const missing = REQUIRED.filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw fileProblem(file, `this is not a file of people. Missing: ${missing.join(', ')}.`, line);
  return columns;
}

/**
 * Reads the rows of a file of people.
 *
 * @throws Problem where the header has an unknown column, since it could hold personal data.
 */
async function* readPeople(file: SourceFile, onPseudonyms: () => void): AsyncGenerator<ReadRow<PersonRow>[]> {
  let toRow: ((row: CsvRow) => ReadRow<PersonRow>) | undefined;
  let batch: ReadRow<PersonRow>[] = [];
  for await (const rows of csvRows(file))
    for (const row of rows) {
      if (toRow === undefined) {
        const columns = columnsOf(file, row);
        if (columns.has('pseudonym')) onPseudonyms();
        toRow = rowReader(columns, row.fields.length);
        continue;
      }
      batch.push(toRow(row));
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  if (toRow === undefined)
    throw fileProblem(file, 'the file is empty; a file of people begins with a line of column names.');
  if (batch.length > 0) yield batch;
}

/** Reason for the refusal of a row, thrown while its fields are read. */
class Refused extends Error {
  constructor(
    readonly field: Column,
    readonly reason: string,
  ) {
    super(reason);
  }
}

type Fields = (column: Column) => string;

function rowReader(columns: Map<Column, number>, width: number): (row: CsvRow) => ReadRow<PersonRow> {
  const occurrences = new Occurrences();
  return ({ line, fields }) => {
    const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
    if (fields.length !== width)
      return reject('row', `${fields.length} fields where the header has ${width} columns`);
    const field: Fields = (column) => fields[columns.get(column) ?? -1]?.trim() ?? '';
    try {
      refusePersonalData(field);
      return (
        personOf(line, field, occurrences) ??
        reject('row', 'a control character, or a line end inside a field')
      );
    } catch (fault) {
      if (fault instanceof Refused) return reject(fault.field, fault.reason);
      throw fault;
    }
  };
}

function refusePersonalData(field: Fields): void {
  for (const column of COLUMNS) {
    const found: PersonalData | null = personalContent(field(column), {
      part: column !== 'incident_reference',
    });
    if (found) throw new Refused(column, `looks like ${found}, which no field of this file may hold`);
  }
}

const ROLES: ReadonlyMap<string, 'VICTIM' | 'OFFENDER'> = new Map([
  ['VICTIM', 'VICTIM'],
  ['OFFENDER', 'OFFENDER'],
]);
/** Sex by the words that agencies use, in capitals. */
export const SEXES: ReadonlyMap<string, PersonRecord['sex']> = new Map([
  ...(['FEMALE', 'MALE', 'OTHER'] as const).map((sex) => [sex, sex] as const),
  ['F', 'FEMALE'],
  ['M', 'MALE'],
  ['UNKNOWN', null],
  ['', null],
]);
const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ['YES', true],
  ['TRUE', true],
  ['NO', false],
  ['FALSE', false],
  ['', false],
]);

function wordOf<T>(field: Fields, column: Column, words: ReadonlyMap<string, T>): T {
  const word = field(column).toUpperCase();
  if (!words.has(word))
    throw new Refused(column, `not one of ${[...words.keys()].filter((each) => each !== '').join(', ')}`);
  return words.get(word)!;
}

/** Reads the person of a row; null where a field has control characters. */
function personOf(line: number, field: Fields, occurrences: Occurrences): PersonRow | null {
  const reference = field('incident_reference');
  if (reference === '')
    throw new Refused('incident_reference', 'blank, so that nobody can tell which incident it is');
  if (reference.length > 100) throw new Refused('incident_reference', 'longer than 100 characters');
  const source = field('source');
  if (source === '') throw new Refused('source', 'blank');
  const role = wordOf(field, 'role', ROLES);
  const organisation = wordOf(field, 'organisation', YES_OR_NO);
  const sex = wordOf(field, 'sex', SEXES);
  const ageBand = ageBandFrom(field);
  const ethnicity = ethnicityFrom(field);
  if (organisation && (sex || ageBand || ethnicity))
    throw new Refused('organisation', 'an organisation has no sex, age or ethnicity');
  const basis = ethnicity && ETHNICITY_SYSTEMS[ethnicity.system].basis;
  checkPseudonym(field);
  const home = homeFrom(field);

  // Nothing but the details tells one person of an incident from another, since no pseudonym is kept.
  const identity = [
    role,
    organisation,
    sex,
    ...codesOf(ageBand),
    ...codesOf(ethnicity),
    home?.kind,
    home?.code,
  ].join(SEPARATOR);
  const key = contentKey([source, reference, identity].join(SEPARATOR), separatorsIn(identity) + 2);
  if (key === null) return null;
  return {
    line,
    source,
    reference,
    person: {
      role,
      organisation,
      sex,
      ageBand,
      selfDefined: basis === 'SELF_DEFINED' ? ethnicity : null,
      officerDefined: basis === 'OFFICER_DEFINED' ? ethnicity : null,
      home,
      identity: identity + SEPARATOR + occurrences.next(key),
    },
  };
}

const codesOf = (given: SystemCode | null) => [given?.system, given?.code];
const separatorsIn = (text: string) => text.split(SEPARATOR).length - 1;

/** Age band of a row: as given, or of an age, which itself is not kept. */
function ageBandFrom(field: Fields): SystemCode | null {
  const age = field('age');
  const band = field('age_band');
  const system = field('age_band_system').toUpperCase() || (age !== '' ? 'TEN_YEAR' : '');
  if (age === '' && band === '') return null;
  if (age !== '' && band !== '') throw new Refused('age_band', 'given beside an age; give one of them');
  const bands = Object.hasOwn(AGE_BAND_SYSTEMS, system) ? AGE_BAND_SYSTEMS[system] : undefined;
  if (!bands) throw new Refused('age_band_system', `not one of ${Object.keys(AGE_BAND_SYSTEMS).join(', ')}`);
  if (band !== '') {
    const [, from, to] = /^(\d{1,2}) *(?:-|–|to) *(\d{1,2})$/i.exec(band) ?? [];
    const found = bands.find(
      (each) =>
        each.code === band.toUpperCase() ||
        (from !== undefined && each.from === Number(from) && each.to === Number(to)),
    );
    if (!found) throw new Refused('age_band', `not one of ${bands.map(({ code }) => code).join(', ')}`);
    return { system, code: found.code };
  }
  if (!/^\d{1,3}$/.test(age) || Number(age) > 120)
    throw new Refused('age', 'not a number of whole years, 0 to 120');
  return { system, code: ageBandOf(bands, Number(age)) };
}

function ethnicityFrom(field: Fields): SystemCode | null {
  const given = field('ethnicity').toUpperCase();
  if (given === '') return null;
  const system = field('ethnicity_system').toUpperCase();
  const known = Object.hasOwn(ETHNICITY_SYSTEMS, system) ? ETHNICITY_SYSTEMS[system] : undefined;
  if (!known)
    throw new Refused('ethnicity_system', `not one of ${Object.keys(ETHNICITY_SYSTEMS).join(', ')}`);
  if (!known.ethnicities.some(({ code }) => code === given))
    throw new Refused('ethnicity', `not one of ${known.ethnicities.map(({ code }) => code).join(', ')}`);
  return { system, code: given };
}

/** Refuses a pseudonym that is no code, although none is kept: a name has no place in a file that travels. */
function checkPseudonym(field: Fields): void {
  const pseudonym = field('pseudonym');
  if (pseudonym !== '' && !/^(?=.*\d)[\w./:-]{1,64}$/.test(pseudonym))
    throw new Refused(
      'pseudonym',
      'not a code: at most 64 letters, digits and any of - _ . / :, at least one of them a digit, without spaces',
    );
}

function homeFrom(field: Fields): PersonRecord['home'] {
  const lsoa = field('home_lsoa').toUpperCase();
  const ward = field('home_ward').toUpperCase();
  if (lsoa !== '' && ward !== '') throw new Refused('home_ward', 'given beside an LSOA; give one of them');
  if (lsoa !== '' && !/^[EWS]01\d{6}$/.test(lsoa))
    throw new Refused('home_lsoa', 'not the code of an LSOA, such as E01017371');
  if (ward !== '' && !/^(?=.*\d)[A-Z0-9-]{3,16}$/.test(ward))
    throw new Refused('home_ward', 'not the code of a ward, such as E05008760');
  if (lsoa !== '') return { kind: 'LSOA', code: lsoa };
  return ward === '' ? null : { kind: 'WARD', code: ward };
}
