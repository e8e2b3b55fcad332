import { gammaQuantile, gammaTails, logGamma } from '../../../src/platform/statistics/gamma.js';

/** Relative difference. */
const off = (actual: number, expected: number) => Math.abs(actual / expected - 1);

describe('gamma', () => {
  // Expected values from mpmath with 30 digits.
  test.each([
    [1e-3, 6.907178885383853],
    [0.5, 0.5723649429247001],
    [3.7, 1.4280723266653879],
    [10, 12.80182748008147],
    [100.25, 360.28455963776423],
    [123456.7, 1323900.9753909183],
  ])('logGamma(%d)', (x, expected) => {
    expect(off(logGamma(x), expected)).toBeLessThan(1e-13);
  });

  test('logGamma of 1 and 2 is 0', () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(2)).toBeCloseTo(0, 14);
  });

  test.each([
    [0.5, 0.1, 0.34527915398142295, 0.654720846018577],
    [0.5, 20, 0.9999999997460371, 2.539628589470865e-10],
    [3, 2.5, 0.45618688411667047, 0.5438131158833295],
    [10, 10, 0.5420702855281478, 0.4579297144718522],
    [10, 40, 0.9999999960740678, 3.925932226286188e-9],
    [1000, 900, 0.0005499022657117829, 0.9994500977342882],
    [1000, 1100, 0.99894067674607, 0.0010593232539299773],
    [50000.5, 50500, 0.9870568984292994, 0.012943101570700567],
  ])('tails of shape %d at %d', (a, x, lower, upper) => {
    const tails = gammaTails(a, x);
    expect(off(tails.lower, lower)).toBeLessThan(1e-9);
    expect(off(tails.upper, upper)).toBeLessThan(1e-9);
    if (a <= 10) expect(Math.max(off(tails.lower, lower), off(tails.upper, upper))).toBeLessThan(1e-13);
  });

  test('the quantile undoes the lower tail', () => {
    for (const a of [0.1, 0.5, 1, 1.5, 7, 60, 5000])
      for (const p of [1e-8, 0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999, 1 - 1e-8]) {
        const { lower, upper } = gammaTails(a, gammaQuantile(p, a));
        expect(p < 0.5 ? off(lower, p) : off(upper, 1 - p)).toBeLessThan(1e-9);
      }
    expect(gammaQuantile(0, 3)).toBe(0);
    expect(gammaQuantile(1e-8, 0.01)).toBe(0); // 1e-800
    expect(gammaQuantile(1, 3)).toBe(Infinity);
  });

  test('refuses parameters out of range', () => {
    expect(() => logGamma(0)).toThrow(RangeError);
    expect(() => gammaTails(0, 1)).toThrow(RangeError);
    expect(() => gammaTails(1, -1)).toThrow(RangeError);
    expect(() => gammaQuantile(1.1, 1)).toThrow(RangeError);
    expect(() => gammaQuantile(0.1, 0)).toThrow(RangeError);
  });
});
