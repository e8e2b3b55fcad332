import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SOURCES } from '../../../src/domain/vocabulary';
import {
  columnsOf,
  DATASETS,
  DatasetReader,
  type DatasetRow,
  parseQuarter,
  readMapping,
} from '../../../src/ingest/deliveries';
import { type ReadRow } from '../../../src/ingest/reading/reader';
import { openSource } from '../../../src/platform/files';
import { OFFENCES } from '../../support/vocabulary';
import { fileOf, gather, problemOf, rejects } from '../files';

const EXAMPLES = join(__dirname, '../../../seeds/datasets');
const quarter = parseQuarter('2023Q2');
const named = (code: string) => DATASETS.find((each) => each.code === code)!;

/** Reads lines as a delivery and gives the result of each. */
async function read(code: string, lines: string[], mappingText?: string) {
  const dataset = named(code);
  const mapping = mappingText === undefined ? undefined : await readMapping(fileOf(mappingText), dataset);
  const reader = new DatasetReader({ dataset, agency: 'police', quarter, mapping });
  const file = await openSource(fileOf(`${lines.join('\n')}\n`, 'delivery.csv'));
  const rows = (await gather(reader.read(file))).flat();
  return { rows, present: reader.fieldsPresent() };
}
const records = (rows: ReadRow<DatasetRow>[]) => rows.flatMap((row) => ('reason' in row ? [] : [row.record]));
const reasons = (rows: ReadRow<DatasetRow>[]) =>
  rejects(rows).map(({ line, field, reason }) => `${line} ${field}: ${reason}`);

test('the twelve are those of the law, each a closed source that records the offences it leads to', () => {
  expect(DATASETS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  for (const { number, code, categories, required, optional } of DATASETS) {
    const source = SOURCES.find((each) => each.code === code)!;
    expect(source).toMatchObject({ statutoryNumber: number, access: 'CLOSED' });
    for (const { offence } of categories)
      expect([code, source.offences]).toEqual([code, expect.arrayContaining([offence])]);
    expect(required.filter((column) => optional.includes(column))).toEqual([]);
  }
  const known = new Set(OFFENCES.map(({ code }) => code));
  for (const { categories } of DATASETS)
    for (const { offence } of categories) expect(known).toContain(offence);
});

test.each(DATASETS.map((dataset) => [dataset.number, dataset] as const))(
  'the example of data set %i is read whole, with every field that must be shared',
  async (number, dataset) => {
    const name = readdirSync(EXAMPLES).find((each) => each.startsWith(String(number).padStart(2, '0')))!;
    expect(name).toBe(`${String(number).padStart(2, '0')}-${dataset.code}.csv`);
    const reader = new DatasetReader({ dataset, agency: 'some', quarter });
    const rows = (await gather(reader.read(await openSource(join(EXAMPLES, name))))).flat();
    expect(reasons(rows)).toEqual([]);
    expect(rows.length).toBeGreaterThan(1);
    expect(reader.fieldsPresent()).toEqual(dataset.fields.map((field) => field.name));
    for (const record of records(rows)) {
      expect(record.source).toBe(dataset.code);
      expect(record.month >= '2023-04' && record.month <= '2023-06').toBe(true);
      expect(record.occurredFrom <= record.occurredTo).toBe(true);
    }
  },
);

test('health tells the postcode district and nothing closer', () => {
  for (const { number, ...dataset } of DATASETS)
    if (number >= 9 && number <= 11)
      expect(columnsOf({ number, ...dataset }).filter((column) => /easting|latitude/.test(column))).toEqual(
        [],
      );
});

test('times are those of the clock in Britain, as exactly as they are told', async () => {
  const { rows } = await read('police-crimes', [
    'date,time,date_to,time_to,category',
    '2023-04-03,08:00,2023-04-04,17:30,arson',
    '2023-04-03,,,,arson',
    '2023-04,,,,arson',
    '2023-04-03,08:00,2023-04-02,17:30,arson',
    '2023-04-03,,2023-04-05,,arson',
    '2023-04-31,,,,arson',
    '2023-03-31,,,,arson',
  ]);
  expect(
    records(rows).map(({ occurredFrom, occurredTo, precision }) => [occurredFrom, occurredTo, precision]),
  ).toEqual([
    ['2023-04-03T07:00:00.000Z', '2023-04-04T16:30:00.000Z', 'MINUTE'],
    ['2023-04-02T23:00:00.000Z', '2023-04-03T22:59:59.999Z', 'DAY'],
    ['2023-03-31T23:00:00.000Z', '2023-04-30T22:59:59.999Z', 'MONTH'],
    ['2023-04-02T23:00:00.000Z', '2023-04-05T22:59:59.999Z', 'MINUTE'],
  ]);
  expect(reasons(rows)).toEqual([
    '5 date_to: before the time at which it begins',
    '7 date: not a day as YYYY-MM-DD or DD/MM/YYYY',
    '8 date: not in 2023Q2: a delivery has the records of its own quarter',
  ]);
});

describe('what tells who somebody is stays at the door', () => {
  test.each([
    ['patient_name', 'a name'],
    ['DOB', 'a date of birth'],
    ['NHS number', 'a personal number'],
    ['postcode', 'an address or a full postcode'],
    ['address line 1', 'an address or a full postcode'],
    ['easting', 'an address or a full postcode'],
  ])('a column %s refuses the file', async (heading, kind) => {
    const fault = await problemOf(
      read('hospital-admissions', [`date,category,${heading}`, '2023-04-03,X85,1']),
    );
    expect(fault.message).toContain(`column 3 of 3 holds ${kind}`);
    const ignoring = JSON.stringify({ ignore: [heading] });
    const still = read('hospital-admissions', [`date,category,${heading}`, '2023-04-03,X85,1'], ignoring);
    expect((await problemOf(still)).message).toContain(kind);
  });

  test.each([
    ['postcode_district', '2023-04-03,X85,LU6 1AB,', 'an address or a full postcode'],
    ['postcode_district', '2023-04-03,X85,lu61ab,', 'an address or a full postcode'],
    ['postcode_district', '2023-04-03,X85,LU6 1,', 'the outward part of a postcode'],
    ['category', '2023-04-03,Mrs Beeblebrox,LU6,', 'a name'],
    ['category', '2023-04-03,"Beeblebrox, Zaphod",LU6,', 'a name'],
    ['category', '2023-04-03,Zaphod Beeblebrox,LU6,', 'perhaps a name'],
    ['category', '2023-04-03,call 07700 900123,LU6,', 'a telephone number'],
    ['category', '2023-04-03,born 14/03/1990,LU6,', 'a date of birth'],
    ['category', '2023-04-03,zb@example.org,LU6,', 'an e-mail address'],
    ['reference', '2023-04-03,X85,LU6,Zaphod', 'not a code'],
    ['reference', '2023-04-03,X85,LU6,14/03/1990', 'a date of birth'],
  ])('in %s, %s: the row is refused, and not repeated', async (column, line, kind) => {
    const { rows } = await read('hospital-admissions', ['date,category,postcode_district,reference', line]);
    const [{ field, reason }] = rejects(rows);
    expect(field).toBe(column);
    expect(reason).toContain(kind);
    for (const said of ['Zaphod', 'Beeblebrox', '6 1AB', '61ab', '900123', '1990', 'example.org'])
      expect(reason).not.toContain(said);
  });
});

test('an admission is what its block of the ICD says', async () => {
  const { rows } = await read('hospital-admissions', [
    'date,category',
    ...['X85', 'x99.4', 'Y09', 'Y10', 'F10.2', 'F199', 'F20', 'T51', 'T510', 'Y90.1', 'Y91', 'X84'].map(
      (code) => `2023-04-03,${code}`,
    ),
  ]);
  expect(records(rows).map(({ offence }) => offence.replace('admission-', ''))).toEqual([
    ...['assault', 'assault', 'assault', 'substance', 'substance'],
    ...['alcohol-toxic', 'alcohol-toxic', 'alcohol-involved', 'alcohol-involved'],
  ]);
  expect(rejects(rows).map(({ line }) => line)).toEqual([5, 8, 13]);
});

test('an agency has its own names, as JSON or as a table', async () => {
  const lines = ['Date Admitted;x,Outcode,Cause,Ward', '2023-04-03,LU6,ASLT,7B'];
  const json = JSON.stringify({
    columns: { 'Date admitted; X': 'date', Outcode: 'postcode_district', cause: 'category' },
    categories: { aslt: 'X99' },
    ignore: ['ward'],
  });
  const table =
    'kind,theirs,ours\ncolumn,Date Admitted;x,date\ncolumn,outcode,postcode_district\ncolumn,Cause,category\n' +
    'category,ASLT,assault\nignore,Ward,\n';
  for (const mapping of [json, table]) {
    const { rows, present } = await read('hospital-admissions', lines, mapping);
    expect(reasons(rows)).toEqual([]);
    expect(records(rows)[0]).toMatchObject({
      offence: 'admission-assault',
      place: { kind: 'postcode-district', code: 'LU6' },
    });
    expect(present).toHaveLength(3);
  }
});

test.each([
  ['{"columns": {"Secret": "nonsense"}}', 'column 1 leads to none'],
  ['{"categories": {"Secret": "nonsense"}}', 'category 1 leads to none'],
  ['{"columns": ["Secret"]}', 'a mapping has'],
  ['{"Secret": {}}', 'a mapping has'],
  ['kind,ours\nSecret,x', 'begins with the line'],
  ['kind,theirs,ours\nSecret,x,y', 'kind is none of'],
  ['{"columns": ', 'ends too early'],
])('a mapping that is wrong says where: %s', async (mapping, message) => {
  const fault = await problemOf(read('hospital-admissions', ['date,category'], mapping));
  expect(fault.message).toContain(message);
  expect(fault.message).not.toContain('Secret');
});

test('what is absent or empty throughout is not there', async () => {
  const { present } = await read('police-crimes', [
    'date,time,easting,northing,category',
    '2023-04-03,,,,arson',
  ]);
  expect(present).toEqual(['date', 'sub-category']);
  const none = await read('police-crimes', ['date,time,category']);
  expect(none.present).toEqual(['time', 'date', 'sub-category']);
});

test.each(['2007Q2', '2023Q5', '2023', 'Q2', '', '1999Q1', '2023Q22'])('%s is no quarter', async (text) => {
  expect(() => parseQuarter(text)).toThrow(/quarter/);
});

test('records of a quarter are due by the end of the next', () => {
  expect(parseQuarter('2007Q3')).toMatchObject({ from: '2007-07-01', to: '2007-09-30', due: '2007-12-31' });
  expect(parseQuarter('2023-q4')).toMatchObject({ code: '2023Q4', to: '2023-12-31', due: '2024-03-31' });
});
