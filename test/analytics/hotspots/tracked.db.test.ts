/** @backend either */
import { PUBLIC_VIEWER } from '../../../src/access';
import { HotspotKeeper, trackHotspots } from '../../../src/analytics/hotspots';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

/** Incidents of one month at a place, in metres from the corner of the invented ground. */
function inMonth(
  month: string,
  x: number,
  n: number,
  fields: Partial<IncidentRecord> = {},
): IncidentRecord[] {
  return Array.from({ length: n }, () =>
    crime({
      source: 'police-uk-street',
      offence: 'open-burglary',
      at: [x, 0],
      month,
      precision: 'MONTH',
      occurredFrom: `${month}-02T12:00:00.000Z`,
      occurredTo: `${month}-27T12:00:00.000Z`,
      ...fields,
    }),
  );
}

/** `2022-01` and the months after it. */
const months = (count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2022, i, 1)).toISOString().slice(0, 7));

let lastTown = 0;
async function town(records: IncidentRecord[]) {
  lastTown += 1;
  const code = `K${lastTown}`;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1000, -1000, 20_000) }]);
  await load(database, code, records);
  return { code, id, api: await Api.on(database, analystOf(id)) };
}

interface Hotspot {
  id: string;
  anchor: string;
  name: string;
  status: string | null;
  asOf: string;
  trackedSince: string;
  firstSeen: string;
  lastSeen: string;
  incidentCount: number;
  outline: { type: string };
  splitFrom: string | null;
  mergedFrom: string[];
  history: { month: string; count: number }[];
}

const HOTSPOTS = `query ($partnership: ID!, $asOf: Date, $first: Int, $after: String) {
  hotspots(partnership: $partnership, theme: "burglary", asOf: $asOf, first: $first, after: $after) {
    nodes {
      id anchor name status asOf trackedSince firstSeen lastSeen incidentCount outline splitFrom mergedFrom history { month count }
    }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}`;
interface Page {
  nodes: Hotspot[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}
const pageOf = async (api: Api, partnership: string, variables: object = {}, viewer = api.viewer) =>
  (await api.ask<{ hotspots: Page }>(HOTSPOTS, { partnership, ...variables }, { viewer })).hotspots;

/** One hotspot that lasts at 0 m, one that begins in 2023 at 3,000 m, and one that ends in 2022 at 6,000 m. */
const story = months(16).flatMap((month) => [
  ...inMonth(month, 0, 2),
  ...(month > '2022-12' ? inMonth(month, 3_000, 3) : []),
  ...(month < '2022-06' ? inMonth(month, 6_000, 2) : []),
]);

test('a hotspot of a month is an object of its own, with one anchor in all months', async () => {
  const { code, id, api } = await town(story);
  await trackHotspots(database, id);
  const of = async (asOf?: string) => (await pageOf(api, code, { asOf })).nodes[0];
  const [december, february, newest] = [await of('2022-12-31'), await of('2023-02-28'), await of()];
  expect(new Set([december.id, february.id, newest.id]).size).toBe(3);
  expect([december.anchor, february.anchor, newest.anchor]).toEqual(Array(3).fill(newest.id));
  expect((await of('2023-03-15')).id).toBe(february.id);
});

test('a hotspot is new, continues and is gone, with its months', async () => {
  const { code, id, api } = await town(story);
  expect((await pageOf(api, code)).nodes).toEqual([]);
  expect(await trackHotspots(database, id)).toBe(true);
  const told = async (asOf?: string) =>
    (await pageOf(api, code, { asOf })).nodes.map(({ status, incidentCount, firstSeen, lastSeen }) => [
      status,
      incidentCount,
      firstSeen,
      lastSeen,
    ]);
  // In the first month that hotspots are looked for in, nobody knows which are new.
  expect(await told('2022-12-31')).toEqual([
    [null, 24, '2022-12-01', '2022-12-31'],
    [null, 10, '2022-12-01', '2022-12-31'],
  ]);
  expect(await told('2023-02-28')).toEqual([
    ['CONTINUING', 24, '2022-12-01', '2023-02-28'],
    ['CONTINUING', 6, '2022-12-01', '2023-02-28'],
    ['NEW', 6, '2023-02-01', '2023-02-28'],
  ]);
  const { nodes } = await pageOf(api, code);
  expect(nodes.map(({ status, incidentCount }) => [status, incidentCount])).toEqual([
    ['CONTINUING', 24],
    ['CONTINUING', 12],
    ['GONE', 6],
  ]);
  expect(nodes[1]).toMatchObject({
    name: 'Outside all wards (3)',
    firstSeen: '2023-02-01',
    lastSeen: '2023-04-30',
    outline: { type: 'Polygon' },
    splitFrom: null,
    mergedFrom: [],
    history: [
      { month: '2023-02-01', count: 6 },
      { month: '2023-03-01', count: 9 },
      { month: '2023-04-01', count: 12 },
    ],
  });
});

test('each tells of which month it is: the newest that was delivered by the day, whatever the day', async () => {
  const { code, id, api } = await town(story);
  await trackHotspots(database, id);
  const toldOf = async (asOf: string | null) => {
    const { nodes } = await pageOf(api, code, { asOf });
    expect(new Set(nodes.map(({ trackedSince }) => trackedSince)).size).toBeLessThanOrEqual(1);
    return [...new Set(nodes.map((node) => `${node.asOf} ${node.trackedSince}`))];
  };
  expect(await api.refusal(HOTSPOTS, { partnership: code, asOf: '2022-12-30' })).toMatchObject({
    code: 'NOT_ENOUGH_DATA',
    message: expect.stringContaining('known from 2022-12-31 on'),
  });
  expect(await toldOf('2023-03-30')).toEqual(['2023-02-28 2022-12-01']);
  for (const day of [null, '2023-04-30', '2031-01-01'])
    expect(await toldOf(day)).toEqual(['2023-04-30 2022-12-01']);
});

test('ids and names stay after further months and after late records', async () => {
  const { code, id, api } = await town(story);
  await trackHotspots(database, id);
  const before = (await pageOf(api, code)).nodes;
  // May 2023, and what came late for the months before, at a place beside.
  await load(database, code, [
    ...inMonth('2023-05', 0, 2),
    ...inMonth('2023-05', 3_000, 3),
    ...inMonth('2022-08', 100, 4),
  ]);
  await trackHotspots(database, id);
  const after = (await pageOf(api, code)).nodes;
  expect(after.map(({ id: hotspot, name }) => [hotspot, name])).toEqual(
    before.map(({ id: hotspot, name }) => [hotspot, name]),
  );
  expect(after[0]).toMatchObject({ status: 'CONTINUING', lastSeen: '2023-05-31', incidentCount: 28 });
  expect(after[0].history.map(({ count }) => count)).toEqual([28, 28, 28, 28, 28, 28]);
});

test('nothing is stored anew where nothing has changed', async () => {
  const { code, id, api } = await town(story);
  await trackHotspots(database, id);
  const version = async () =>
    sql(database, 'SELECT xmin::text FROM hotspot_month WHERE partnership_id = :id', { id });
  const [before, nodes] = [await version(), (await pageOf(api, code)).nodes];
  await load(database, code, inMonth('2023-04', 0, 1, { offence: 'open-drugs' }));
  await trackHotspots(database, id);
  const all = await sql<{ theme: string }>(
    database,
    'SELECT DISTINCT t.code AS theme FROM hotspot AS h JOIN theme AS t ON t.id = h.theme_id WHERE h.partnership_id = :id',
    { id },
  );
  expect(all.map(({ theme }) => theme)).toContain('burglary');
  expect(await version()).toEqual(before);
  expect((await pageOf(api, code)).nodes).toEqual(nodes);
});

test('a page follows the other, and a cursor of another list is refused', async () => {
  const { code, id, api } = await town(story);
  await trackHotspots(database, id);
  const whole = await pageOf(api, code);
  expect(whole.totalCount).toBe(3);
  const found: Hotspot[] = [];
  let after: string | null = null;
  for (let i = 0; i < 3; i++) {
    const page: Page = await pageOf(api, code, { first: 1, after });
    expect(page.pageInfo.hasNextPage).toBe(i < 2);
    found.push(...page.nodes);
    after = page.pageInfo.endCursor;
  }
  expect(found).toEqual(whole.nodes);
  expect(await api.refusal(HOTSPOTS, { partnership: code, after: 'WyJhIl0' })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect(await api.refusal(HOTSPOTS, { partnership: code, first: 501 })).toMatchObject({ code: 'TOO_LARGE' });
});

test('hotspots of closed sources are for who may read their records; everyone sees those of open ones', async () => {
  const closed = months(13).flatMap((month) =>
    inMonth(month, 9_000, 4, { source: 'police-crimes', offence: 'burglary-dwelling' }),
  );
  const { code, id, api } = await town([...months(13).flatMap((month) => inMonth(month, 0, 2)), ...closed]);
  await trackHotspots(database, id);
  const counts = async (viewer = api.viewer) =>
    (await pageOf(api, code, {}, viewer)).nodes.map(({ incidentCount }) => incidentCount);
  expect(await counts()).toEqual([48]);
  expect(await counts(PUBLIC_VIEWER)).toEqual([24]);
  const [{ id: hotspot }] = (await pageOf(api, code)).nodes;
  const COUNT =
    'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }';
  const where = { partnership: code, themes: ['burglary'], hotspot };
  expect(await api.refusal(COUNT, { where }, { viewer: PUBLIC_VIEWER })).toMatchObject({ code: 'NOT_FOUND' });
  const onlyClosed = await town(closed);
  expect(
    await onlyClosed.api.refusal(HOTSPOTS, { partnership: onlyClosed.code }, { viewer: PUBLIC_VIEWER }),
  ).toMatchObject({ code: 'FORBIDDEN' });
});

test('the keeper brings every partnership up to its data, once', async () => {
  const { code, id, api } = await town(story);
  const failures: unknown[] = [];
  const keeper = new HotspotKeeper(database, (error) => failures.push(error), 10);
  keeper.start();
  const deadline = Date.now() + 60_000;
  const stale = () =>
    sql(
      database,
      `SELECT FROM partnership AS p JOIN hotspot_run AS r ON r.partnership_id = p.id AND r.data_version = p.data_version
       WHERE p.id = :id`,
      { id },
    );
  while ((await stale()).length === 0 && Date.now() < deadline)
    await new Promise((done) => setTimeout(done, 50));
  await keeper.stop();
  expect(failures).toEqual([]);
  expect((await pageOf(api, code)).nodes).toHaveLength(3);
}, 120_000);
