/**
 * Police records with offence codes of the Home Office: those of the list are known, others are kept until somebody says
 * what they are.
 *
 * @backend either
 */
import { PUBLIC_VIEWER } from '../../../src/access';
import { importOffences } from '../../../src/ingest';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { recountFaults } from '../../support/dump';
import { fileOf } from '../files';
import { at, deliver, sharersOf } from './quarter';

let fixture: TestDatabase;
let api: Api;
let id: number;

const HEADER = 'reference,date,time,easting,northing,category,flags';
const CATEGORIES = [
  '8N',
  '105A',
  '28I',
  '37/2',
  '037/02',
  '4.1',
  '41',
  '28A',
  'wounding',
  '9Z',
  '9Z',
  '123/45',
];

beforeAll(async () => {
  fixture = await createTestDatabase();
  id = await sharersOf(fixture.database, 'HERE');
  api = await Api.on(fixture.database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const delivery = () =>
  deliver(
    fixture.database,
    [HEADER, ...CATEGORIES.map((code, i) => `C/${i},2023-05-1${i % 10},14:30,${at(100, 100)},${code},`)],
    { partnership: 'HERE', dataset: 'police-crimes', agency: 'police' },
  );
const COUNT = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by) { total { count } rows { theme offence count } }
}`;
interface Counts {
  total: { count: number };
  rows: { theme: string | null; offence: string | null; count: number }[];
}
const counts = async (where: object = {}, by = ['OFFENCE']) =>
  (
    await api.ask<{ incidentCounts: Counts }>(COUNT, {
      where: { partnership: 'HERE', sources: ['police-crimes'], ...where },
      by,
    })
  ).incidentCounts;
const UNMAPPED = '{ unmappedOffences(partnership: "HERE") { code source { code } count } }';
const unmapped = async () =>
  (await api.ask<{ unmappedOffences: { code: string; count: number }[] }>(UNMAPPED)).unmappedOffences;

test('codes of the list and of retired offences map by themselves, and unknown ones are kept', async () => {
  const { account } = await delivery();
  expect(account.line()).toBe('read 12 = loaded 12 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
  const { total, rows } = await counts();
  expect(total.count).toBe(12);
  expect(Object.fromEntries(rows.map(({ offence, count }) => [offence, count]))).toEqual({
    'ho-8n': 1,
    'ho-105a': 1,
    'ho-28i': 1,
    'ho-37-2': 2, // an offence code, and a classification of it alone
    'ho-4-1': 1,
    'ho-41': 1,
    'ho-28a': 1,
    wounding: 1,
    'unmapped-9z': 2,
    'unmapped-123-45': 1,
  });
  expect((await delivery()).account.line()).toContain('loaded 0 + unchanged 12');
});

test('filters and themes of a wide offence hold its codes', async () => {
  expect((await counts({ offences: ['wounding'] })).total.count).toBe(2);
  expect((await counts({ offences: ['ho-8n'] })).total.count).toBe(1);
  expect((await counts({ themes: ['violent-crime'] })).total.count).toBe(4);
  expect((await counts({ themes: ['domestic-burglary'] })).total.count).toBe(2);
  const { rows } = await counts({}, ['THEME']);
  expect(rows).toContainEqual(expect.objectContaining({ theme: 'wounding', count: 2 }));
});

test('unknown codes are listed with their counts, for those who may read records', async () => {
  expect(await unmapped()).toEqual([
    { code: 'unmapped-9z', source: { code: 'police-crimes' }, count: 2 },
    { code: 'unmapped-123-45', source: { code: 'police-crimes' }, count: 1 },
  ]);
  expect(await api.refusal(UNMAPPED, {}, { viewer: PUBLIC_VIEWER })).toMatchObject({ code: 'FORBIDDEN' });
  const { partnerships } = await api.ask<{ partnerships: { offences: { code: string }[] }[] }>(
    '{ partnerships { offences { code } } }',
  );
  expect(partnerships[0].offences.some(({ code }) => code.startsWith('unmapped'))).toBe(false);
});

const map = (...rows: string[]) =>
  importOffences(fixture.database, {
    paths: [fileOf(['code,part_of,source,count', ...rows].join('\n'), 'codes.csv')],
  });

test('what is no unknown code, or no wide offence, is rejected', async () => {
  const account = await map(
    'ho-8n,other-theft,,',
    'unmapped-secret,other-theft,,',
    'unmapped-9z,ho-8n,,',
    'unmapped-9z,unmapped-123-45,,',
    'unmapped-123-45,,,',
  );
  expect(account.line()).toBe('read 5 = loaded 0 + unchanged 1 + outside 0 + unlocated 0 + rejected 4');
  expect(account.breakdown().join('\n')).not.toContain('secret');
});

test('a code that is mapped counts at once, without its records being loaded again', async () => {
  const [{ data_version: before }] = await sql<{ data_version: number }>(
    fixture.database,
    'SELECT data_version FROM partnership',
  );
  expect((await map('unmapped-9z,other-theft,,')).count('loaded')).toBe(1);
  expect((await map('unmapped-9z,other-theft,,')).count('unchanged')).toBe(1);
  expect((await counts({ themes: ['other-theft'] })).total.count).toBe(3); // and 41, theft by an employee
  expect(await unmapped()).toEqual([
    { code: 'unmapped-123-45', source: { code: 'police-crimes' }, count: 1 },
  ]);
  expect(await sql(fixture.database, 'SELECT data_version FROM partnership')).toEqual([
    { data_version: before + 1 },
  ]);
  // Protected as other thefts are, by ward; the other code is still told for the whole partnership alone.
  expect(await recountFaults(fixture.database)).toEqual([]);
  const cells = await sql(
    fixture.database,
    `SELECT o.code, c.ward_id IS NULL AS whole FROM elementary_cell c JOIN offence o ON o.id = c.offence_id
     WHERE o.code LIKE 'unmapped-%' ORDER BY 1`,
  );
  expect(cells).toEqual([
    { code: 'unmapped-123-45', whole: true },
    { code: 'unmapped-9z', whole: false },
  ]);
});

test('the delivery of before the mapping, sent again after it, is the same records', async () => {
  expect((await delivery()).account.line()).toBe(
    'read 12 = loaded 0 + unchanged 12 + outside 0 + unlocated 0 + rejected 0',
  );
  expect((await counts()).total.count).toBe(12);
  expect((await counts({ themes: ['other-theft'] })).total.count).toBe(3);
});

test('codes that an earlier version read as wide offences, sent again, are the same records', async () => {
  // That version read the codes as today's reads the words, so words store what it stored.
  const send = (categories: string[]) =>
    deliver(
      fixture.database,
      [
        HEADER,
        ...categories.map((code, i) => `${i < 2 ? '' : `D/${i}`},2023-06-11,14:30,${at(100, 100)},${code},`),
      ],
      { partnership: 'HERE', dataset: 'police-crimes', agency: 'police' },
    );
  const before = (await counts()).total.count;
  await send(['wounding', 'wounding', 'wounding', 'criminal-damage']);
  const { account } = await send(['8N', '5D', '8N', '59']);
  expect(account.line()).toBe('read 4 = loaded 0 + unchanged 4 + outside 0 + unlocated 0 + rejected 0');
  expect((await counts()).total.count).toBe(before + 4);
  // A crime that was not among them is added.
  const added = await send(['8N', '5D', '8N', '59', '8N']);
  expect(added.account.line()).toContain('loaded 1 + unchanged 4');
  expect(await recountFaults(fixture.database)).toEqual([]);
});
