/** @backend either */
import { withdrawIncidents } from '../../../../src/domain/incidents';
import { addMonths, endOfMonth, monthOf } from '../../../../src/platform/calendar';
import { seededRandom } from '../../../../src/platform/statistics/random';
import { Api, analystOf, sql } from '../../../support/api';
import { type Caveats, sentencesOf } from '../../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../../support/database';
import { dunstableOf } from '../../../support/ground';
import { importStreetFiles } from '../../../support/records';
import { streetFile } from './street-files';

const TRANSPORT = 'British Transport Police';

let fixture: TestDatabase;

beforeAll(async () => {
  fixture = await createTestDatabase();
}, 120_000);
afterAll(() => fixture.remove());

/** A partnership to which files were delivered. */
async function delivered(code: string, files: Parameters<typeof streetFile>[0][]): Promise<Api> {
  const id = await dunstableOf(fixture.database, code);
  await importStreetFiles(fixture.database, code, files.map(streetFile));
  return Api.on(fixture.database, analystOf(id));
}

interface Trend {
  current: number | null;
  previous: number | null;
  percent: number | null;
  percentOf: string | null;
  classification: string;
  series: { month: string; count: number | null }[];
  caveats: Caveats;
}

const TREND = `query ($where: IncidentFilter!, $compareWith: Comparison) {
  trend(where: $where, compareWith: $compareWith) {
    current previous percent percentOf classification series { month count } caveats { code message }
  }
}`;
const trendOf = async (api: Api, where: object, compareWith = 'PREVIOUS_PERIOD') =>
  (await api.ask<{ trend: Trend }>(TREND, { where, compareWith })).trend;

const month = (first: string) => ({ from: first, to: endOfMonth(first) });
const FEBRUARY = {
  code: 'HOLE_IN_COVERAGE',
  message:
    'data.police.uk street-level crime: February 2022 was never delivered (Test Police): unknown, not zero.',
};

describe('a month that was never delivered', () => {
  let api: Api;
  beforeAll(async () => {
    api = await delivered('HOLE', [
      { month: '2022-01', rows: 20 },
      { month: '2022-03', rows: 20 },
    ]);
  });
  const where = (period: object) => ({ partnership: 'HOLE', period });

  test('is unknown, not zero, and named', async () => {
    const found = await trendOf(api, where(month('2022-02-01')));
    expect(found).toMatchObject({
      current: null,
      previous: null,
      percent: null,
      classification: 'INSUFFICIENT_DATA',
    });
    expect(found.caveats).toContainEqual(FEBRUARY);
  });

  test('has no count, whatever counts; of a period that meets it, that of the other months', async () => {
    const count = async (period: object) => {
      const { incidentCounts, incidents } = await api.ask<{
        incidentCounts: { total: { count: number | null } };
        incidents: { totalCount: number; caveats: Caveats };
      }>(
        `query ($where: IncidentFilter!) {
          incidentCounts(where: $where, by: []) { total { count } }
          incidents(where: $where) { totalCount caveats { code message } sources { code } }
        }`,
        { where: where(period) },
      );
      expect(incidents.caveats).toContainEqual(FEBRUARY);
      return [incidentCounts.total.count, incidents.totalCount];
    };
    expect(await count({ from: '2022-02-01', to: '2022-03-31' })).toEqual([20, 20]);
    const { incidentCounts } = await api.ask<{ incidentCounts: { total: { count: number | null } } }>(
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
      { where: where(month('2022-02-01')) },
    );
    expect(incidentCounts.total.count).toBeNull();
    const refused = await api.refusal(
      'query ($where: IncidentFilter!) { incidents(where: $where) { totalCount } }',
      {
        where: where(month('2022-02-01')),
      },
    );
    expect(refused).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
      message: expect.stringMatching(/street-level crime: January 2022 and March 2022\.$/),
    });
  });

  test('is null in the series between its neighbours', async () => {
    const { series } = await trendOf(api, where(month('2022-03-01')));
    expect(series).toEqual([
      { month: '2022-01', count: 20 },
      { month: '2022-02', count: null },
      { month: '2022-03', count: 20 },
    ]);
  });

  test('leaves the month after it nothing to compare with', async () => {
    const found = await trendOf(api, where(month('2022-03-01')));
    expect(found).toMatchObject({ current: 20, previous: null, classification: 'INSUFFICIENT_DATA' });
    expect(sentencesOf(found.caveats).join()).toMatch(/No change is given/);
  });

  test('is named beside counts, clusters and rates of any period that meets it', async () => {
    const { incidentCounts, hotspotClusters, areaRates } = await api.ask<
      Record<string, { caveats: Caveats }>
    >(
      `query ($where: IncidentFilter!) {
        incidentCounts(where: $where, by: [MONTH]) { caveats { code message } }
        hotspotClusters(where: $where) { caveats { code message } }
        areaRates(where: $where, kind: WARD) { caveats { code message } }
      }`,
      { where: where({ from: '2022-01-01', to: '2022-03-31' }) },
    );
    for (const { caveats } of [incidentCounts, hotspotClusters, areaRates])
      expect(caveats).toContainEqual(FEBRUARY);
  });

  test('is not delivered by the file of another force', async () => {
    await importStreetFiles(fixture.database, 'HOLE', [
      streetFile({ month: '2022-02', rows: 1, publisher: TRANSPORT }),
    ]);
    const found = await trendOf(api, where(month('2022-02-01')));
    expect(found).toMatchObject({ current: null, classification: 'INSUFFICIENT_DATA' });
    expect(found.caveats).toContainEqual(FEBRUARY);
  });
});

test('a delivery that is taken back takes its months with it', async () => {
  const api = await delivered('BACK', [
    { month: '2022-01', rows: 20 },
    { month: '2022-02', rows: 20 },
    { month: '2022-03', rows: 20 },
  ]);
  const where = { partnership: 'BACK', period: month('2022-02-01') };
  expect((await trendOf(api, where)).current).toBe(20);
  const [february] = await sql<{ submission: number; partnership: number; source: number }>(
    fixture.database,
    `SELECT s.id AS submission, p.id AS partnership, c.id AS source
     FROM submission AS s JOIN partnership AS p ON p.id = s.partnership_id JOIN source AS c ON c.code = s.content
     WHERE p.code = 'BACK' AND s.file_name LIKE '2022-02%'`,
  );
  await fixture.database.transaction({}, (session) =>
    withdrawIncidents(session, {
      partnershipId: february.partnership,
      sourceId: february.source,
      submissionId: february.submission,
      within: { from: '2022-01-31T23:00:00Z', to: '2022-03-01T00:00:00Z' },
    }),
  );
  const found = await trendOf(api, where);
  expect(found.current).toBeNull();
  expect(found.caveats).toContainEqual(FEBRUARY);
});

describe('counts by units of time', () => {
  let api: Api;
  beforeAll(async () => {
    api = await delivered('UNITS', [
      ...['2021-10', '2021-11', '2021-12', '2022-01'].map((month) => ({ month, rows: 20 })),
      { month: '2022-03', rows: 20 },
    ]);
  });
  const rowsOf = async (by: string[], where: object = {}) => {
    const { incidentCounts } = await api.ask<{
      incidentCounts: { rows: Record<string, unknown>[]; caveats: { code: string; message: string }[] };
    }>(
      `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
        incidentCounts(where: $where, by: $by) {
          rows { areaCode month quarter year offence source theme count complete } caveats { code message }
        }
      }`,
      { where: { partnership: 'UNITS', ...where }, by },
    );
    const rows = incidentCounts.rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    );
    return { rows, caveats: incidentCounts.caveats };
  };
  const ROBBERY = { offences: ['open-robbery'], period: { from: '2021-12-01', to: '2022-03-31' } };

  test('are 0 in months that were delivered, and have no row in those that were not', async () => {
    const zero = (month: string) => ({ month, count: 0, complete: true });
    const { rows } = await rowsOf(['MONTH'], ROBBERY);
    expect(rows).toEqual([zero('2021-12'), zero('2022-01'), zero('2022-03')]);
  });

  test('are 0 of the combinations that occur', async () => {
    const south = { bbox: { west: -0.6, south: 51.8, east: -0.4, north: 51.95 } };
    const { rows } = await rowsOf(['WARD', 'MONTH', 'OFFENCE'], { ...south, period: month('2022-01-01') });
    expect(rows).toEqual([
      { areaCode: 'W1', month: '2022-01', offence: 'open-burglary', count: 20, complete: true },
    ]);
    expect((await rowsOf(['WARD', 'MONTH'], ROBBERY)).rows).toEqual([]);
  });

  test('say of which months a quarter or year is made that is not whole', async () => {
    const found = await rowsOf(['QUARTER']);
    expect(found.rows).toEqual([
      { quarter: '2021Q4', count: 60, complete: true },
      { quarter: '2022Q1', count: 40, complete: false },
    ]);
    expect(found.caveats).toContainEqual({
      code: 'PARTLY_COUNTED',
      message:
        'Not all days are counted of every row, so do not compare these with whole ones (2022Q1: 2022-01-01 to ' +
        '2022-01-31, 2022-03-01 to 2022-03-31).',
    });
    const years = await rowsOf(['YEAR', 'SOURCE']);
    expect(years.rows.map(({ year, count, complete }) => [year, count, complete])).toEqual([
      ['2021', 60, false],
      ['2022', 40, false],
    ]);
  });
});

describe('rows without a place', () => {
  const YEARS = [2020, 2021].flatMap((year) =>
    Array.from({ length: 12 }, (_, i) => ({ year, month: `${year}-${String(i + 1).padStart(2, '0')}` })),
  );
  const year = { from: '2021-01-01', to: '2021-12-31' };

  test('count, and their share is told where it differs between the windows', async () => {
    const api = await delivered(
      'SHARE',
      YEARS.map(({ year, month }) => (year === 2020 ? { month, rows: 5 } : { month, rows: 3, placeless: 2 })),
    );
    const found = await trendOf(api, { partnership: 'SHARE', period: year }, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 60, previous: 60, percent: 0, classification: 'STABLE' });
    expect(sentencesOf(found.caveats).join()).toMatch(
      /Rows without a place: 40% of the current window, 0% of the one compared with/,
    );
  });

  test('leave a change that is there with them and without them', async () => {
    const api = await delivered(
      'FALLS',
      YEARS.map(({ year, month }) =>
        year === 2020 ? { month, rows: 20 } : { month, rows: 8, placeless: 1 },
      ),
    );
    const found = await trendOf(api, { partnership: 'FALLS', period: year }, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 108, previous: 240, classification: 'IMPROVING' });
    expect(sentencesOf(found.caveats).join()).toMatch(/Rows without a place: 11.1%/);
  });

  test('may all lie in a ward, so a fall there that they may make up for is none', async () => {
    const api = await delivered(
      'PART',
      YEARS.map(({ year, month }) =>
        year === 2020 ? { month, rows: 20 } : { month, rows: 12, placeless: 8 },
      ),
    );
    const where = { partnership: 'PART', period: year, areas: [{ ward: 'W1' }] };
    const found = await trendOf(api, where, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 144, previous: 240, percent: -40, classification: 'STABLE' });
    expect(found.caveats).toContainEqual({
      code: 'UNLOCATED_SHARE',
      message: expect.stringMatching(
        /^Rows without a place in the partnership, any of which may belong here: 40% of the current window, 0% of/,
      ),
    });
    const { incidentCounts } = await api.ask<{ incidentCounts: { caveats: Caveats } }>(
      `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { caveats { code message } } }`,
      { where },
    );
    expect(incidentCounts.caveats).toContainEqual({
      code: 'UNLOCATED',
      message:
        '96 incidents of the partnership have no place, and any of them may belong to these areas or shapes, which have ' +
        '144 to 240.',
    });
  });

  test('leave a fall in a ward that they cannot make up for', async () => {
    const api = await delivered(
      'STEEP',
      YEARS.map(({ year, month }) =>
        year === 2020 ? { month, rows: 20 } : { month, rows: 8, placeless: 1 },
      ),
    );
    const where = { partnership: 'STEEP', period: year, areas: [{ ward: 'W1' }] };
    const found = await trendOf(api, where, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 96, previous: 240, classification: 'IMPROVING' });
    expect(sentencesOf(found.caveats).join()).toMatch(/Rows without a place in the partnership/);
  });

  test('are not told of where their share is even', async () => {
    const api = await delivered(
      'EVEN',
      YEARS.map(({ month }) => ({ month, rows: 4, placeless: 1 })),
    );
    const found = await trendOf(api, { partnership: 'EVEN', period: year }, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 60, previous: 60, classification: 'STABLE' });
    expect(sentencesOf(found.caveats).join()).not.toMatch(/without a place/);
  });
});

describe('rows without a place of a force that serves several partnerships', () => {
  const month = (year: number, i: number) => `${year}-${String(i + 1).padStart(2, '0')}`;
  const files = (year: number, counts: object) =>
    Array.from({ length: 12 }, (_, i) => ({ month: month(year, i), rows: 0, ...counts }));
  const year = { from: '2021-01-01', to: '2021-12-31' };
  const falling = [
    ...files(2020, { rows: 5, elsewhere: 5 }),
    // Half of the located rows are here, so half of those without a place may be.
    ...files(2021, { rows: 3, elsewhere: 3, placeless: 4 }),
  ];

  test('belong to none, and a fall that they may make up for is none', async () => {
    const api = await delivered('SHARED', falling);
    const found = await trendOf(api, { partnership: 'SHARED', period: year }, 'SAME_PERIOD_LAST_YEAR');
    expect(found).toMatchObject({ current: 36, previous: 60, percent: -40, classification: 'STABLE' });
    expect(found.caveats).toContainEqual({
      code: 'UNLOCATED_SHARE',
      message: expect.stringMatching(
        /^Rows without a place: 40% of the current window, 0% of the one compared with\./,
      ),
    });
    const rows = await sql<{ unlocated: number; inside: number; located: number }>(
      fixture.database,
      `SELECT sum(unlocated) AS unlocated, sum(inside) AS inside, sum(located) AS located FROM unlocated_count
       WHERE partnership_id = (SELECT id FROM partnership WHERE code = 'SHARED')`,
    );
    expect(rows).toEqual([{ unlocated: 48, inside: 36, located: 72 }]);
  });

  test('are those of the offences and sources asked for', async () => {
    const api = await delivered('OTHERS', falling);
    const where = { partnership: 'OTHERS', period: year };
    const burglary = await trendOf(api, { ...where, themes: ['burglary'] }, 'SAME_PERIOD_LAST_YEAR');
    expect(burglary).toMatchObject({ current: 36, classification: 'STABLE' });
    const robbery = await trendOf(api, { ...where, themes: ['robbery'] }, 'SAME_PERIOD_LAST_YEAR');
    expect(robbery.caveats).not.toContainEqual(expect.objectContaining({ code: 'UNLOCATED_SHARE' }));
  });

  test('go with the file that brought them', async () => {
    await delivered('GONE', falling);
    const submissions = await sql<{ submissionId: number; partnershipId: number; sourceId: number }>(
      fixture.database,
      `SELECT s.id AS "submissionId", p.id AS "partnershipId", c.id AS "sourceId"
       FROM submission AS s JOIN partnership AS p ON p.id = s.partnership_id JOIN source AS c ON c.code = s.content
       WHERE p.code = 'GONE' AND s.file_name LIKE '2021-%'`,
    );
    expect(submissions).toHaveLength(12);
    await fixture.database.transaction({}, async (session) => {
      for (const submission of submissions)
        await withdrawIncidents(session, {
          ...submission,
          within: { from: '2020-12-31T00:00:00Z', to: '2022-01-01T00:00:00Z' },
        });
    });
    const left = await sql(
      fixture.database,
      "SELECT FROM unlocated_count WHERE partnership_id = (SELECT id FROM partnership WHERE code = 'GONE')",
    );
    expect(left).toEqual([]);
  });
});

describe('a source with 100 incidents in every month', () => {
  const FIRST = '2020-01-01';
  const MONTHS = Array.from({ length: 48 }, (_, i) => addMonths(FIRST, i));
  const random = seededRandom(11);
  const missing = MONTHS.slice(1, -1).filter(() => random.below(5) === 0);
  let whole: Api;
  let holed: Api;
  beforeAll(async () => {
    const file = (first: string) => ({ month: first.slice(0, 7), rows: 100 });
    whole = await delivered('LEAP', MONTHS.map(file));
    holed = await delivered('GAPS', [
      ...MONTHS.filter((each) => !missing.includes(each)).map(file),
      ...missing.map((each) => ({ month: each.slice(0, 7), rows: 3, publisher: TRANSPORT })),
    ]);
  }, 180_000);

  const somePeriod = () => {
    const day = () => {
      const first = MONTHS[random.below(MONTHS.length)];
      return `${first.slice(0, 8)}${String(1 + random.below(Number(endOfMonth(first).slice(8)))).padStart(2, '0')}`;
    };
    const [from, to] = [day(), day()].sort();
    return random.below(2) === 0 ? { from, to } : { from: monthOf(from), to: endOfMonth(to) };
  };
  const COMPARISONS = [
    'SAME_PERIOD_LAST_YEAR',
    'PREVIOUS_PERIOD',
    'ROLLING_12_MONTHS',
    'FINANCIAL_YEAR_TO_DATE',
  ];
  const questions = Array.from({ length: runs(60) }, (_, i) => ({
    period: somePeriod(),
    comparison: COMPARISONS[i % COMPARISONS.length],
  }));

  test('is stable whatever days and comparison are asked for', async () => {
    for (const { period, comparison } of questions) {
      const found = await trendOf(whole, { partnership: 'LEAP', period }, comparison);
      if (found.previous === null) {
        expect(found.classification).toBe('INSUFFICIENT_DATA');
        continue;
      }
      expect([period, comparison, found.classification]).toEqual([period, comparison, 'STABLE']);
      if (found.percentOf === 'COUNTS') expect(found.percent).toBe(0);
    }
  });

  test('neither rises nor falls where months are missing, whatever other forces deliver', async () => {
    expect(missing.length).toBeGreaterThan(4);
    for (const { period, comparison } of questions) {
      const found = await trendOf(holed, { partnership: 'GAPS', period }, comparison);
      expect([period, comparison, found.classification]).toEqual([
        period,
        comparison,
        found.previous === null ? 'INSUFFICIENT_DATA' : 'STABLE',
      ]);
    }
  });
});
