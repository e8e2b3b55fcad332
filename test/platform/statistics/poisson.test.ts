import {
  byarInterval,
  exactPoissonInterval,
  poissonInterval,
} from '../../../src/platform/statistics/poisson.js';
import { fixturePath } from '../../support/fixtures.js';
import { numericColumns } from './fixture.js';

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
