/**
 * The API finds the trends and seasons that are planted in the demonstration, theme by theme.
 *
 * @backend either
 * @duration long
 */
import { demonstration, TRUTH } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER } from '../../../src/access';
import { AnswerCache } from '../../../src/analytics/analytic';
import { findPartnership } from '../../../src/domain/areas';
import { Api, analystOf } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

const HALF_YEAR = { from: '2009-01-01', to: '2009-06-30' };
const filter = (theme: string) => ({ partnership: demonstration.code, themes: [theme], period: HALF_YEAR });

interface Trend {
  current: number;
  previous: number;
  percent: number;
  classification: string;
  perturbed: boolean;
  seasonalKendall: { z: number; pValue: number; slopePerMonth: number; months: number; status: string };
  series: { month: string; count: number; expected: number | null }[];
  asserted: { value: string; reason: string; by: string; at: string; version: number } | null;
}

const TREND = `query ($where: IncidentFilter!, $compareWith: Comparison) {
  trend(where: $where, compareWith: $compareWith) {
    current previous percent classification perturbed
    seasonalKendall { z pValue slopePerMonth months status }
    series { month count expected }
    asserted { value reason by at version }
  }
}`;
const trendOf = async (theme: string, compareWith = 'SAME_PERIOD_LAST_YEAR') =>
  (await api.ask<{ trend: Trend }>(TREND, { where: filter(theme), compareWith })).trend;

const changing = TRUTH.flatMap((truth) => {
  const found = truth.planted ?? truth.sum;
  return found ? [{ ...truth, ...found }] : [];
});

describe.each(changing)('the trend of $theme', ({ theme, printed, sixMonths, twelveMonths }) => {
  test.each([
    ['the half-year', 'SAME_PERIOD_LAST_YEAR', sixMonths, printed.sixMonths],
    ['the year', 'ROLLING_12_MONTHS', twelveMonths, printed.twelveMonths],
  ])('of %s is the planted one', async (_, compareWith, planted, words) => {
    const { current, previous, classification, perturbed } = await trendOf(theme, compareWith);
    expect(classification).toBe(planted.classification);
    expect(Math.abs(current / previous - 1 - planted.change)).toBeLessThan(1.1 / previous + 0.002);
    expect(perturbed).toBe(false);
    if (words && /increas/i.test(words)) expect(current).toBeGreaterThan(previous);
    if (words && /decreas/i.test(words)) expect(current).toBeLessThan(previous);
  });

  test('over the months shows where the class is certain', async () => {
    const { seasonalKendall, series } = await trendOf(theme);
    expect(seasonalKendall).toMatchObject({ months: 24, status: 'OK' });
    expect(seasonalKendall.pValue < 0.05).toBe(!/STABLE|POSSIBLY/.test(twelveMonths.classification));
    if (seasonalKendall.pValue < 0.05)
      expect(Math.sign(seasonalKendall.slopePerMonth)).toBe(Math.sign(twelveMonths.change));
    expect(series.map(({ month }) => month)).toEqual(
      Array.from({ length: 24 }, (__, i) => new Date(Date.UTC(2007, 6 + i)).toISOString().slice(0, 7)),
    );
    expect(series.map(({ expected }) => expected !== null)).toEqual(series.map(() => true));
  });

  test('stands beside what the assessment says of it', async () => {
    const { asserted } = await trendOf(theme);
    expect(asserted?.value ?? null).toBe(printed.trend);
  });
});

interface Seasons {
  months: { month: number; index: number; lower: number; upper: number; count: number }[];
  fStatistic: number;
  dispersion: number;
  pValue: number;
  peakSeasons: string[];
  meanDirectionMonth: number;
  status: string;
  window: { from: string; to: string };
  perturbed: boolean;
}

const SEASONS = `query ($where: IncidentFilter!) {
  seasonality(where: $where) {
    months { month index lower upper count } fStatistic dispersion pValue peakSeasons meanDirectionMonth status window { from to } perturbed
  }
}`;
const seasonsOf = async (theme: string) =>
  (await api.ask<{ seasonality: Seasons }>(SEASONS, { where: filter(theme) })).seasonality;

const planted = TRUTH.flatMap(({ theme, planted: truth }) =>
  truth ? [{ theme, ...truth.seasonality }] : [],
);

describe.each(planted)('the seasons of $theme', ({ theme, peaks, strength }) => {
  test('are the planted ones', async () => {
    const found = await seasonsOf(theme);
    // Two years of ten robberies a month tell their summer, not their spring, from chance.
    for (const season of found.peakSeasons) expect(peaks).toContain(season.toLowerCase());
    expect(found.peakSeasons.length > 0).toBe(peaks.length > 0);
    if (theme !== 'robbery') expect(found.peakSeasons).toHaveLength(peaks.length);
    expect(found.pValue < 0.05).toBe(peaks.length > 0);
    expect(found).toMatchObject({
      status: 'OK',
      window: { from: '2007-07-01', to: '2009-06-30' },
      perturbed: false,
    });
    expect(found.months.reduce((sum, { index }) => sum + index, 0)).toBeCloseTo(1200, 6);
    if (peaks.length === 1) {
      expect(found.meanDirectionMonth).toBeGreaterThan(6);
      expect(found.meanDirectionMonth).toBeLessThan(9);
      expect(Math.max(...found.months.map(({ index }) => index))).toBeGreaterThan(100 * (1 + strength / 2));
    }
  });
});

describe('the hours of the week', () => {
  const GRID = `query ($where: IncidentFilter!) {
    weekGrid(where: $where) { cells { dayOfWeek hour weight } incidents excluded }
  }`;
  interface Grid {
    cells: { dayOfWeek: number; hour: number; weight: number }[];
    incidents: number;
    excluded: number;
  }
  const gridOf = async (theme: string) =>
    (await api.ask<{ weekGrid: Grid }>(GRID, { where: filter(theme) })).weekGrid;
  const share = ({ cells, incidents }: Grid, hours: (hour: number, day: number) => boolean) =>
    cells
      .filter(({ hour, dayOfWeek }) => hours(hour, dayOfWeek))
      .reduce((sum, { weight }) => sum + weight, 0) / incidents;

  test.each(changing.map(({ theme }) => theme))('of %s hold every incident once', async (theme) => {
    const grid = await gridOf(theme);
    expect(grid.incidents).toBe((await trendOf(theme)).current);
    expect(grid.excluded).toBe(0);
    expect(share(grid, () => true)).toBeCloseTo(1, 9);
  });

  test('show nights out, days at work and after school as they were made', async () => {
    const alcohol = await gridOf('alcohol-misuse');
    const weekend = (hour: number, day: number) =>
      (day >= 6 && hour <= 3) || (day >= 5 && day <= 6 && hour >= 20);
    expect(share(alcohol, weekend)).toBeGreaterThan(2 * (24 / 168));
    const burglary = await gridOf('domestic-burglary');
    expect(share(burglary, (_, day) => day <= 5)).toBeGreaterThan(5 / 7);
    expect(share(burglary, (hour) => hour >= 8 && hour < 20)).toBeGreaterThan(0.6);
    const robbery = await gridOf('robbery');
    expect(share(robbery, (hour) => hour >= 14 && hour < 22)).toBeGreaterThan(0.5);
  });

  test('are refused below record level, for closed sources', async () => {
    expect(await api.refusal(GRID, { where: filter('robbery') }, { viewer: PUBLIC_VIEWER })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('below record level', () => {
  test.each(changing.map(({ theme }) => theme))(
    'the trend of %s is near, and says that it is not exact',
    async (theme) => {
      const exact = await trendOf(theme);
      const { trend } = await api.ask<{ trend: Trend }>(
        TREND,
        { where: filter(theme) },
        { viewer: PUBLIC_VIEWER },
      );
      expect(trend.perturbed).toBe(true);
      expect(trend.series.map(({ month }) => month)).toEqual(exact.series.map(({ month }) => month));
      // Each cell is off by at most 3, with a variance of 2 or so; there are no more cells than incidents.
      expect(Math.abs(trend.current - exact.current)).toBeLessThan(5 * Math.sqrt(2 * exact.current));
      expect(trend.asserted?.by ?? null).toBeNull();
      expect(trend.asserted?.value).toBe(exact.asserted?.value);
    },
  );

  test.each([
    ['criminal-damage', null],
    ['domestic-abuse', null],
    ['hate-crime', null],
    ['violent-crime', 'ward'],
  ])('months of trends and seasons of %s are the published counts (%s)', async (theme, kind) => {
    const { wards } = await api.ask<{ wards: { nodes: { code: string }[] } }>(
      '{ wards(partnership: "DEMO2009", first: 1) { nodes { code } } }',
    );
    const where = { ...filter(theme), areas: kind === 'ward' ? [{ ward: wards.nodes[0].code }] : null };
    const { trend, seasonality, incidentCounts } = await api.ask<{
      trend: Trend;
      seasonality: Seasons;
      incidentCounts: { rows: { month: string; count: number }[] };
    }>(
      `query ($where: IncidentFilter!, $both: IncidentFilter!) {
        trend(where: $where) { series { month count } }
        seasonality(where: $where) { months { month count } perturbed }
        incidentCounts(where: $both, by: [MONTH]) { rows { month count } }
      }`,
      { where, both: { ...where, period: null } },
      { viewer: PUBLIC_VIEWER },
    );
    expect(trend.series.filter(({ count }) => count > 0)).toEqual(incidentCounts.rows);
    expect(seasonality.perturbed).toBe(true);
    for (const { month, count } of seasonality.months) {
      const ofMonth = trend.series.filter((each) => Number(each.month.slice(5)) === month);
      expect(count).toBe(ofMonth.reduce((sum, each) => sum + each.count, 0));
    }
  });
});

describe('many questions in one request', () => {
  const aliases = (themes: string[], fields: string) =>
    `{ ${themes
      .map(
        (theme, i) =>
          `t${i}: trend(where: { partnership: "DEMO2009", themes: ["${theme}"], period: { from: "2009-01-01", to: "2009-06-30" } }) ${fields}`,
      )
      .join('\n')} }`;
  const FIELDS = '{ current previous classification series { count } asserted { value } }';
  const themes = changing.map(({ theme }) => theme);

  test('take as many statements as one', async () => {
    const one = await api.statements(aliases(themes.slice(0, 1), FIELDS));
    const few = await api.statements(aliases(themes.slice(0, 3), FIELDS));
    const all = await api.statements(aliases(themes, FIELDS));
    expect([few, all]).toEqual([one, one]);
  });

  test('take as many statements as one where answers are kept, and none but the versions the second time', async () => {
    const asking = () => ({ answers: new AnswerCache(10_000_000) });
    const one = await api.statements(aliases(themes.slice(0, 1), FIELDS), {}, asking());
    const kept = asking();
    expect(await api.statements(aliases(themes, FIELDS), {}, kept)).toBe(one);
    const bare = '{ current }';
    await api.statements(aliases(themes, bare), {}, kept);
    expect(await api.statements(aliases(themes, bare), {}, kept)).toBeLessThan(one / 2);
  });

  test('take as many statements whatever they ask of the same months', async () => {
    const where = '(where: { partnership: "DEMO2009", themes: ["robbery"] })';
    const one = await api.statements(`{ trend${where} { current } }`);
    const two = await api.statements(`{ trend${where} { current } seasonality${where} { pValue } }`);
    expect(two).toBe(one);
  });

  test('give what each gives alone', async () => {
    const together = await api.ask<Record<string, Trend>>(aliases(themes, FIELDS));
    for (const [i, theme] of themes.entries()) {
      const { current, previous, classification } = await trendOf(theme);
      expect(together[`t${i}`]).toMatchObject({ current, previous, classification });
    }
  });

  test('are answered though one of them is refused', async () => {
    const source = aliases(['robbery', 'reducing-reoffending'], FIELDS);
    const { data, errors } = await api.execute(source);
    expect(data).toMatchObject({ t0: { current: (await trendOf('robbery')).current }, t1: null });
    expect(errors).toHaveLength(1);
    expect(await api.refusal(source)).toMatchObject({ code: 'NOT_SUPPORTED_FOR_SOURCE' });
  });
});
