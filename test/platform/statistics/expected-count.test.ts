import fc from 'fast-check';
import { expectedCount, seasonalBaseline } from '../../../src/platform/statistics/expected-count.js';
import { poissonETest, poissonPrediction } from '../../../src/platform/statistics/poisson.js';
import { seededRandom } from '../../../src/platform/statistics/random.js';

describe('expectedCount', () => {
  test('is the rate of the baseline, with its prediction limits and the E-test', () => {
    expect(expectedCount(9, { count: 40, exposure: 8 })).toEqual({
      expected: 5,
      ...poissonPrediction(40, 8, 1),
      p: poissonETest(9, 1, 40, 8),
    });
  });

  test('of counts that vary more it is as sure as of fewer', () => {
    const { expected, lower, upper, p } = expectedCount(30, { count: 240, exposure: 8 }, 3);
    const fewer = expectedCount(10, { count: 80, exposure: 8 });
    expect({ expected, lower, upper, p }).toEqual({
      ...{ expected: 30, p: fewer.p },
      ...{ lower: 3 * fewer.lower, upper: 3 * fewer.upper },
    });
    expect(expectedCount(0, { count: 1, exposure: 4 }, 3)).toMatchObject({ expected: 0.25, lower: 0, p: 1 });
    expect(() => expectedCount(1, { count: 1, exposure: 1 }, 0.5)).toThrow(RangeError);
  });

  test('what is as expected has p = 1', () => {
    expect(expectedCount(5, { count: 20, exposure: 4 }).p).toBe(1);
    expect(expectedCount(0, { count: 0, exposure: 4 }).p).toBe(1);
  });
});

describe('seasonalBaseline', () => {
  test('expects the level of the part times the season of the whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 0, max: 5000 }),
        (own, inStretch, rest) => {
          const inYears = inStretch + rest + own;
          const { count, exposure } = seasonalBaseline(own, inStretch, inYears, 4);
          expect(Number.isInteger(count)).toBe(true);
          expect(count / exposure).toBeCloseTo((own * inStretch) / inYears, 9);
          // It is never more certain than the level of the part, nor than the season of the whole.
          expect(count).toBeLessThanOrEqual(Math.ceil(1 / (1 / own + 1 / inStretch - 1 / inYears) + 0.5));
          expect(count).toBeLessThanOrEqual(Math.max(own, inStretch) + 1);
        },
      ),
    );
  });

  test('a part that is the whole is judged by the same stretch of the year before', () => {
    expect(seasonalBaseline(400, 100, 400, 4)).toEqual({ count: 100, exposure: 1 });
  });

  test('where the whole had nothing in the stretch, the season is flat', () => {
    expect(seasonalBaseline(8, 0, 200, 4)).toEqual({ count: 8, exposure: 4 });
    expect(seasonalBaseline(0, 0, 0, 4)).toEqual({ count: 0, exposure: 4 });
  });

  test('a part without incidents expects none, and is as sure as its year is long', () => {
    expect(seasonalBaseline(0, 50, 200, 4)).toEqual({ count: 0, exposure: 4 });
  });

  test('of years in which nothing changes about 5 in 100 stretches have p below 5 %', () => {
    const { uniform } = seededRandom(7);
    const poisson = (mean: number) => {
      let n = -1;
      for (let product = 1; product > Math.exp(-mean); n++) product *= uniform();
      return n;
    };
    const season = [0.4, 0.3, 0.2, 0.1];
    const areas = [60, 30, 12, 6, 40, 8];
    let tests = 0;
    let found = 0;
    for (let run = 0; run < 1500; run++) {
      const year = areas.map((level) => season.map((share) => poisson(level * share)));
      const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      const inStretch = sum(year.map(([first]) => first));
      const inYears = sum(year.map(sum));
      year.forEach((own, area) => {
        const baseline = seasonalBaseline(sum(own), inStretch, inYears, 4);
        tests++;
        if (expectedCount(poisson(areas[area] * season[0]), baseline).p < 0.05) found++;
      });
    }
    expect(found / tests).toBeGreaterThan(0.03);
    expect(found / tests).toBeLessThan(0.06);
  });

  test.each([
    [-1, 1, 2, 4],
    [1, 3, 2, 4],
    [1, 1, 2, 0.5],
  ])('refuses %d own, %d in the stretch, %d in the years, %d stretches', (...wrong) => {
    expect(() => seasonalBaseline(...(wrong as [number, number, number, number]))).toThrow(RangeError);
  });
});
