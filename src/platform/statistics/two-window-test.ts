import { betaTails } from './beta';
import { normalQuantile } from './normal';
import { studentTwoSidedP } from './student-t';

/** Events of one window, and the exposure in which they were counted. */
export interface ExposedCount {
  /** Zero or more; whole unless it is an estimate. */
  count: number;
  /** Days, residents, …, in the unit of the window it is compared with; positive. */
  exposure: number;
}

/** How much more counts vary than Poisson ones, and how well that is known. */
export interface Dispersion {
  /** φ: variance over mean, 1 or more. */
  value: number;
  /** Degrees of freedom that φ was estimated with; Infinity where it is known or taken as given. */
  degrees: number;
}

/** Dispersion of counts that are Poisson, or of which nothing else is known: a lower bound of the uncertainty. */
export const POISSON: Dispersion = { value: 1, degrees: Infinity };

/**
 * Two-sided p value of the hypothesis that two windows have the same rate of events per unit of exposure.
 *
 * The exact conditional test (Przyborowski & Wilenski 1940) with equal tails and mid-p (Lancaster 1961): given the sum of
 * both counts, the first is binomial with the share of its exposure. Counts that vary φ times as much as Poisson ones are
 * judged as if they were φ times smaller (quasi-Poisson, McCullagh & Nelder 1989); where φ is an estimate, the normal
 * score of p is read from Student's distribution with its degrees of freedom.
 *
 * @param dispersion of either window's count, Poisson by default
 * @returns p between 0 and 1; null where both counts are zero
 * @example twoWindowTest({ count: 20, exposure: 1 }, { count: 10, exposure: 1 }) // 0.0707555
 * @throws RangeError where a count is negative, an exposure not positive, or φ below 1.
 */
export function twoWindowTest(
  first: ExposedCount,
  second: ExposedCount,
  dispersion: Dispersion = POISSON,
): number | null {
  for (const { count, exposure } of [first, second]) {
    if (!(count >= 0 && count < Infinity)) throw new RangeError('a count must be finite and not negative');
    if (!(exposure > 0 && exposure < Infinity)) throw new RangeError('exposures must be positive');
  }
  checkDispersion(dispersion);
  if (first.count + second.count === 0) return null;
  const a = first.count / dispersion.value;
  const b = second.count / dispersion.value;
  const share = first.exposure / (first.exposure + second.exposure);
  const thatMany = a === 0 ? { lower: 1, upper: 0 } : betaTails(a, b + 1, share);
  const more = b === 0 ? { lower: 0, upper: 1 } : betaTails(a + 1, b, share);
  const p = Math.min(1, thatMany.lower + more.lower, thatMany.upper + more.upper);
  return withDegrees(p, dispersion.degrees);
}

/**
 * The two-sided p value of a statistic whose scale was estimated: the normal score of p read from Student's distribution
 * (Student 1908).
 * @param degrees of the estimate; Infinity leaves p as it is
 */
export function withDegrees(p: number, degrees: number): number {
  if (degrees === Infinity || p === 1) return p;
  return studentTwoSidedP(normalQuantile(p / 2), degrees);
}

/** @throws RangeError where φ is below 1 or not finite, or its degrees of freedom are not positive. */
export function checkDispersion({ value, degrees }: Dispersion): void {
  if (!(value >= 1 && value < Infinity)) throw new RangeError('a dispersion is a number of 1 or more');
  if (!(degrees > 0)) throw new RangeError('degrees of freedom must be positive');
}
