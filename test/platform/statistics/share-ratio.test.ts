import fc from 'fast-check';
import { shareRatio } from '../../../src/platform/statistics/share-ratio.js';

describe('shareRatio', () => {
  test('has the limits of Clopper and Pearson (SciPy), over the population share', () => {
    const found = shareRatio(14, 37, 0.5097)!;
    expect(found.ratio).toBeCloseTo(14 / 37 / 0.5097, 12);
    expect(found.lower * 0.5097).toBeCloseTo(0.22457614358043185, 10);
    expect(found.upper * 0.5097).toBeCloseTo(0.5524319775491876, 10);
  });

  test('is narrower than Poisson limits for large groups, which missed them', () => {
    const { lower, upper } = shareRatio(350, 600, 0.5)!;
    expect(lower).toBeGreaterThan(1.08);
    expect(upper).toBeLessThan(1.25);
  });

  test('limits hold the ratio and mirror those of the others', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        fc.nat({ max: 300 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (count, others, share) => {
          fc.pre(count + others > 0);
          const of = count + others;
          const these = shareRatio(count, of, share)!;
          const those = shareRatio(others, of, 1 - share)!;
          expect(these.lower).toBeLessThanOrEqual(these.ratio);
          expect(these.upper).toBeGreaterThanOrEqual(these.ratio);
          expect(these.lower * share).toBeCloseTo(1 - those.upper * (1 - share), 10);
        },
      ),
    );
  });

  test('has no ratio to nobody, and refuses what is no share', () => {
    expect(shareRatio(1, 2, 0)).toBeNull();
    expect(shareRatio(0, 2, 1)).toMatchObject({ ratio: 0, lower: 0 });
    expect(() => shareRatio(3, 2, 0.5)).toThrow(RangeError);
    expect(() => shareRatio(0, 0, 0.5)).toThrow(RangeError);
    expect(() => shareRatio(1, 2, 1.5)).toThrow(RangeError);
    expect(() => shareRatio(1, 2, 0.5, 1)).toThrow(RangeError);
  });
});
