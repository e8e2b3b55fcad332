import fc from 'fast-check';
import { logGamma } from '../../../src/platform/statistics/gamma.js';
import { poissonPrediction } from '../../../src/platform/statistics/poisson.js';

/** Poisson probabilities of 0, 1, … at a mean, far into the tail. */
function probabilities(mean: number): number[] {
  const length = Math.ceil(mean + 12 * Math.sqrt(mean) + 30);
  return Array.from({ length }, (_, x) => Math.exp(x * Math.log(mean) - mean - logGamma(x + 1)));
}

describe('poissonPrediction', () => {
  test('is the formula: its limits solve (Y − rX)² = z² r (X + Y)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 28, max: 93 }),
        fc.integer({ min: 28, max: 31 }),
        (count, exposure, toCome) => {
          const { lower, upper } = poissonPrediction(count, exposure, toCome);
          const ratio = toCome / exposure;
          const inside = (y: number) =>
            (y - ratio * count) ** 2 <= 1.959963984540054 ** 2 * ratio * (count + y) + 1e-9;
          expect([inside(lower), inside(upper), inside(upper + 1)]).toEqual([true, true, false]);
          if (lower > 0) expect(inside(lower - 1)).toBe(false);
        },
      ),
    );
  });

  test.each([
    [5, 1],
    [20, 1],
    [20, 3],
    [150, 1],
    [700, 3],
  ])('at a mean of %d a month, %d years seen, it holds about 95 of 100 months to come', (mean, years) => {
    const seen = probabilities(mean * years);
    const come = probabilities(mean);
    let held = 0;
    seen.forEach((p, x) => {
      if (p < 1e-14) return;
      const { lower, upper } = poissonPrediction(x, 30 * years, 30);
      for (let y = lower; y <= Math.min(upper, come.length - 1); y++) held += p * come[y];
    });
    expect(held).toBeGreaterThan(0.935);
    expect(held).toBeLessThan(0.975);
  });

  test('holds what the rate lets expect, and narrows with more years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (count) => {
        const one = poissonPrediction(count, 30, 30);
        const three = poissonPrediction(3 * count, 90, 30);
        expect(one.lower).toBeLessThanOrEqual(count);
        expect(one.upper).toBeGreaterThanOrEqual(count);
        expect(three.upper - three.lower).toBeLessThanOrEqual(one.upper - one.lower);
      }),
    );
  });

  test('where nothing was seen, something may still come', () => {
    expect(poissonPrediction(0, 30, 30)).toEqual({ lower: 0, upper: 5 });
    expect(() => poissonPrediction(1.5, 30, 30)).toThrow(RangeError);
    expect(() => poissonPrediction(1, 0, 30)).toThrow(RangeError);
    expect(() => poissonPrediction(1, 30, 30, 1)).toThrow(RangeError);
  });
});
