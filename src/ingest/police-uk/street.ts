import { londonMonth, londonMonthOf } from '../../calendar';
import { type CsvRow, type CsvTable, openCsv } from '../csv';
import { fileProblem, type SourceFile } from '../file';
import { BATCH_ROWS, type IncidentReader, type ReadRow } from '../reader';
import type { IncidentRecord, RecordPlace, RowReject } from '../record';
import { coordinateFault, decimal } from '../uk-coordinates';
import { POLICE_UK_COLUMNS } from './columns';

const SOURCE = 'police-uk-street';

/** The columns that tell what happened, when and where. Together they are a row's content, see the room's README. */
const CONTENT = [
  'Crime ID',
  'Month',
  'Reported by',
  'Falls within',
  'Longitude',
  'Latitude',
  'Location',
  'LSOA code',
  'LSOA name',
  'Crime type',
] as const;

const REQUIRED = [...CONTENT, 'Last outcome category'] as const;
type Column = (typeof REQUIRED)[number];

const CATEGORIES = [
  'Anti-social behaviour',
  'Bicycle theft',
  'Burglary',
  'Criminal damage and arson',
  'Drugs',
  'Other crime',
  'Other theft',
  'Possession of weapons',
  'Public order',
  'Robbery',
  'Shoplifting',
  'Theft from the person',
  'Vehicle crime',
  'Violence and sexual offences',
];

/** Offence codes by police.uk category: `open-` and the category's slug. */
export const STREET_OFFENCES: ReadonlyMap<string, string> = new Map(
  CATEGORIES.map((category) => [category, `open-${category.toLowerCase().replaceAll(' ', '-')}`]),
);

/** Categories of archives before May 2013 that today's were split from, so that nothing can be said of them. */
const FORMER_CATEGORIES = new Set(['Violent crime', 'Public disorder and weapons']);

/** The first month that police.uk published. */
const FIRST_MONTH = '2010-12';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const MONTH_IN_NAME = /^(\d{4}-(?:0[1-9]|1[0-2]))-/;

/** Reads the street-level crime files of data.police.uk, `YYYY-MM-force-street.csv`, packed with gzip or not. */
export const streetReader: IncidentReader = {
  source: SOURCE,
  accepts: (name) => /-street\.csv(\.gz)?$/i.test(name),
  read: (file) => readStreet(file),
};

/**
 * The rows of a street file.
 * @param now what today is, for tests: later months are refused
 * @throws Problem where the header is another one, or a row's month is not the one in the file's name
 */
export async function* readStreet(file: SourceFile, now: Date = new Date()): AsyncGenerator<ReadRow[]> {
  const table = await openCsv(file, {
    name: 'a data.police.uk street file',
    required: REQUIRED,
    known: POLICE_UK_COLUMNS,
  });
  const toRecord = rowReader(file, table, londonMonthOf(now));
  let batch: ReadRow[] = [];
  for await (const rows of table.rows) {
    for (const row of rows) {
      batch.push(toRecord(row));
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

function rowReader(file: SourceFile, table: CsvTable<Column>, thisMonth: string): (row: CsvRow) => ReadRow {
  const { columns, width } = table;
  const content = CONTENT.map((column) => columns[column]);
  const monthOfName = MONTH_IN_NAME.exec(file.name)?.[1];
  const ordinals = new Map<number, number>();
  const words = new Words();
  let lastMonth = '';
  let lastMonthFault: string | null = null;

  return ({ line, fields }) => {
    const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
    if (fields.length !== width)
      return reject('row', `${fields.length} fields where the header has ${width} columns`);

    const month = fields[columns.Month];
    if (month !== lastMonth) {
      lastMonth = month;
      lastMonthFault = monthFault(month, thisMonth);
      if (monthOfName !== undefined && MONTH.test(month) && month !== monthOfName)
        throw fileProblem(
          file,
          `the month is not ${monthOfName}, the one in the file's name. Nothing of this file was loaded. Give the ` +
            'file as it was published, or a name without a month.',
          line,
        );
    }
    if (lastMonthFault !== null) return reject('Month', lastMonthFault);

    const category = fields[columns['Crime type']];
    const offence = STREET_OFFENCES.get(category);
    if (offence === undefined) return reject('Crime type', categoryFault(category));

    const place = placeOf(fields[columns.Longitude].trim(), fields[columns.Latitude].trim());
    if ('reason' in place) return reject(place.field, place.reason);

    let text = fields[content[0]];
    for (let i = 1; i < content.length; i++) text += SEPARATOR + fields[content[i]];
    const key = contentKey(text, content.length - 1);
    if (key === null) return reject('row', 'a control character, or a line end inside a field');
    const ordinal = (ordinals.get(key) ?? 0) + 1;
    ordinals.set(key, ordinal);

    const bounds = londonMonth(month);
    const record: IncidentRecord = {
      line,
      source: SOURCE,
      offence,
      place,
      occurredFrom: bounds.from,
      occurredTo: bounds.to,
      month: words.keep(month),
      precision: 'MONTH',
      outcome: words.keep(fields[columns['Last outcome category']].trim()) || null,
      flags: 0,
      reference: fields[columns['Crime ID']] || null,
      identity: text + SEPARATOR + ordinal,
    };
    return record;
  };
}

function monthFault(month: string, thisMonth: string): string | null {
  if (!MONTH.test(month)) return 'not a month as YYYY-MM';
  if (month < FIRST_MONTH) return `before ${FIRST_MONTH}, the first month that police.uk published`;
  if (month > thisMonth) return 'in the future';
  return null;
}

function categoryFault(category: string): string {
  const known = `known categories: ${CATEGORIES.join(', ')}`;
  if (category.trim() === '') return `blank; ${known}`;
  if (FORMER_CATEGORIES.has(category))
    return `a category of before May 2013, since split into others; ${known}`;
  return `not a category of police.uk; ${known}`;
}

const UNLOCATED: RecordPlace = { kind: 'unlocated' };

function placeOf(longitude: string, latitude: string): RecordPlace | Omit<RowReject, 'line'> {
  if (longitude === '' && latitude === '') return UNLOCATED;
  if (longitude === '') return { field: 'Longitude', reason: 'blank where the latitude is given' };
  if (latitude === '') return { field: 'Latitude', reason: 'blank where the longitude is given' };
  const x = decimal(longitude);
  if (x === null) return { field: 'Longitude', reason: 'not a decimal number' };
  const y = decimal(latitude);
  if (y === null) return { field: 'Latitude', reason: 'not a decimal number' };
  const fault = coordinateFault(x, y, 'EPSG:4326');
  if (fault !== null) return { field: 'Longitude, Latitude', reason: fault.reason };
  return { kind: 'lonlat', longitude: x, latitude: y, snapped: true };
}

/** Between the fields of an identity. No field has one, so that different rows never share an identity. */
const SEPARATOR = '\u001f';

// Looked up once: a global in a loop over every character is dear where tests run in a sandbox.
const { imul } = Math;

/**
 * 53 bits that stand for a row's content in the count of identical rows (cyrb53, bryc 2018, public domain): a chance of
 * one in ten million that two different rows among 40,000 share one, and then one of them would only get a higher
 * ordinal. Null where the content has control characters other than the separators it must have.
 */
function contentKey(text: string, separators: number): number | null {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20) {
      if (c !== 0x1f) return null;
      controls++;
    }
    a = imul(a ^ c, 0x9e3779b1);
    b = imul(b ^ c, 0x5f356495);
  }
  if (controls !== separators) return null;
  a = imul(a ^ (a >>> 16), 0x85ebca6b) ^ imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = imul(b ^ (b >>> 16), 0x85ebca6b) ^ imul(a ^ (a >>> 13), 0xc2b2ae35);
  return (b >>> 0) * 0x200000 + (a >>> 11);
}

/** Keeps one copy of each word of a small vocabulary, which doesn't hold on to the block of file it was cut from. */
class Words {
  private readonly kept = new Map<string, string>();

  keep(word: string): string {
    const known = this.kept.get(word);
    if (known !== undefined) return known;
    const copy = Buffer.from(word).toString();
    if (this.kept.size < 1000) this.kept.set(copy, copy);
    return copy;
  }
}
