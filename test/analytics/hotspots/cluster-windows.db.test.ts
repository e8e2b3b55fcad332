/** @backend either */
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
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

/** Open, snapped, monthly incidents of one month at a place, in metres from the corner of the invented ground. */
function inMonth(month: string, x: number, n: number, y = 0): IncidentRecord[] {
  return Array.from({ length: n }, () =>
    crime({
      source: 'police-uk-street',
      offence: 'open-drugs',
      at: [x, y],
      month,
      precision: 'MONTH',
      occurredFrom: `${month}-02T12:00:00.000Z`,
      occurredTo: `${month}-27T12:00:00.000Z`,
    }),
  );
}

/** Months from January of a year on. */
const months = (year: number, count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(year, i, 1)).toISOString().slice(0, 7));

let lastTown = 0;
async function town(records: IncidentRecord[]) {
  lastTown += 1;
  const code = `CW${lastTown}`;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1000, -1000, 20_000) }]);
  await load(database, code, records);
  return { code, api: await Api.on(database, analystOf(id)) };
}
type Town = Awaited<ReturnType<typeof town>>;

interface Clusters {
  clusters: {
    id: string;
    foundIn: string | null;
    incidentCount: number;
    share: number;
    offences: { count: number }[];
    change: { currentCount: number; previousCount: number; pValue: number; dispersion: number | null } | null;
  }[];
  incidentCount: number;
  noiseCount: number;
  window: { from: string; to: string };
  previousWindow: { from: string; to: string } | null;
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}

const ARGUMENTS = '$where: IncidentFilter!, $compareWith: Comparison, $compareWithPeriod: PeriodInput';
const COMPARED = 'where: $where, compareWith: $compareWith, compareWithPeriod: $compareWithPeriod';
const CLUSTERS = `query (${ARGUMENTS}) {
  hotspotClusters(${COMPARED}) {
    clusters { id foundIn incidentCount share offences { count } change { currentCount previousCount pValue dispersion } }
    incidentCount noiseCount window { from to } previousWindow { from to } parameters { name value } caveats { code message }
  }
}`;
const GRID = `query (${ARGUMENTS}) {
  hotspotGrid(${COMPARED}, statistic: COUNT, cellSize: 1000) {
    cells { count change { currentCount previousCount } }
    incidentCount window { from to } previousWindow { from to }
  }
}`;
const TREND = `query (${ARGUMENTS}) {
  trend(${COMPARED}) { current previous pValue dispersion caveats { code message } }
}`;

const clustersOf = async ({ code, api }: Town, period: object, compared: object = {}) =>
  (
    await api.ask<{ hotspotClusters: Clusters }>(CLUSTERS, {
      where: { partnership: code, period },
      ...compared,
    })
  ).hotspotClusters;

describe('what is counted, where a comparison sets the window', () => {
  const YEARS = months(2022, 24);
  let here: Town;
  beforeAll(async () => {
    // Two a month here, one a month in the second year there, and a few apart.
    here = await town(
      YEARS.flatMap((month) => [
        ...inMonth(month, 0, 2),
        ...(month > '2023' ? inMonth(month, 5_000, 1) : []),
        ...inMonth(month, 9_000, month.endsWith('12') ? 1 : 0, 9_000),
      ]),
    );
  });
  const december = { from: '2023-12-01', to: '2023-12-31' };

  test.each([
    [
      'ROLLING_12_MONTHS',
      { from: '2023-01-01', to: '2023-12-31' },
      { from: '2022-01-01', to: '2022-12-31' },
      12,
    ],
    [
      'FINANCIAL_YEAR_TO_DATE',
      { from: '2023-04-01', to: '2023-12-31' },
      { from: '2022-04-01', to: '2022-12-31' },
      9,
    ],
  ])(
    '%s: clusters, counts and changes are of its windows',
    async (compareWith, window, previousWindow, n) => {
      const answer = await clustersOf(here, december, { compareWith });
      expect(answer).toMatchObject({ window, previousWindow, incidentCount: 3 * n + 1 });
      expect(answer.noiseCount).toBe(n < 10 ? n + 1 : 1);
      expect(answer.clusters[0]).toMatchObject({
        foundIn: 'BOTH',
        incidentCount: 2 * n,
        share: (2 * n) / (3 * n + 1),
        offences: [{ count: 2 * n }],
        change: { currentCount: 2 * n, previousCount: 2 * n },
      });
      const grid = (
        await here.api.ask<{ hotspotGrid: Clusters & { cells: { count: number; change: object }[] } }>(GRID, {
          where: { partnership: here.code, period: december },
          compareWith,
        })
      ).hotspotGrid;
      expect(grid).toMatchObject({ window, previousWindow, incidentCount: 3 * n + 1 });
      expect(grid.cells.filter(({ count }) => count > 1)).toEqual([
        { count: 2 * n, change: { currentCount: 2 * n, previousCount: 2 * n } },
        { count: n, change: { currentCount: n, previousCount: 0 } },
      ]);
    },
  );

  test('NONE: clusters of the period, neither compared nor found in a window, and no caveat about it', async () => {
    const answer = await clustersOf(here, { from: '2023-01-01', to: '2023-12-31' }, { compareWith: 'NONE' });
    expect(answer).toMatchObject({
      window: { from: '2023-01-01', to: '2023-12-31' },
      previousWindow: null,
      incidentCount: 37,
    });
    expect(
      answer.clusters.map(({ foundIn, change, incidentCount }) => [foundIn, change, incidentCount]),
    ).toEqual([
      [null, null, 24],
      [null, null, 12],
    ]);
    expect(answer.parameters).toContainEqual({ name: 'compareWith', value: 'NONE' });
    expect(sentencesOf(answer.caveats).join(' ')).not.toContain('No change is given');
    const where = { partnership: here.code, period: december };
    const { trend } = await here.api.ask<{ trend: object & { caveats: Caveats } }>(TREND, {
      where,
      compareWith: 'NONE',
    });
    expect(trend).toMatchObject({ current: 4, previous: null, pValue: null });
    expect(sentencesOf(trend.caveats).join(' ')).not.toContain('No change is given');
  });

  test.each([
    ['hotspotClusters', CLUSTERS],
    ['hotspotGrid', GRID],
    ['trend', TREND],
  ])('%s refuses a rule and days at once', async (_, operation) => {
    const both = {
      compareWith: 'PREVIOUS_PERIOD',
      compareWithPeriod: { from: '2022-01-01', to: '2022-01-31' },
    };
    const where = { partnership: here.code, period: december };
    expect(await here.api.refusal(operation, { where, ...both })).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'compareWithPeriod' },
      message: expect.stringContaining('exclude each other'),
    });
  });
});

test('by default the period stays whole where only part of the year before was delivered; named, both are cut', async () => {
  const here = await town(
    months(2022, 24)
      .slice(6)
      .flatMap((month) => inMonth(month, 0, 2)),
  );
  const year = { from: '2023-01-01', to: '2023-12-31' };
  const whole = await clustersOf(here, year);
  expect(whole).toMatchObject({ window: year, previousWindow: null, incidentCount: 24 });
  expect(whole.clusters).toMatchObject([{ foundIn: null, change: null, incidentCount: 24 }]);
  expect(whole.parameters).toContainEqual({ name: 'compareWith', value: 'NONE' });
  expect(sentencesOf(whole.caveats)).toContainEqual(
    expect.stringMatching(/^No change is given: not all of the time to compare with was delivered/),
  );
  const cut = await clustersOf(here, year, { compareWith: 'SAME_PERIOD_LAST_YEAR' });
  expect(cut).toMatchObject({
    window: { from: '2023-07-01', to: '2023-12-31' },
    previousWindow: { from: '2022-07-01', to: '2022-12-31' },
    incidentCount: 12,
  });
  expect(cut.clusters).toMatchObject([
    { incidentCount: 12, change: { currentCount: 12, previousCount: 12 } },
  ]);
});

test('the trend of a hotspot is tested by the dispersion that its change was', async () => {
  // Three years: one busy hotspot, and thin ones that vary more than Poisson counts, by months at other places too.
  const here = await town(
    months(2021, 36).flatMap((month, i) => [
      ...inMonth(month, 0, 5 + ((7 * i) % 5)),
      ...inMonth(month, 3_000, (i * i) % 7 === 0 ? 9 : 0),
      ...inMonth(month, 6_000, i % 3 === 0 ? 6 : 1),
      ...(i < 12 ? inMonth(month, 6_050, i % 2 === 0 ? 5 : 0) : []),
    ]),
  );
  const period = { from: '2023-01-01', to: '2023-12-31' };
  const { clusters } = await clustersOf(here, period);
  expect(clusters).toHaveLength(3);
  for (const { id, change } of clusters) {
    const where = { partnership: here.code, period, hotspot: id };
    const { trend } = await here.api.ask<{ trend: Record<string, number> }>(TREND, { where });
    expect(trend).toMatchObject({ current: change!.currentCount, previous: change!.previousCount });
    expect(trend.dispersion).toBeCloseTo(change!.dispersion!, 9);
    expect(trend.pValue).toBeCloseTo(change!.pValue, 9);
  }
  const thin = new Set(clusters.slice(1).map(({ change }) => change!.dispersion!.toFixed(9)));
  expect(thin.size).toBe(1);
  expect(clusters[0].change!.dispersion).not.toBeCloseTo(clusters[1].change!.dispersion!, 2);
});

test('no connection is held while the clusters of a hotspot are found again', async () => {
  const here = await town(months(2023, 2).flatMap((month) => inMonth(month, 0, 12)));
  const [{ id }] = (await clustersOf(here, { from: '2023-01-01', to: '2023-02-28' })).clusters;
  const transactions: string[][] = [];
  const real = database.transaction.bind(database);
  const spy = jest.spyOn(database, 'transaction').mockImplementation((options, work) =>
    real(options, (session) => {
      const statements: string[] = [];
      transactions.push(statements);
      const query = session.query.bind(session);
      session.query = (statement, values) => {
        statements.push(JSON.stringify(statement));
        return query(statement, values);
      };
      return work(session);
    }),
  );
  const where = { partnership: here.code, hotspot: id };
  const answer = await here.api.ask(
    `query ($where: IncidentFilter!) {
      trend(where: $where) { current }
      weekGrid(where: $where) { incidents }
      incidentCounts(where: $where, by: []) { total { count } }
    }`,
    { where },
  );
  spy.mockRestore();
  expect(answer).toMatchObject({ trend: { current: 24 }, incidentCounts: { total: { count: 24 } } });
  const reading = transactions.filter((statements) =>
    statements.some((text) => text.includes('AS currents')),
  );
  // Once in a request, in a transaction that ends with it.
  expect(reading).toHaveLength(1);
  expect(reading[0].at(-1)).toContain('AS currents');
});

test('the window is that of the incidents: whole delivered months of a source by month', async () => {
  const { code, api } = await town(months(2023, 6).flatMap((month) => inMonth(month, 500, 4)));
  const window = async (field: string, from: string, to: string) =>
    (
      await api.ask<Record<string, { window: { from: string; to: string } }>>(
        `query ($where: IncidentFilter!) { ${field} { window { from to } } }`,
        { where: { partnership: code, period: { from, to } } },
      )
    )[field.split('(')[0]].window;
  for (const field of ['hotspotClusters(where: $where)', 'hotspotGrid(where: $where, statistic: COUNT)']) {
    expect(await window(field, '2023-02-10', '2023-04-20')).toEqual({ from: '2023-03-01', to: '2023-03-31' });
    expect(await window(field, '2022-07-01', '2023-12-31')).toEqual({ from: '2023-01-01', to: '2023-06-30' });
  }
});
