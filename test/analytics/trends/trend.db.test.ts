import fc from 'fast-check';
import { PUBLIC_VIEWER } from '../../../src/access';
import { ChangeBasis, Comparison, windowsFor } from '../../../src/analytics/trends';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import {
  addDays,
  addMonths,
  daysIn,
  endOfMonth,
  isMonthAligned,
  type Period,
} from '../../../src/platform/calendar';
import { dispersion, monthlyBands, pooledDispersion } from '../../../src/platform/statistics';
import { seededRandom } from '../../../src/platform/statistics/random';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const FIRST = '2019-01-01';
const LAST = '2023-06-30';
const DELIVERED = { from: FIRST, to: LAST };
const KNOWN = { stretches: [DELIVERED], monthsOnly: false };

/** Days of damage, some of them more than once; none on a 29 February. From noon, so that no clock matters. */
function days(): string[] {
  const random = seededRandom(7);
  const found: string[] = [];
  for (let day = FIRST; day <= LAST; day = addDays(day, 1)) {
    const summer = ['06', '07', '08'].includes(day.slice(5, 7)) ? 2 : 1;
    const n = random.below(2 * summer);
    if (!day.endsWith('02-29')) for (let i = 0; i < n; i++) found.push(day);
  }
  // So that both ends are delivered.
  return [FIRST, ...found, LAST];
}
const DAYS = days();
const yearLater = (day: string) => addMonths(day, 12);

const OUTCOMES = ['Charged', null, 'No further action'];
const damage = (list: string[]): IncidentRecord[] =>
  list.map((day, i) =>
    crime({
      at: [i % 2 === 0 ? 300 : 1300, 300],
      occurredFrom: `${day}T12:00:00.000Z`,
      outcome: OUTCOMES[i % 3],
    }),
  );

let fixture: TestDatabase;
let api: Api;
let later: Api;
let next: Api;

/** A partnership of two wards, of which the second has an outline since 2022 only. */
async function town(code: string, list: string[]): Promise<Api> {
  const { database } = fixture;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(0, 0, 2000) }]);
  await importAreas(database, code, 'WARD', [{ code: `${code}_OLD`, ring: box(0, 0, 1000, 2000) }]);
  await importAreas(database, code, 'WARD', [{ code: `${code}_NEW`, ring: box(1000, 0, 1000, 2000) }], {
    validFrom: '2022-01-01',
  });
  await load(database, code, damage(list));
  return Api.on(database, analystOf(id));
}

/** A partnership whose one ward got another code on 1 January 2022. */
async function renamed(): Promise<Api> {
  const { database } = fixture;
  const id = await partnershipOf(database, 'NEXT');
  const ring = box(0, 0, 2000);
  await importAreas(database, 'NEXT', 'WARD', [{ code: 'NEXT_BEFORE', ring }], { validTo: '2021-12-31' });
  await importAreas(database, 'NEXT', 'WARD', [{ code: 'NEXT_AFTER', ring }], { validFrom: '2022-01-01' });
  await load(database, 'NEXT', damage(DAYS));
  return Api.on(database, analystOf(id));
}

beforeAll(async () => {
  fixture = await createTestDatabase();
  api = await town('HERE', DAYS);
  later = await town('LATER', DAYS.map(yearLater));
  next = await renamed();
}, 120_000);
afterAll(() => fixture.remove());

interface Trend {
  current: number;
  previous: number | null;
  percent: number | null;
  percentOf: string | null;
  lower: number | null;
  upper: number | null;
  pValue: number | null;
  dispersion: number | null;
  classification: string;
  perturbed: boolean;
  series: {
    month: string;
    count: number;
    expected: number | null;
    lower: number | null;
    upper: number | null;
  }[];
  seasonalKendall: {
    z: number | null;
    pValue: number | null;
    slopePerMonth: number | null;
    months: number;
    status: string;
  };
  window: {
    from: string;
    to: string;
    comparedFrom: string | null;
    comparedTo: string | null;
    clipped: boolean;
  };
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}

const TREND = `query ($where: IncidentFilter!, $compareWith: Comparison, $compareWithPeriod: PeriodInput) {
  trend(where: $where, compareWith: $compareWith, compareWithPeriod: $compareWithPeriod) {
    current previous percent percentOf lower upper pValue dispersion classification perturbed
    series { month count expected lower upper }
    seasonalKendall { z pValue slopePerMonth months status }
    window { from to comparedFrom comparedTo clipped }
    parameters { name value } caveats { message } dataVersion
  }
}`;
const ask = async (variables: object, of = api, asking = {}) =>
  (await of.ask<{ trend: Trend }>(TREND, variables, asking)).trend;
const where = (period: Period, more: object = {}) => ({ partnership: 'HERE', period, ...more });
const count = ({ from, to }: Period) => DAYS.filter((day) => day >= from && day <= to).length;

const countOf = ({ counted }: { counted: readonly Period[] }) =>
  counted.reduce((sum, stretch) => sum + count(stretch), 0);

const someDay = fc.integer({ min: -60, max: daysIn(DELIVERED) + 60 }).map((offset) => addDays(FIRST, offset));
const somePeriod = fc
  .tuple(someDay, someDay, fc.boolean())
  .map(([a, b, whole]): Period => {
    const [from, to] = a < b ? [a, b] : [b, a];
    return whole ? { from: `${from.slice(0, 7)}-01`, to: endOfMonth(to) } : { from, to };
  })
  .filter(({ from, to }) => from <= LAST && to >= FIRST);

test('the windows of any period have the incidents of their days', async () => {
  const comparisons = fc.oneof(fc.constantFrom(...Object.values(Comparison)), somePeriod);
  await fc.assert(
    fc.asyncProperty(somePeriod, comparisons, async (period, comparison) => {
      const explicit = typeof comparison === 'object';
      const found = await ask({
        where: where(period),
        ...(explicit ? { compareWithPeriod: comparison } : { compareWith: comparison }),
      });
      const windows = windowsFor(period, comparison, KNOWN);
      if (windows?.previous) {
        const { current, previous, clipped, basis } = windows;
        const counts = [countOf(current), countOf(previous)];
        expect(found).toMatchObject({
          current: counts[0],
          previous: counts[1],
          percentOf: basis,
          perturbed: false,
          window: {
            from: current.from,
            to: current.to,
            comparedFrom: previous.from,
            comparedTo: previous.to,
            clipped,
          },
        });
        const exposures = basis === ChangeBasis.COUNTS ? [1, 1] : [current.days, previous.days];
        const ratio = counts[0] / exposures[0] / (counts[1] / exposures[1]);
        if (counts[1] > 0) expect(found.percent).toBeCloseTo((ratio - 1) * 100, 8);
        if (found.pValue !== null && Math.abs(found.pValue - 0.05) > 1e-6)
          expect(found.lower! > 0 || (found.upper !== null && found.upper < 0)).toBe(found.pValue < 0.05);
      } else {
        expect(found).toMatchObject({
          current: windows && countOf(windows.current),
          previous: null,
          percent: null,
          percentOf: null,
          lower: null,
          upper: null,
          pValue: null,
          classification: 'INSUFFICIENT_DATA',
        });
        expect(sentencesOf(found.caveats).join()).toMatch(
          comparison === Comparison.NONE ? /Nothing was compared, as asked/ : /No change is given/,
        );
      }
      expect(sentencesOf(found.caveats).some((text) => /^Compared: /.test(text))).toBe(
        windows?.previous ? windows.clipped : false,
      );
    }),
    { numRuns: runs(40) },
  );
});

describe('the months', () => {
  const period = { from: '2023-01-01', to: '2023-06-30' };

  test('are 36 that end with the period, each beside the number that the others let expect', async () => {
    const { series, dispersion: phi, parameters } = await ask({ where: where(period) });
    const months = Array.from({ length: 36 }, (_, i) => addMonths('2020-07-01', i)).map((from) => ({
      from,
      to: endOfMonth(from),
    }));
    const counts = months.map(count);
    const monthly = { counts, days: months.map(daysIn), first: 6 };
    const bands = monthlyBands(monthly)!;
    expect(series).toEqual(
      months.map(({ from }, i) => ({
        month: from.slice(0, 7),
        count: counts[i],
        ...bands[i]!,
        expected: expect.closeTo(bands[i]!.expected, 8),
      })),
    );
    const inside = series.filter(({ count: n, lower, upper }) => n >= lower! && n <= upper!);
    expect(inside.length).toBeGreaterThan(30);
    const known = dispersion(monthly)!;
    expect(phi).toBeCloseTo(known.value, 8);
    expect(parameters).toContainEqual({ name: 'dispersionDegrees', value: '23' });
  });

  test('have no band, no dispersion and no test below 24', async () => {
    const found = await ask({ where: where({ from: '2019-09-01', to: '2020-03-31' }) });
    const { series, seasonalKendall } = found;
    expect(series).toHaveLength(15);
    expect(series.filter(({ expected, lower, upper }) => (expected ?? lower ?? upper) !== null)).toEqual([]);
    expect(found.dispersion).toBeNull();
    expect(found.parameters).toContainEqual({ name: 'dispersion', value: '1 (unknown)' });
    expect(seasonalKendall).toEqual({
      z: null,
      pValue: null,
      slopePerMonth: null,
      months: 15,
      status: 'NOT_ENOUGH_HISTORY',
    });
    const compared = await ask({ where: where({ from: '2020-02-01', to: '2020-03-31' }) });
    expect(sentencesOf(compared.caveats).join()).toContain('too few months or incidents');
    const enough = await ask({ where: where({ from: '2020-12-01', to: '2020-12-31' }) });
    expect(enough.seasonalKendall).toMatchObject({ months: 24, status: 'OK' });
    expect(sentencesOf(enough.caveats).join()).not.toContain('too few months or incidents');
  });

  test('of a period that ends within a month end before it', async () => {
    const { series } = await ask({ where: where({ from: '2023-01-01', to: '2023-05-17' }) });
    expect(series.at(-1)!.month).toBe('2023-04');
  });
});

test('a filter that only records can tell is counted from them', async () => {
  const period = { from: '2023-01-01', to: '2023-06-15' };
  const charged = (within: Period) =>
    DAYS.filter((day, i) => i % 3 === 0 && day >= within.from && day <= within.to).length;
  const { current, previous, series } = await ask({ where: where(period, { outcomes: ['charged'] }) });
  expect([current, previous]).toEqual([charged(period), charged({ from: '2022-01-01', to: '2022-06-15' })]);
  for (const { month, count: found } of series)
    expect(found).toBe(charged({ from: `${month}-01`, to: endOfMonth(`${month}-01`) }));
});

test('a year later, where everything happened a year later, the answer is that of a year before', async () => {
  const moved = ({ from, to }: Period): Period => ({ from: yearLater(from), to: yearLater(to) });
  const months = somePeriod.filter(isMonthAligned);
  await fc.assert(
    fc.asyncProperty(months, fc.constantFrom(...Object.values(Comparison)), async (period, compareWith) => {
      const aligned = { from: yearLater(period.from), to: endOfMonth(moved(period).to) };
      const here = await ask({ where: where(period), compareWith });
      const there = await ask({ where: { ...where(aligned), partnership: 'LATER' }, compareWith }, later);
      expect([there.current, there.previous]).toEqual([here.current, here.previous]);
      expect(there.seasonalKendall).toEqual(here.seasonalKendall);
      expect(there.series.map(({ month, count: n }) => [month, n])).toEqual(
        here.series.map(({ month, count: n }) => [yearLater(`${month}-01`).slice(0, 7), n]),
      );
    }),
    { numRuns: runs(20) },
  );
});

describe('areas', () => {
  const period = { from: '2022-01-01', to: '2022-12-31' };

  test('with a longer outline than the windows are compared', async () => {
    const { window, previous, caveats } = await ask({
      where: where(period, { areas: [{ ward: 'HERE_OLD' }] }),
    });
    expect(window).toMatchObject({ comparedFrom: '2021-01-01', clipped: false });
    expect(previous).toBeGreaterThan(0);
    expect(sentencesOf(caveats)).toEqual([]);
  });

  test('without an outline before are not compared with nothing', async () => {
    const { window, previous, classification, series, caveats } = await ask({
      where: where(period, { areas: [{ ward: 'HERE_NEW' }] }),
    });
    expect(window.comparedFrom).toBeNull();
    expect(previous).toBeNull();
    expect(classification).toBe('INSUFFICIENT_DATA');
    expect(series[0].month).toBe('2022-01');
    expect(sentencesOf(caveats).join()).toMatch(/outside the time that there are data for/);
  });

  test('of which one is there later are compared from then on only', async () => {
    const { window, previous } = await ask({
      where: where(period, { areas: [{ ward: 'HERE_OLD' }, { ward: 'HERE_NEW' }] }),
    });
    expect([window.comparedFrom, previous]).toEqual([null, null]);
  });

  test('that follow each other are compared through the change', async () => {
    const areas = [{ ward: 'NEXT_BEFORE' }, { ward: 'NEXT_AFTER' }];
    const turn = { from: '2021-07-01', to: '2022-06-30' };
    const all = await ask({ where: where(turn, { partnership: 'NEXT' }) }, next);
    const both = await ask({ where: where(turn, { partnership: 'NEXT', areas }) }, next);
    expect(both.previous).toBeGreaterThan(0);
    expect([both.current, both.previous]).toEqual([all.current, all.previous]);
  });
});

test('a period without a whole month of sources that tell only the month has one caveat on parts of months', async () => {
  const id = await partnershipOf(fixture.database, 'MONTHLY');
  await importAreas(fixture.database, 'MONTHLY', 'PARTNERSHIP', [{ code: 'MONTHLY', ring: box(0, 0, 2000) }]);
  const open = { source: 'police-uk-street', offence: 'open-burglary', precision: 'MONTH' } as const;
  const months = ['2023-01', '2023-02', '2023-03'];
  await load(
    fixture.database,
    'MONTHLY',
    months.map((month) => crime({ ...open, at: [300, 300], occurredFrom: `${month}-01T12:00:00.000Z` })),
  );
  const monthly = await Api.on(fixture.database, analystOf(id));
  const period = { from: '2023-02-05', to: '2023-02-20' };
  const { current, caveats } = await ask({ where: { partnership: 'MONTHLY', period } }, monthly);
  expect(current).toBeNull();
  expect(sentencesOf(caveats).filter((text) => text.includes('only tell'))).toEqual([
    'The sources only tell the month, and the period holds no whole month: nothing can be counted.',
  ]);
});

test('an area with few incidents is judged by the dispersion of all areas of its kind', async () => {
  const id = await partnershipOf(fixture.database, 'THIN');
  await importAreas(fixture.database, 'THIN', 'WARD', [
    { code: 'CALM', ring: box(0, 0, 1000, 2000) },
    { code: 'BURSTS', ring: box(1000, 0, 1000, 2000) },
  ]);
  const random = seededRandom(3);
  const months = Array.from({ length: 36 }, (_, i) => addMonths('2020-07-01', i));
  const calm = months.map(() => 2 + random.below(2));
  const bursts = months.map(() => (random.below(3) === 0 ? 12 : 2));
  const at = (x: number, counts: number[]) =>
    months.flatMap((month, i) =>
      Array.from({ length: counts[i] }, () =>
        crime({ at: [x, 300], occurredFrom: `${month}T12:00:00.000Z` }),
      ),
    );
  await load(fixture.database, 'THIN', [...at(300, calm), ...at(1300, bursts)]);
  const thin = await Api.on(fixture.database, analystOf(id));
  const period = { from: '2023-01-01', to: '2023-06-30' };
  const of = (areas: object[] | null) =>
    ask({ where: { partnership: 'THIN', period, areas } }, thin).then((found) => found.dispersion);
  const seriesOf = (counts: number[]) => ({
    counts,
    days: months.map((from) => daysIn({ from, to: endOfMonth(from) })),
    first: 6,
  });
  const pooled = pooledDispersion([seriesOf(bursts), seriesOf(calm)])!.value;
  expect(pooled).toBeGreaterThan(1.5);
  expect(await of([{ ward: 'CALM' }])).toBeCloseTo(pooled, 8);
  expect(await of(null)).toBeCloseTo(
    dispersion(seriesOf(months.map((_, i) => calm[i] + bursts[i])))!.value,
    8,
  );
});

describe('what cannot be answered', () => {
  const period = { from: '2023-01-01', to: '2023-06-30' };

  test('a period outside of what was delivered', async () => {
    expect(
      await api.refusal(TREND, { where: where({ from: '2030-01-01', to: '2030-06-30' }) }),
    ).toMatchObject({ code: 'NOT_ENOUGH_DATA' });
  });

  test('parts of months below record level, also where only the comparison has them', async () => {
    const inParts = { from: '2022-01-01', to: '2022-06-15' };
    const asked = { viewer: PUBLIC_VIEWER };
    expect(await api.refusal(TREND, { where: where(inParts) }, asked)).toMatchObject({ code: 'FORBIDDEN' });
    expect(
      await api.refusal(TREND, { where: where(period), compareWithPeriod: inParts }, asked),
    ).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ask({ where: where(period) }, api, asked)).toMatchObject({ perturbed: true });
  });

  test('a period that ends before it begins, and codes that nobody knows', async () => {
    expect(
      await api.refusal(TREND, { where: where({ from: '2023-06-30', to: '2023-01-01' }) }),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await api.refusal(TREND, { where: where(period, { themes: ['no-theme'] }) })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

test('the answer says what it was computed with', async () => {
  const { parameters } = await ask({
    where: where({ from: '2023-01-01', to: '2023-06-30' }),
    compareWith: 'PREVIOUS_PERIOD',
  });
  expect(Object.fromEntries(parameters.map(({ name, value }) => [name, value]))).toEqual({
    compareWith: 'PREVIOUS_PERIOD',
    currentWindow: '2023-01-01/2023-06-30',
    comparisonWindow: '2022-07-01/2022-12-31',
    currentDays: '181',
    comparisonDays: '184',
    dispersion: expect.stringMatching(/^\d(\.\d+)?$/),
    dispersionDegrees: '23',
    mostMonths: '36',
    confidence: '0.95',
    partnership: 'HERE',
    period: '2023-01-01/2023-06-30',
    defaultSources: 'police-crimes',
  });
});
