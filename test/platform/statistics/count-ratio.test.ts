import fc from 'fast-check';
import { countRatio, countRatioTest } from '../../../src/platform/statistics/count-ratio';

describe('countRatio', () => {
  test("the example of R's poisson.test, whose counts have different exposures", () => {
    // poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): 1.971488095, 0.8584264034 to 4.2772659437.
    const exposures = (1083 + 1050 + 878) / 800;
    const { ratio, lower, upper } = countRatio(11, 21)!;
    expect(ratio! * exposures).toBeCloseTo(1.971488095, 9);
    expect(lower * exposures).toBeCloseTo(0.8584264034, 9);
    expect(upper! * exposures).toBeCloseTo(4.2772659437, 9);
  });

  // Expected limits: quantiles of scipy.stats.beta 1.17.
  test.each([
    [0, 5, 0, 1.091279105182546],
    [1, 1, 0.012739367083666617, 78.49683531626285],
    [300, 12, 14.101116165445008, 48.92795372681578],
    [2.5, 8.25, 0.04254280003068309, 1.3517965242552221],
  ])('%d for %d', (a, b, lower, upper) => {
    const found = countRatio(a, b)!;
    expect(found.ratio).toBe(a / b);
    expect(found.lower).toBeCloseTo(lower, 9);
    expect(found.upper! / upper).toBeCloseTo(1, 9);
  });

  test('is without bound where the second count is zero, and nothing where both are', () => {
    expect(countRatio(7, 0)).toEqual({
      ratio: null,
      lower: expect.closeTo(1.441308518835239, 9),
      upper: null,
    });
    expect(countRatio(0, 0)).toBeNull();
  });

  test('contains the ratio; turned round it is the other one; more counts are narrower', () => {
    const count = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(count, count, (a, b) => {
        const { ratio, lower, upper } = countRatio(a, b)!;
        expect(lower).toBeLessThan(ratio!);
        expect(upper).toBeGreaterThan(ratio!);
        const turned = countRatio(b, a)!;
        expect(turned.lower * upper!).toBeCloseTo(1, 9);
        expect(turned.upper! * lower).toBeCloseTo(1, 9);
        const more = countRatio(4 * a, 4 * b)!;
        expect(more.upper! / more.lower).toBeLessThan(upper! / lower);
      }),
      { numRuns: 50 },
    );
  });

  test('refuses parameters out of range', () => {
    expect(() => countRatio(-1, 1)).toThrow(RangeError);
    expect(() => countRatio(1, Number.NaN)).toThrow(RangeError);
    expect(() => countRatio(1, 1, 1)).toThrow(RangeError);
  });
});

describe('countRatioTest', () => {
  // Expected values: tails of scipy.stats.binom 1.17.
  test.each([
    [11, 21, 1, 0.11018416518345475],
    [11, 21, 0.5, 1],
    [0, 5, 0.2, 0.8037551440329217],
    [5, 0, 0.2, 0.0002572016460905351],
    [40, 10, 2, 0.05688062707633905],
  ])('%d and %d against %d', (a, b, ratio, p) => expect(countRatioTest(a, b, ratio)).toBeCloseTo(p, 12));

  test('agrees with the interval', () => {
    const count = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(count, count, fc.double({ min: 0.05, max: 20, noNaN: true }), (a, b, ratio) => {
        const limits = countRatio(a, b);
        fc.pre(limits !== null);
        const inside = limits!.lower <= ratio && ratio <= (limits!.upper ?? Infinity);
        expect(countRatioTest(a, b, ratio) >= 0.05).toBe(inside);
      }),
    );
  });

  test('refuses parameters out of range', () => {
    expect(() => countRatioTest(1, 1, 0)).toThrow(RangeError);
    expect(() => countRatioTest(-1, 1, 1)).toThrow(RangeError);
  });
});
