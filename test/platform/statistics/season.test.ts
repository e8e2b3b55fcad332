import fc from 'fast-check';
import { draws } from '../../../calibration/draws.js';
import {
  areaDispersions,
  dispersion,
  isThin,
  pooledDispersion,
  spreadOfCounts,
} from '../../../src/platform/statistics/dispersion.js';
import { fitMonths, groupOf, recentMonths } from '../../../src/platform/statistics/monthly-fit.js';
import { SEASONS, seasonTest } from '../../../src/platform/statistics/season.js';
import { greatestDifference } from './fixture.js';
import reference from './reference/monthly-fit.json';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysOf = (months: number) => Array.from({ length: months }, (_, i) => DAYS[i % 12]);
const seriesOf = (counts: (number | null)[], first = 0) => ({ counts, days: daysOf(counts.length), first });
const referenceSeries = { counts: reference.counts, days: reference.days, first: 0 };

describe('the monthly fit', () => {
  test('has the coefficients, χ² and deviance of glm in R', () => {
    const { fit } = fitMonths(referenceSeries)!;
    // R's trend starts with the series, ours has its zero in the middle of the delivered months.
    const delivered = reference.counts.flatMap((count, i) => (count === null ? [] : [i]));
    const middle = delivered.reduce((sum, i) => sum + i, 0) / delivered.length / 12;
    const slope = reference.coefficients[12];
    const expected = reference.coefficients.map((b, i) => (i < 12 ? b + slope * middle : b));
    expect(greatestDifference(fit.coefficients, expected)).toBeLessThan(1e-9);
    expect(fit.pearson).toBeCloseTo(reference.pearson, 7);
    expect(fit.deviance).toBeCloseTo(reference.deviance, 7);
    expect(fit.degrees).toBe(reference.degrees);
  });

  test('looks back 36 months, and needs 24 that were delivered', () => {
    const long = recentMonths(seriesOf(Array.from({ length: 40 }, (_, i) => i)))!;
    expect(long.counts).toHaveLength(36);
    expect(long).toMatchObject({ first: 4, counts: expect.arrayContaining([4, 39]) });
    const holes = Array.from({ length: 36 }, (_, i) => (i < 13 ? null : 5));
    expect(recentMonths(seriesOf(holes))).toBeNull();
    expect(recentMonths(seriesOf([...holes.slice(1), 5]))).not.toBeNull();
    expect(() => recentMonths(seriesOf([-1]))).toThrow(RangeError);
    expect(() => recentMonths({ counts: [1], days: [], first: 0 })).toThrow(RangeError);
  });

  test('winter is December to February', () => {
    const names = Array.from({ length: 12 }, (_, month) => SEASONS[groupOf(month, 'SEASON')][0]);
    expect(names.join('')).toBe('WWSSSSSSAAAW');
    expect(SEASONS[groupOf(6, 'SEASON')]).toBe('SUMMER');
    expect(SEASONS[groupOf(4, 'SEASON')]).toBe('SPRING');
  });
});

describe('seasonTest', () => {
  test('is F, the index and its interval of glm in R', () => {
    const found = seasonTest(referenceSeries)!;
    expect(found.f).toBeCloseTo(reference.f, 7);
    expect(found.p / reference.p).toBeCloseTo(1, 6);
    expect(found.dispersion.value).toBeCloseTo(reference.pearson / reference.degrees, 8);
    const column = (name: 'index' | 'lower' | 'upper') => found.indices.map((each) => each[name]);
    expect(greatestDifference(column('index'), reference.index)).toBeLessThan(1e-6);
    expect(greatestDifference(column('lower'), reference.lower)).toBeLessThan(1e-6);
    expect(greatestDifference(column('upper'), reference.upper)).toBeLessThan(1e-6);
    expect(found.peaks).toEqual(['SUMMER']); // May lies above 100 too, which makes no spring
    expect(found.indices[4].lower).toBeGreaterThan(100);
    expect(found.direction).toBeGreaterThan(5);
    expect(found.direction).toBeLessThan(9);
  });

  test('of quarters is F of four factors', () => {
    const found = seasonTest(referenceSeries, 'SEASON')!;
    expect(found.f).toBeCloseTo(reference.quarterF, 7);
    expect(found.p / reference.quarterP).toBeCloseTo(1, 6);
    expect(found.indices).toHaveLength(4);
  });

  test('a trend alone is no season, whatever month the data end with', () => {
    for (const first of [0, 4, 9])
      for (const growth of [-0.3, 0.3]) {
        const counts = Array.from({ length: 36 }, (_, i) =>
          Math.round(10 * DAYS[(first + i) % 12] * Math.exp((growth * i) / 12)),
        );
        const days = Array.from({ length: 36 }, (_, i) => DAYS[(first + i) % 12]);
        const found = seasonTest({ counts, days, first })!;
        expect(found.p).toBeGreaterThan(0.99);
        expect(found.peaks).toEqual([]);
      }
  });

  test('is of the same months wherever the series begins, and its indices average 100', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 500 }), { minLength: 24, maxLength: 24 }),
        fc.nat({ max: 11 }),
        (counts, first) => {
          const days = Array.from({ length: 24 }, (_, i) => DAYS[(first + i) % 12]);
          const found = seasonTest({ counts, days, first })!;
          const mean = found.indices.reduce((sum, { index }) => sum + index, 0) / 12;
          expect(mean).toBeCloseTo(100, 8);
          for (const { lower, index, upper } of found.indices) {
            expect(lower).toBeLessThanOrEqual(index);
            expect(upper).toBeGreaterThanOrEqual(index);
          }
          // Backwards in time the trend turns round, the season stays where it is.
          const back = {
            counts: [...counts].reverse(),
            days: [...days].reverse(),
            first: (24 - first) % 12,
          };
          const mirrored = seasonTest(back)!;
          expect(mirrored.f).toBeCloseTo(found.f, 5);
        },
      ),
    );
  });

  test('a single busy month names no season, two of three do', () => {
    const monthsOf = (busy: number[]) =>
      Array.from({ length: 36 }, (_, i) => (busy.includes(i % 12) ? 320 : 200) + (i % 5));
    const [alone, two] = [[4], [3, 4]].map((busy) => seasonTest(seriesOf(monthsOf(busy)))!);
    expect(alone.p).toBeLessThan(0.001);
    expect(alone.indices[4].lower).toBeGreaterThan(130);
    expect(alone.peaks).toEqual([]);
    expect(two.peaks).toEqual(['SPRING']);
  });

  test('a planted summer is named, three seasons never are, and thin series say nothing', () => {
    const summer = Array.from(
      { length: 36 },
      (_, i) => [200, 250][Number([5, 6, 7].includes(i % 12))] + (i % 5),
    );
    expect(seasonTest(seriesOf(summer))!.peaks).toEqual(['SUMMER']);
    const three = Array.from({ length: 36 }, (_, i) => (groupOf(i % 12, 'SEASON') === 0 ? 100 : 300));
    const found = seasonTest(seriesOf(three))!;
    expect(found.p).toBeLessThan(1e-9);
    expect(found.peaks).toEqual([]);
    expect(seasonTest(seriesOf(Array(36).fill(4)))).toBeNull();
    expect(seasonTest(seriesOf(Array(36).fill(4)), 'SEASON')).not.toBeNull();
    expect(seasonTest(seriesOf(summer.map((n, i) => (i % 12 === 3 ? 0 : n))))).toBeNull();
    expect(seasonTest(seriesOf(summer.slice(0, 23)))).toBeNull();
  });
});

describe('dispersion', () => {
  test('is χ² over its degrees of freedom, never below 1', () => {
    expect(dispersion(referenceSeries)).toEqual({
      value: expect.closeTo(reference.pearson / reference.degrees, 8),
      degrees: reference.degrees,
    });
    const smooth = daysOf(36).map((days) => 10 * days);
    expect(dispersion(seriesOf(smooth))).toEqual({ value: 1, degrees: 23 });
    expect(dispersion(seriesOf(smooth.slice(0, 20)))).toBeNull();
    expect(dispersion(seriesOf(Array(36).fill(0)))).toBeNull();
    expect(pooledDispersion([])).toBeNull();
  });

  test('pooled over thin areas it is close to the truth, where seasons of their own would hide half of it', () => {
    const { count } = draws(5);
    const wards = Array.from({ length: 31 }, () =>
      seriesOf(Array.from({ length: 36 }, (_, i) => count(1 + 0.3 * Math.sin((i * Math.PI) / 6), 4))),
    );
    const pooled = pooledDispersion(wards)!;
    expect(pooled.value).toBeGreaterThan(2.9);
    expect(pooled.value).toBeLessThan(4.2);
    const own = wards.map((ward) => {
      const { fit } = fitMonths(ward)!;
      return fit.pearson / fit.degrees;
    });
    expect(own.reduce((sum, phi) => sum + phi, 0) / own.length).toBeLessThan(2.9);
  });

  test('an area with five a month has its own, a thinner one that of all', () => {
    const { count } = draws(6);
    const thin = seriesOf(Array.from({ length: 36 }, () => count(2, 1)));
    const thick = seriesOf(Array.from({ length: 36 }, () => count(80, 6)));
    const {
      areas: [ofThin, ofThick],
      pooled,
    } = areaDispersions([thin, thick]);
    expect([thin, thick].map(isThin)).toEqual([true, false]);
    expect(ofThick).toEqual(dispersion(thick));
    expect(ofThin).toEqual(pooledDispersion([thin, thick]));
    expect(pooled).toEqual(ofThin);
    const empty = seriesOf(new Array<number>(36).fill(0));
    expect(pooledDispersion([thin, thick, empty])).toEqual(pooled);
    expect(() => pooledDispersion([thin, seriesOf([...thin.counts], 3)])).toThrow(RangeError);
  });

  test('a month that one area lacks is a hole for all of them together', () => {
    const { count } = draws(7);
    const counts = () => Array.from({ length: 36 }, () => count(9, 2));
    const whole = seriesOf(counts());
    const holed = seriesOf(counts().map((n, i) => (i === 7 ? null : n)));
    expect(pooledDispersion([whole, holed])!.degrees).toBe(2 * (35 - 2) - 11);
  });
});

describe('spreadOfCounts', () => {
  test('is χ² over its degrees of freedom, 1 at least', () => {
    expect(spreadOfCounts([4, 8, 12, 16])).toEqual({ value: expect.closeTo(8 / 3, 12), degrees: 3 });
    expect(spreadOfCounts([10, 10, 11, 10, 9])).toEqual({ value: 1, degrees: 4 });
  });

  test('is not told from fewer than four counts, or from none at all', () => {
    expect(spreadOfCounts([4, 8, 12])).toBeNull();
    expect(spreadOfCounts([0, 0, 0, 0])).toBeNull();
    expect(() => spreadOfCounts([1, -1, 2, 3])).toThrow(RangeError);
  });

  test('is right on average', () => {
    const { count } = draws(8);
    const found = Array.from(
      { length: 3000 },
      () => spreadOfCounts(Array.from({ length: 8 }, () => count(40, 4)))!.value,
    );
    const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
    expect(mean).toBeGreaterThan(3.7);
    expect(mean).toBeLessThan(4.4);
  });
});
