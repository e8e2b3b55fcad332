import fc from 'fast-check';
import {
  communityScore,
  harmScores,
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
  test('is the third that a mean weight lies in; the unknown is in none', () => {
    expect(harmScores([365, null, 10, 2, 185, 5, 2555])).toEqual([3, null, 2, 1, 2, 1, 3]);
  });

  test('has no thirds of two themes, or of equal ones', () => {
    expect(harmScores([1, 5, null])).toEqual([null, null, null]);
    expect(harmScores([1, 1, 1, 1])).toEqual([null, null, null, null]);
  });

  test('never falls with the weight, and equal weights are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 20 }), (means) => {
        const scores = harmScores(means);
        means.forEach((a, i) => {
          expect(scores[i] === null || (scores[i] >= 1 && scores[i] <= 3)).toBe(true);
          means.forEach((b, j) => {
            if (a === null || b === null || scores[i] === null || scores[j] === null) return;
            if (a <= b) expect(scores[i]).toBeLessThanOrEqual(scores[j]);
          });
        });
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
