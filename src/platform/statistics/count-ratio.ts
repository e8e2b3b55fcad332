import { betaQuantile, betaTails } from './beta';

/** A ratio of two counts with the limits of its confidence interval. */
export interface CountRatio {
  /** Null where the second count is zero. */
  ratio: number | null;
  lower: number;
  /** Null: without bound, where the second count is zero. */
  upper: number | null;
}

/**
 * Number of events of one kind for each event of another, with the exact interval of the ratio of their means.
 *
 * Method: given their sum, the first of two independent Poisson counts is binomial, with the probability ratio / (1 +
 * ratio) (Przyborowski & Wilenski 1940); the limits of that share are those of Clopper & Pearson 1934.
 * @param count1 count of the numerator; `count2` of the denominator; zero or more, whole unless estimated
 * @returns null where both counts are zero, since the ratio is then undefined.
 * @throws RangeError where a count is negative or not finite, or the confidence does not lie between 0 and 1.
 */
export function countRatio(count1: number, count2: number, confidence = 0.95): CountRatio | null {
  checkCounts(count1, count2);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  if (count1 + count2 === 0) return null;
  const tail = (1 - confidence) / 2;
  // Computed as the odds of the share in the smaller tail, so that large ratios keep their precision.
  const odds = (share: number) => share / (1 - share);
  return {
    ratio: count2 === 0 ? null : count1 / count2,
    lower: count1 === 0 ? 0 : odds(betaQuantile(tail, count1, count2 + 1)),
    upper: count2 === 0 ? null : 1 / odds(betaQuantile(tail, count2, count1 + 1)),
  };
}

/**
 * Two-sided p value of the hypothesis that two Poisson means have a given ratio: twice the smaller tail of the binomial
 * distribution, 1 at most. Below 0.05 exactly where the 95% interval of {@link countRatio} excludes the ratio.
 *
 * @param ratio hypothetical ratio of the first mean to the second, positive
 * @throws RangeError where a count is negative or not finite, or the ratio is not positive.
 */
export function countRatioTest(count1: number, count2: number, ratio: number): number {
  checkCounts(count1, count2);
  if (!(ratio > 0 && ratio < Infinity)) throw new RangeError('the ratio must be positive');
  const share = ratio / (1 + ratio);
  const thatMany = count1 === 0 ? 1 : betaTails(count1, count2 + 1, share).lower;
  const thatFew = count2 === 0 ? 1 : betaTails(count1 + 1, count2, share).upper;
  return Math.min(1, 2 * Math.min(thatMany, thatFew));
}

function checkCounts(...counts: number[]): void {
  for (const count of counts)
    if (!(count >= 0 && count < Infinity)) throw new RangeError('a count must be finite and not negative');
}
