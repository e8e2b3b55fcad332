import { normalCdf, normalQuantile, twoSidedP } from '../../../src/platform/statistics/normal.js';

describe('normal distribution', () => {
  // Expected values from mpmath with 30 digits.
  test.each([
    [-8, 6.220960574271784e-16],
    [-5.5, 1.8989562465887718e-8],
    [-3.2, 0.0006871379379158485],
    [-2.5, 0.006209665325776135],
    [-1.96, 0.024997895148220435],
    [-1, 0.15865525393145705],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [0.7, 0.758036347776927],
    [2.1, 0.9821355794371834],
    [4, 0.9999683287581669],
  ])('Φ(%d)', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-13);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301132],
    [0.0005, -3.290526731491895],
    [0.005, -2.575829303548901],
    [0.025, -1.9599639845400543],
    [0.1, -1.2815515655446006],
    [0.3, -0.5244005127080408],
    [0.5, 0],
    [0.8, 0.8416212335729142],
    [0.975, 1.9599639845400543],
    [0.999, 3.0902323061678136],
  ])('quantile of %d', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12);
  });

  test('ends', () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(normalCdf(Number.NaN)).toBeNaN();
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedP(-1.959963984540054)).toBeCloseTo(0.05, 14);
    expect(() => normalQuantile(-0.1)).toThrow(RangeError);
  });
});
