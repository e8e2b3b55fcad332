import { POISSON, predictCount, spreadOfCounts, twoWindowTest } from '../../platform/statistics';
import { type Signal, signalOf } from '../trends';

/** A count beside the number that others predict. */
export interface CountAgainst {
  actual: number;
  expected: number;
  /** 95% prediction limits. */
  lower: number;
  upper: number;
  pValue: number;
  /** Dispersion of the others; null where they are too few to tell it. */
  dispersion: number | null;
  signal: Signal;
}

/**
 * The count of a stretch of days against those of other stretches of the same length.
 *
 * @param around at least one
 */
export function countAgainst(actual: number, around: readonly number[]): CountAgainst {
  const spread = spreadOfCounts(around);
  const dispersion = spread ?? POISSON;
  const others = { count: around.reduce((sum, count) => sum + count, 0), exposure: around.length };
  const { expected, lower, upper } = predictCount(others, 1, dispersion);
  const pValue = twoWindowTest({ count: actual, exposure: 1 }, others, dispersion) ?? 1;
  return {
    ...{ actual, expected, lower, upper, pValue },
    dispersion: spread?.value ?? null,
    signal: signalOf(actual, expected, pValue),
  };
}
