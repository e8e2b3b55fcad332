import fc from 'fast-check';
import { circularMean } from '../../../src/platform/statistics/circular.js';

describe('circularMean', () => {
  // Zar 1999, example 26.1: eight angles with the mean 99° and the length 0.82522.
  const ANGLES = [45, 55, 81, 96, 110, 117, 132, 154];

  test('is that of a textbook', () => {
    const weights = new Float64Array(360);
    for (const angle of ANGLES) weights[angle] += 1;
    const { direction, resultant } = circularMean(weights);
    expect(360 * direction! - 0.5).toBeCloseTo(99, 0);
    expect(resultant).toBeCloseTo(0.82522, 4);
  });

  test('is the sums of sines and cosines', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 12, maxLength: 12 }), (values) => {
        const total = values.reduce((sum, value) => sum + value, 0);
        fc.pre(total > 0);
        const part = (of: (angle: number) => number) =>
          values.reduce((sum, value, i) => sum + value * of(((2 * i + 1) * Math.PI) / 12), 0) / total;
        const length = Math.hypot(part(Math.sin), part(Math.cos));
        const { direction, resultant } = circularMean(Float64Array.from(values));
        const correction = Math.PI / 12 / Math.sin(Math.PI / 12);
        expect(resultant).toBeCloseTo(length * correction, 10);
        if (length < 1e-9) return;
        const angle = 2 * Math.PI * direction!;
        expect(Math.sin(angle) * length).toBeCloseTo(part(Math.sin), 9);
        expect(Math.cos(angle) * length).toBeCloseTo(part(Math.cos), 9);
        expect(direction).toBeGreaterThanOrEqual(0);
        expect(direction).toBeLessThan(1);
      }),
    );
  });

  test('has no direction where weights balance, and refuses what is no weight', () => {
    expect(circularMean(new Float64Array(12).fill(7))).toEqual({ direction: null, resultant: 0 });
    expect(circularMean(new Float64Array(12))).toEqual({ direction: null, resultant: 0 });
    expect(() => circularMean(Float64Array.of(1, -1))).toThrow(RangeError);
  });
});
