import fc from 'fast-check';
import {
  byarInterval,
  exactPoissonInterval,
  poissonETest,
  poissonInterval,
} from '../../../src/platform/statistics/poisson.js';
import { fixturePath } from '../../support/fixtures.js';
import { numericColumns } from './fixture.js';

describe('poissonETest', () => {
  test('fixtures of the methods', () => {
    expect(poissonETest(6, 1, 2, 1)).toBeCloseTo(0.1748748, 7);
    expect(poissonETest(20, 1, 10, 1)).toBeCloseTo(0.0688, 4);
  });

  // Expected values: the double sum written out with scipy's Poisson probabilities.
  test.each([
    [20, 1, 10, 1, 0.06883178210810947],
    [0, 1, 1, 1, 0.4860554614185043],
    [0, 30, 5, 31, 0.019830671604013073],
    [3, 31, 0, 28, 0.08961253673185254],
    [100, 365, 150, 366, 0.0016458830376918873],
    [1000, 30, 1100, 31, 0.1513122267438331],
    [5, 1, 50, 20, 0.3248163860721864],
    [60, 51477.5, 30, 54308.7, 0.0006431446125781237],
  ])('%d in %d against %d in %d', (count1, exposure1, count2, exposure2, expected) => {
    expect(poissonETest(count1, exposure1, count2, exposure2)).toBeCloseTo(expected, 12);
  });

  test('equals the double sum', () => {
    const count = fc.integer({ min: 0, max: 25 });
    const days = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(count, days, count, days, (k1, t1, k2, t2) => {
        expect(poissonETest(k1, t1, k2, t2)).toBeCloseTo(doubleSum(k1, t1, k2, t2), 10);
      }),
    );
  });

  test('is symmetric, and does not depend on the unit of exposure', () => {
    const count = fc.integer({ min: 0, max: 3000 });
    const days = fc.integer({ min: 20, max: 400 });
    fc.assert(
      fc.property(count, days, count, days, (k1, t1, k2, t2) => {
        const p = poissonETest(k1, t1, k2, t2);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(poissonETest(k2, t2, k1, t1)).toBeCloseTo(p, 9);
        expect(poissonETest(k1, t1 / 365.25, k2, t2 / 365.25)).toBeCloseTo(p, 9);
      }),
    );
  });

  test('equal rates, and no events at all, give 1', () => {
    expect(poissonETest(0, 30, 0, 31)).toBe(1);
    expect(poissonETest(10, 31, 20, 62)).toBe(1);
  });

  test('keeps its accuracy for very small p', () => {
    const p = poissonETest(10_000, 1, 5_000, 1);
    expect(p).toBeGreaterThanOrEqual(0);
    expect(p).toBeLessThan(1e-14);
  });

  test('refuses parameters out of range', () => {
    expect(() => poissonETest(-1, 1, 1, 1)).toThrow(RangeError);
    expect(() => poissonETest(1.5, 1, 1, 1)).toThrow(RangeError);
    expect(() => poissonETest(1, 0, 1, 1)).toThrow(RangeError);
    expect(() => poissonETest(1, 1, 1, Number.NaN)).toThrow(RangeError);
  });
});

/** Krishnamoorthy & Thomson's sum over all pairs of counts, term by term. */
function doubleSum(k1: number, t1: number, k2: number, t2: number): number {
  const statistic = (x: number, y: number) =>
    x + y === 0 ? 0 : Math.abs(x / t1 - y / t2) / Math.sqrt(x / t1 ** 2 + y / t2 ** 2);
  const rate = (k1 + k2) / (t1 + t2);
  const probabilities = (mean: number) => {
    const all = [Math.exp(-mean)];
    while (all.length < mean + 9 * Math.sqrt(mean) + 20) all.push((all[all.length - 1] * mean) / all.length);
    return all;
  };
  const second = probabilities(rate * t2);
  let p = 0;
  for (const [x, px] of probabilities(rate * t1).entries())
    for (const [y, py] of second.entries())
      if (statistic(x, y) >= statistic(k1, k2) * (1 - 1e-11)) p += px * py;
  return p;
}

describe('poissonInterval', () => {
  test('Byar for ten and more', () => {
    const of65 = poissonInterval(65);
    expect(of65.lower).toBeCloseTo(50.163187710459454, 12);
    expect(of65.upper).toBeCloseTo(82.84913854593984, 12);
    const of1045 = poissonInterval(1045);
    expect(of1045.lower).toBeCloseTo(982.5932, 4);
    expect(of1045.upper).toBeCloseTo(1110.3312, 4);
    expect(poissonInterval(20).lower).toBeCloseTo(12.2114, 4);
    expect(poissonInterval(20).upper).toBeCloseTo(30.8899, 4);
    expect(poissonInterval(10)).toEqual(byarInterval(10));
  });

  test('exact below ten', () => {
    expect(poissonInterval(1).lower).toBeCloseTo(0.0253178, 7);
    expect(poissonInterval(1).upper).toBeCloseTo(5.571643390938898, 12);
    expect(poissonInterval(0).lower).toBe(0);
    expect(poissonInterval(0).upper).toBeCloseTo(-Math.log(0.025), 12);
    expect(poissonInterval(9)).toEqual(exactPoissonInterval(9));
  });

  test('Byar stays close to exact, and inside the possible', () => {
    for (let n = 10; n < 500; n++) {
      expect(byarInterval(n).lower / exactPoissonInterval(n).lower).toBeCloseTo(1, 2);
      expect(byarInterval(n).upper / exactPoissonInterval(n).upper).toBeCloseTo(1, 2);
    }
    expect(byarInterval(0).lower).toBe(0);
    expect(byarInterval(1, 0.999).lower).toBeGreaterThanOrEqual(0);
  });

  test('refuses parameters out of range', () => {
    expect(() => poissonInterval(-1)).toThrow(RangeError);
    expect(() => poissonInterval(2.5)).toThrow(RangeError);
    expect(() => poissonInterval(5, 1)).toThrow(RangeError);
    expect(() => exactPoissonInterval(-0.1)).toThrow(RangeError);
    expect(() => byarInterval(Number.NaN)).toThrow(RangeError);
  });
});

test('exactPoissonInterval equals the published funnel limits at 95 % and 99.8 %', () => {
  const columns = numericColumns(fixturePath('statistics/public-health/funnel_ratio_curves.csv'));
  expect(columns.observed.length).toBe(100);
  for (const [row, count] of columns.observed.entries())
    for (const [name, confidence] of [
      ['2s', 0.95],
      ['3s', 0.998],
    ] as const) {
      const { lower, upper } = exactPoissonInterval(count, confidence);
      // The published figures come from a search that stopped short of full accuracy.
      expect(Math.abs(lower / columns[`lower_${name}`][row] - 1)).toBeLessThan(1e-4);
      expect(Math.abs(upper / columns[`upper_${name}`][row] - 1)).toBeLessThan(1e-4);
    }
});
