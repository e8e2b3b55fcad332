/** @backend either */
import { createHash } from 'node:crypto';
import { demonstration, MISSING, PATIENTS } from '../../../seeds/demonstration';
import { columnsOf, DATASETS } from '../../../src/ingest/deliveries';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

const QUARTERS = ['2007Q3', '2007Q4', '2008Q1', '2008Q2', '2008Q3', '2008Q4', '2009Q1', '2009Q2'];

let fixture: TestDatabase;
let database: Database;
let api: Api;
beforeAll(async () => {
  fixture = await createDemonstration();
  database = fixture.database;
  const [{ id }] = await sql<{ id: number }>(database, `SELECT id FROM partnership WHERE code = 'DEMO2009'`);
  api = await Api.on(database, { ...analystOf(id), role: 'ADMIN', keyId: 1 });
}, 300_000);
afterAll(() => fixture.remove());

test('its load is in the audit, and each of its deliveries', async () => {
  const log = '{ auditLog(partnership: "DEMO2009", first: 1000) { nodes { actor action } } }';
  const { nodes } = (await api.ask<{ auditLog: { nodes: { actor: string; action: string }[] } }>(log))
    .auditLog;
  const made = (action: string) => nodes.filter((line) => line.action === action);
  expect(made('seed')).toEqual([{ actor: 'command line', action: 'seed' }]);
  expect(made('delivery.load')).toHaveLength(QUARTERS.length * 12 - 1);
});

interface Row {
  dataset: { code: string; number: number };
  status: string;
  late: boolean;
  partial: boolean;
  submission: { id: string } | null;
  accounting: Record<'read' | 'loaded' | 'rejected' | 'unchanged' | 'outside' | 'unlocated', number>;
}
const LEDGER = `query ($quarter: String!) {
  sharingLedger(partnership: "DEMO2009", quarter: $quarter) {
    rows { dataset { code number } status late partial submission { id }
      accounting { read loaded unchanged outside unlocated rejected } }
    complete
  }
}`;
const ledger = async (quarter: string) =>
  (await api.ask<{ sharingLedger: { rows: Row[]; complete: boolean } }>(LEDGER, { quarter })).sharingLedger;

test('all twelve came for every quarter, but for one; some late, some partial; the accounts are those of the records', async () => {
  const late: string[] = [];
  const partial = new Set<string>();
  const incidents = await sql<{ id: string; n: number }>(
    database,
    'SELECT s.public_id AS id, count(*) AS n FROM incident i JOIN submission s ON s.id = i.submission_id GROUP BY 1',
  );
  const held = new Map(incidents.map(({ id, n }) => [id, n]));
  for (const quarter of QUARTERS) {
    const { rows, complete } = await ledger(quarter);
    expect(rows.map(({ dataset }) => dataset.number)).toEqual(DATASETS.map(({ number }) => number));
    const missing = rows.filter(({ status }) => status !== 'RECEIVED').map(({ dataset }) => dataset.code);
    expect(missing).toEqual(quarter === MISSING.quarter ? [MISSING.dataset] : []);
    expect(complete).toBe(missing.length === 0);
    for (const { dataset, submission, accounting, ...row } of rows) {
      if (submission === null) continue;
      if (row.late) late.push(`${dataset.code} ${quarter}`);
      if (row.partial) partial.add(dataset.code);
      const { read, ...fates } = accounting;
      expect(Object.values(fates).reduce((a, b) => a + b)).toBe(read);
      expect(accounting.loaded).toBe(held.get(submission.id));
      expect(accounting.loaded).toBeGreaterThan(0);
    }
  }
  expect(late).toEqual([
    'school-exclusions 2007Q4',
    'fire-false-alarms 2008Q2',
    'hospital-admissions 2008Q4',
    'ambulance-callouts 2009Q2',
  ]);
  expect([...partial].sort()).toEqual(['ambulance-callouts', 'racial-incidents', 'road-collisions']);
  // Every incident of the demonstration is of some delivery.
  expect(held.has('null')).toBe(false);
});

test('what other agencies share adds nothing to a theme that does not name them', async () => {
  const COUNTS = `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }`;
  const count = async (filter: object) => {
    const where = { partnership: 'DEMO2009', period: { from: '2007-07-01', to: '2009-06-30' }, ...filter };
    const answer = await api.ask<{ incidentCounts: { total: { count: number } } }>(COUNTS, { where });
    return answer.incidentCounts.total.count;
  };
  const records = [...demonstration.incidents()];
  expect(await count({ themes: ['criminal-damage'] })).toBe(
    records.filter(({ offence }) => offence === 'criminal-damage').length,
  );
  expect(await count({ themes: ['criminal-damage'], sources: ['fire-incidents'] })).toBeGreaterThan(400);
});

test('the records that are shared are the same on every machine, few, and of their data sets', () => {
  const records = [...demonstration.sharedRecords()];
  expect(records.length).toBeGreaterThan(5_000);
  expect(records.length).toBeLessThan(8_000);
  expect(new Set(records.map(({ source, identity }) => `${source} ${identity}`)).size).toBe(records.length);
  const hash = createHash('sha256');
  for (const record of records) hash.update(JSON.stringify(record));
  const again = createHash('sha256');
  for (const record of demonstration.sharedRecords()) again.update(JSON.stringify(record));
  expect(again.digest('hex')).toBe(hash.digest('hex'));
  for (const { source, offence, place, occurredFrom, occurredTo } of records) {
    const dataset = DATASETS.find(({ code }) => code === source)!;
    expect(dataset.categories.map((category) => category.offence)).toContain(offence);
    expect(occurredFrom <= occurredTo).toBe(true);
    if (place.kind === 'grid') expect(columnsOf(dataset)).toContain('easting');
    if (place.kind === 'postcode-district') expect(Object.keys(PATIENTS)).toContain(place.code);
  }
});

test('a delivery that is taken back takes its rows along, and nothing else', async () => {
  const { rows } = await ledger('2008Q3');
  const { submission, accounting } = rows.find(({ dataset }) => dataset.code === 'asb-reports')!;
  const count = async () => (await sql<{ n: number }>(database, 'SELECT count(*) AS n FROM incident'))[0].n;
  const sums = () => sql(database, 'SELECT source_id, sum(n) AS n FROM incident_count GROUP BY 1 ORDER BY 1');
  const before = await count();
  await api.ask(
    'mutation ($id: ID!) { deleteSubmission(input: { id: $id }) { submission { state } userErrors { code message path } } }',
    { id: submission!.id },
  );
  expect(await count()).toBe(before - accounting.loaded);
  const recounted = await sql(
    database,
    'SELECT source_id, count(*) AS n FROM incident GROUP BY 1 ORDER BY 1',
  );
  expect(await sums()).toEqual(recounted);
});
