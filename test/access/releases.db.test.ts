import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../../src/access';
import { Versions } from '../../src/api/tiles/versions';
import { AgencyKind, storeAgencies } from '../../src/domain/agencies';
import { declareCoverage, ReleaseKeeper } from '../../src/domain/incidents';
import { selectInstallation } from '../../src/domain/vocabulary';
import { quarterOf, selectSubmission, withdrawSubmission } from '../../src/ingest/deliveries';
import { addMonths, today } from '../../src/platform/calendar';
import type { Database } from '../../src/platform/database';
import { at, deliver, sharersOf } from '../ingest/deliveries/quarter';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { box, forgetOpenCategories, importAreas } from '../support/ground';
import { release } from '../support/records';
import { publish, renew } from './perturbation';

const SECRET = Buffer.alloc(32, 7);

let fixture: TestDatabase;
let database: Database;
let api: Api;
let code = '';
let id = 0;
let number = 0;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await forgetOpenCategories(database);
  api = await Api.on(database, PUBLIC_VIEWER);
  await sql(database, 'UPDATE installation SET disclosure_secret = :secret', { secret: SECRET });
}, 120_000);
afterAll(() => fixture.remove());
beforeEach(async () => {
  code = `CELLS${++number}`;
  id = await sharersOf(database, code);
});

/** Crimes of a day in ward W1, of one offence, with references that begin alike. */
const crimes = (count: number, prefix: string, day = '2023-04-10') =>
  Array.from({ length: count }, (_, i) => `${prefix}/${i},${day},14:30,${at(100, 100)},criminal-damage,`);

const send = (lines: string[], options: { agency?: string; replace?: boolean; quarter?: string } = {}) =>
  deliver(database, ['reference,date,time,easting,northing,category,flags', ...lines], {
    ...{ partnership: code, dataset: 'police-crimes', agency: 'police', replace: true },
    ...options,
  });

const withdraw = (submission: string) =>
  database.transaction({}, async (session) =>
    withdrawSubmission(session, await selectSubmission(session, submission), 'test'),
  );

const APRIL = { from: '2023-04-01', to: '2023-04-30' };
interface Counts {
  total: { count: number };
  dataVersion: string;
  rows: { areaCode: string | null; count: number }[];
  caveats: { code: string; message: string }[];
}
const QUESTION = `query ($where: IncidentFilter!, $by: [CountDimension!] = [MONTH]) {
  incidentCounts(where: $where, by: $by) { total { count } dataVersion rows { areaCode count } caveats { code message } }
}`;
const ask = async (where: object = { period: APRIL }, viewer: Viewer = PUBLIC_VIEWER) => {
  const variables = { where: { partnership: code, sources: ['police-crimes'], ...where } };
  const { incidentCounts } = await api.ask<{ incidentCounts: Counts }>(QUESTION, variables, { viewer });
  return { ...incidentCounts, total: incidentCounts.total.count };
};
const refusal = (where: object, by = ['MONTH']) =>
  api.refusal(QUESTION, { by, where: { partnership: code, sources: ['police-crimes'], ...where } });

/** The value of ward W1 in April of an agency's crimes, worked out apart from the database's functions. */
async function cellValue(agency: string, n: number): Promise<number> {
  const [ids] = await sql<{ agency: number; source: number; ward: number }>(
    database,
    `SELECT (SELECT id FROM agency WHERE partnership_id = :id AND code = :agency) AS agency,
       (SELECT id FROM source WHERE code = 'police-crimes') AS source,
       (SELECT id FROM area WHERE partnership_id = :id AND code = 'W1') AS ward`,
    { id, agency },
  );
  const parts = [id, ids.agency, ids.source, '2023-04-01', 'criminal-damage', null, ids.ward, null, n];
  const text = `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`;
  return publish(n, createHmac('sha256', SECRET).update(text).digest()[0]);
}

test('the database renews as the method says', async () => {
  const rows = await sql<{ published: number; would_be: number; value: number }>(
    database,
    `SELECT published, would_be, renewed_value(published, would_be) AS value
     FROM generate_series(0, 20) AS published, generate_series(0, 20) AS would_be`,
  );
  expect(rows).toHaveLength(441);
  expect(rows.filter((row) => row.value !== renew(row.published, row.would_be))).toEqual([]);
});

test('nothing is published before a release, and then what cell and count give', async () => {
  await send(crimes(5, 'A'));
  const early = await refusal({ period: APRIL });
  expect(early.code).toBe('NOT_ENOUGH_DATA');
  expect(early.message).toMatch(/are published with a release; the next is due on \d{4}-\d\d-01/);
  expect((await ask({ period: APRIL }, analystOf(id))).total).toBe(5);
  await release(database, code);
  expect(await ask()).toMatchObject({ total: await cellValue('police', 5) });
});

test('a month that is not due waits, with the words that nothing delivered gets, until it is declared complete', async () => {
  const quarter = quarterOf(addMonths(`${today().slice(0, 4)}-${firstOfQuarter(today())}-01`, -3));
  const month = { from: quarter.from, to: `${quarter.from.slice(0, 7)}-28` };
  const whole = { period: { from: '2023-04-01', to: quarter.to } };
  await send(crimes(6, 'A'));
  await release(database, code);
  const before = await ask(whole);
  await send(crimes(9, 'B', month.from), { quarter: quarter.code });
  await release(database, code);
  const after = await ask(whole);
  expect({ ...after, dataVersion: '' }).toEqual({ ...before, dataVersion: '' });
  expect(after.caveats.find((each) => each.code === 'NOT_YET_PUBLISHED')?.message).toMatch(
    /published up to June 2023\. Later months can come with the release due on .* unknown, not zero/,
  );
  await declareComplete('police', quarter.from);
  await release(database, code);
  expect((await ask(whole)).total).toBeGreaterThan(after.total);
});

const declareComplete = (publisher: string, month: string) =>
  database.transaction({}, async (session) => {
    const source = {
      partnership_id: id,
      source_id: (await selectInstallation(session)).sources.find('police-crimes')!.id,
    };
    const said = { status: 'DELIVERED', publisher, declaredBy: 'test' } as const;
    await declareCoverage(session, source, { months: [month], ...said });
  });

test('a month of several agencies waits for all of them: part of it is not told as the whole, nor as none', async () => {
  await database.transaction({}, (session) =>
    storeAgencies(session, id, [{ code: 'transport', name: 'Transport police', kind: AgencyKind.POLICE }]),
  );
  const quarter = quarterOf(addMonths(`${today().slice(0, 4)}-${firstOfQuarter(today())}-01`, -3));
  const period = { from: quarter.from, to: `${quarter.from.slice(0, 7)}-28` };
  await send(crimes(60, 'A', quarter.from), { quarter: quarter.code });
  await declareComplete('Bedfordshire Police', quarter.from); // no agency of that code
  await release(database, code);
  expect((await refusal({ period })).code).toBe('NOT_ENOUGH_DATA');
  await send(crimes(5, 'B', quarter.from), { quarter: quarter.code, agency: 'transport' });
  await declareComplete('transport', quarter.from);
  await release(database, code);
  expect((await refusal({ period })).code).toBe('NOT_ENOUGH_DATA');
});

test('codes that closed loads bring are not known before, nor after', async () => {
  const named = () => refusal({ offences: ['unmapped-7z'], period: APRIL });
  const before = await named();
  expect(before.code).toBe('BAD_USER_INPUT');
  await sql(
    database,
    `WITH added AS (
       INSERT INTO offence (code, name, denominator, sensitive) VALUES ('unmapped-7z', 'x', 'RESIDENTS', true) RETURNING id
     ), recorded AS (
       INSERT INTO source_offence (source_id, offence_id) SELECT source.id, added.id FROM added, source
       WHERE source.code = 'police-crimes'
     )
     UPDATE partnership SET data_version = data_version + 1 WHERE id = ${id}`,
  );
  expect(await named()).toEqual(before);
});

test('the name of a tile goes by the version that its viewer knows, whoever asked before', async () => {
  await send(crimes(5, 'A'));
  await release(database, code);
  await send(crimes(9, 'B'));
  const versions = new Versions();
  const of = (viewer: Viewer) => versions.of(new RequestContext(viewer, database, 10_000), code);
  for (const viewer of [analystOf(id), PUBLIC_VIEWER]) {
    const { dataVersion } = await ask({ period: APRIL }, viewer);
    expect(`${await of(viewer)}`).toBe(dataVersion.replace(code, String(id)));
  }
});

const firstOfQuarter = (day: string) =>
  String(3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1).padStart(2, '0');

test('corrections draw nothing anew, and a cell is renewed where its value would differ by 4 or more', async () => {
  await send(crimes(5, 'A'));
  await release(database, code);
  let published = await cellValue('police', 5);
  for (const [n, prefix] of [
    [5, 'B'],
    [6, 'C'],
    [5, 'D'],
    [12, 'E'],
    [11, 'F'],
    [1, 'G'],
  ] as [number, string][]) {
    await send(crimes(n, prefix));
    expect((await ask()).total).toBe(published);
    await release(database, code);
    published = renew(published, await cellValue('police', n));
    expect((await ask()).total).toBe(published);
  }
});

test('another agency draws in cells of its own; a month that moves to it keeps the key of the first', async () => {
  const other = { code: 'transport-police', name: 'Transport Police', kind: AgencyKind.POLICE };
  await database.transaction({}, (session) => storeAgencies(session, id, [other]));
  const first = await send(crimes(4, 'A'));
  await release(database, code);
  const own = await cellValue('police', 4);
  for (const n of [3, 9]) {
    await send(crimes(n, `B${n}`), { agency: other.code });
    await release(database, code);
    expect((await ask()).total).toBe(own + (await cellValue(other.code, n)));
  }
  const [{ cells }] = await sql<{ cells: number }>(
    database,
    "SELECT count(*)::integer AS cells FROM incident_count WHERE partnership_id = :id AND month = '2023-04-01'",
    { id },
  );
  expect(cells).toBe(2);

  code = `MOVED${number}`;
  id = await sharersOf(database, code);
  await database.transaction({}, (session) => storeAgencies(session, id, [other]));
  const moved = await send(crimes(4, 'A'));
  await release(database, code);
  await withdraw(moved.submissionId!);
  await send(crimes(4, 'A'), { agency: other.code });
  await release(database, code);
  expect((await ask()).total).toBe(await cellValue('police', 4));
  expect(first.submissionId).not.toBeNull();
});

test('a month that is withdrawn is unknown, and comes back as it was', async () => {
  const kept = await send(crimes(8, 'M', '2023-07-10'), { quarter: '2023Q3' });
  const { submissionId } = await send(crimes(5, 'A'));
  await release(database, code);
  const { total } = await ask();
  await withdraw(submissionId!);
  expect((await ask()).total).toBe(total);
  await release(database, code);
  expect((await refusal({ period: APRIL })).code).toBe('NOT_ENOUGH_DATA');
  await send(crimes(5, 'Z'));
  await release(database, code);
  expect((await ask()).total).toBe(total);
  expect(kept.submissionId).not.toBeNull();
});

test('wards that are drawn later never cut published months again', async () => {
  await send(crimes(7, 'A'));
  await release(database, code);
  const before = await ask();
  await importAreas(
    database,
    code,
    'WARD',
    [
      { code: 'W1', ring: box(0, 0, 500, 1000) },
      { code: 'W1b', ring: box(500, 0, 500, 1000) },
      { code: 'W2', ring: box(1000, 0, 1000) },
    ],
    { validFrom: '2023-01-01' },
  );
  await release(database, code);
  expect((await ask()).total).toBe(before.total);
  const asOf = await refusal({ period: APRIL, areasAsOf: '2023-05-01' }, ['WARD']);
  expect(asOf.code).toBe('FORBIDDEN');
  expect(asOf.message).toMatch(/without areasAsOf/);
});

test('the data version of readers below exact counts changes with releases and open data, not with closed loads', async () => {
  await send(crimes(5, 'A'));
  await release(database, code);
  const { dataVersion } = await ask();
  const exact = (await ask({ period: APRIL }, analystOf(id))).dataVersion;
  await send(crimes(8, 'B'));
  expect((await ask()).dataVersion).toBe(dataVersion);
  expect((await ask({ period: APRIL }, analystOf(id))).dataVersion).not.toBe(exact);
  await release(database, code);
  expect((await ask()).dataVersion).not.toBe(dataVersion);
});

test('a release is made with the first request after it has fallen due, once, and not while a load runs', async () => {
  await send(crimes(5, 'A'));
  await sql(database, 'UPDATE partnership SET release_due = current_date - 1 WHERE id = :id', { id });
  const fail = (error: unknown) => {
    throw error;
  };
  if (database.backend === 'server')
    await database.transaction({}, async (session) => {
      await session.manager.query('SELECT FROM partnership WHERE id = $1 FOR UPDATE', [id]);
      await new ReleaseKeeper(database, fail).ensure();
    });
  const [keeper, other] = [new ReleaseKeeper(database, fail), new ReleaseKeeper(database, fail)];
  if (database.backend === 'server') expect((await refusal({ period: APRIL })).code).toBe('NOT_ENOUGH_DATA');
  await Promise.all([keeper.ensure(), other.ensure()]);
  await keeper.ensure();
  expect((await ask()).total).toBe(await cellValue('police', 5));
  const made = await sql(database, 'SELECT number FROM release WHERE partnership_id = :id', { id });
  expect(made).toHaveLength(1);
});
