/**
 * What a viewer may know of the deliveries of closed sources: below exact counts, which months are published.
 *
 * @backend either
 */

import { PUBLIC_VIEWER, type Viewer } from '../../src/access';
import { declareCoverage } from '../../src/domain/incidents';
import { at, deliver, sharersOf } from '../ingest/deliveries/quarter';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { release } from '../support/records';

let fixture: TestDatabase;
let api: Api;
let id: number;

/** Delivers a crime of each month, and one that is rejected. */
const deliverQuarter = (quarter: string, months: string[]) =>
  deliver(
    fixture.database,
    [
      'reference,date,time,easting,northing,category,flags',
      ...months.map((month) => `A/${month},2023-${month}-10,14:30,${at(100, 100)},criminal-damage,`),
      `B/1,2023-${months[0]}-11,14:30,${at(100, 100)},no-such-offence,`,
    ],
    { ...{ partnership: 'HERE', dataset: 'police-crimes', agency: 'police' }, quarter },
  );

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  id = await sharersOf(database, 'HERE');
  await sharersOf(database, 'BESIDE');
  await deliverQuarter('2023Q2', ['04', '05', '06']);
  const [{ source }] = await sql<{ source: number }>(
    database,
    "SELECT id AS source FROM source WHERE code = 'police-crimes'",
  );
  await database.transaction({}, (session) =>
    declareCoverage(
      session,
      { partnership_id: id, source_id: source },
      { months: ['2023-05-01'], publisher: 'police', status: 'MISSING', declaredBy: 'test' },
    ),
  );
  await release(database, 'HERE');
  await deliverQuarter('2023Q3', ['07', '08', '09']);
  api = await Api.on(database, PUBLIC_VIEWER);
}, 120_000);
afterAll(() => fixture.remove());

interface Month {
  month: string;
  publisher: string | null;
  status: string;
  rows: number | null;
  rejected: number | null;
}

async function monthsOf(viewer: Viewer): Promise<Month[]> {
  const { partnership } = await api.ask<{
    partnership: { coverage: { source: { code: string }; months: Month[] }[] };
  }>(
    `{ partnership(code: "HERE") {
      coverage { source { code } months { month publisher status rows rejected } }
    } }`,
    {},
    { viewer },
  );
  return partnership.coverage[0].months.filter(({ month }) => month.startsWith('2023'));
}

const partner = (partnershipId: number): Viewer => ({ ...analystOf(partnershipId), role: 'PARTNER' });

test('whoever may read exact counts sees each delivery', async () => {
  const months = await monthsOf(partner(id));
  expect(months.filter(({ rows }) => rows !== null).map(({ month }) => month)).toEqual(
    expect.arrayContaining(['2023-04', '2023-06', '2023-07', '2023-09']),
  );
});

test.each([
  ['the public', () => PUBLIC_VIEWER],
  ['a partner of another partnership', () => partner(id + 1)],
  ['a key that only delivers', (): Viewer => ({ ...analystOf(id), scopes: ['submit'] })],
  ['a key that only edits', (): Viewer => ({ ...analystOf(id), scopes: ['edit'] })],
])(
  '%s sees which months the last release has published, without numbers and declarations',
  async (_, viewer) => {
    const nothing = { rows: null, rejected: null };
    expect(await monthsOf(viewer())).toEqual([
      { month: '2023-04', publisher: 'police', status: 'DELIVERED', ...nothing },
      { month: '2023-05', publisher: null, status: 'HOLE', ...nothing },
      { month: '2023-06', publisher: 'police', status: 'DELIVERED', ...nothing },
    ]);
  },
);
