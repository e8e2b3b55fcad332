import fc from 'fast-check';
import {
  communityScore,
  harmScore,
  onScale,
  trendScore,
  volumeScore,
} from '../../../src/analytics/ranking/scores';

test('a volume is high from 5% on', () => {
  expect(volumeScore(50, 1000)).toBe(3);
  expect(volumeScore(49, 1000)).toBe(1);
  expect(volumeScore(0, 0)).toBeNull();
});

test('a trend is bad where it surely deteriorates, good where it surely improves', () => {
  expect(trendScore('DETERIORATING')).toBe(3);
  expect(trendScore('POSSIBLY_DETERIORATING')).toBe(2);
  expect(trendScore('STABLE')).toBe(2);
  expect(trendScore('POSSIBLY_IMPROVING')).toBe(2);
  expect(trendScore('IMPROVING')).toBe(1);
  expect(trendScore('INSUFFICIENT_DATA')).toBeNull();
});

test('concern: none, under 10%, more', () => {
  expect([0, 1, 2, 3, 24].map((n) => communityScore(n, 24))).toEqual([1, 2, 2, 3, 3]);
  expect(communityScore(1, 10)).toBe(3);
  expect(communityScore(0, 0)).toBeNull();
});

describe('harm', () => {
  test('is the third that a mean weight lies in', () => {
    const known = [365, 10, 2, 185, 5, 2555];
    expect(known.map((mean) => harmScore(mean, known))).toEqual([3, 2, 1, 2, 1, 3]);
    expect([0, 4000].map((mean) => harmScore(mean, known))).toEqual([1, 3]);
  });

  test('has no thirds of two themes, or of equal ones', () => {
    expect(harmScore(1, [1, 5])).toBeNull();
    expect(harmScore(1, [1, 1, 1, 1])).toBeNull();
  });

  test('never falls with the weight', () => {
    const weight = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(weight, weight, fc.array(weight, { maxLength: 20 }), (a, b, known) => {
        const [lower, upper] = [Math.min(a, b), Math.max(a, b)].map((mean) => harmScore(mean, known));
        if (lower === null || upper === null) expect(lower).toBe(upper);
        else {
          expect(lower).toBeGreaterThanOrEqual(1);
          expect(upper).toBeGreaterThanOrEqual(lower);
          expect(upper).toBeLessThanOrEqual(3);
        }
      }),
    );
  });
});

test('a tick stands for a 3', () => {
  expect(([1, 2, 3, null] as const).map((score) => onScale(score, { least: 0, greatest: 1 }))).toEqual([
    0,
    0,
    1,
    null,
  ]);
  expect(([1, 2, 3, null] as const).map((score) => onScale(score, { least: 1, greatest: 3 }))).toEqual([
    1,
    2,
    3,
    null,
  ]);
});
