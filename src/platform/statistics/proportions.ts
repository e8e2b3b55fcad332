import { twoSidedP } from './normal';

/** Number of cases among a number of those who could have been cases. */
export interface Proportion {
  count: number;
  of: number;
}

/**
 * Two-sided p-value for the difference of two independent proportions, by the pooled score test.
 *
 * Method: Fleiss, Levin & Paik 2003, section 3.1, without continuity correction.
 * @returns 1 where all are cases in both, or none.
 * @example proportionsTest({ count: 300, of: 1000 }, { count: 250, of: 1000 }) // 0.0122
 * @throws RangeError where `of` is not positive, or `count` lies outside 0 … `of`.
 */
export function proportionsTest(one: Proportion, other: Proportion): number {
  for (const { count, of } of [one, other])
    if (!(of > 0 && count >= 0 && count <= of)) throw new RangeError('a proportion lies between 0 and 1');
  const pooled = (one.count + other.count) / (one.of + other.of);
  const variance = pooled * (1 - pooled) * (1 / one.of + 1 / other.of);
  if (variance === 0) return 1;
  return twoSidedP((one.count / one.of - other.count / other.of) / Math.sqrt(variance));
}
