import { type BetaTails, betaDistribution, shareWith } from './beta';
import type { CountRatio } from './count-ratio';
import { normalCdf, normalQuantile } from './normal';
import { studentQuantile, studentTwoSidedP } from './student-t';

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
  checkWindows(first, second, dispersion);
  if (first.count + second.count === 0) return null;
  const { lower, upper } = tailsOf(
    first,
    second,
    dispersion,
  )(first.exposure / (first.exposure + second.exposure));
  return withDegrees(Math.min(1, lower, upper), dispersion.degrees);
}

/**
 * Ratio of the rates of two windows, with the interval of all ratios that {@link twoWindowTest} does not reject: it leaves
 * 1 out exactly where the test is significant.
 *
 * @param dispersion of either window's count, Poisson by default
 * @returns null where both counts are zero
 * @example twoWindowRatio({ count: 20, exposure: 1 }, { count: 10, exposure: 1 }) // 2 (0.95 – 4.4)
 * @throws RangeError where a count is negative, an exposure not positive, φ below 1, or the confidence outside 0 … 1.
 */
export function twoWindowRatio(
  first: ExposedCount,
  second: ExposedCount,
  dispersion: Dispersion = POISSON,
  confidence = 0.95,
): CountRatio | null {
  checkWindows(first, second, dispersion);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  if (first.count + second.count === 0) return null;
  const tails = tailsOf(first, second, dispersion);
  // The p before Student's step that is told as 1 − confidence after it.
  const level =
    dispersion.degrees === Infinity
      ? 1 - confidence
      : 2 * normalCdf(studentQuantile((1 - confidence) / 2, dispersion.degrees));
  // From the share that was seen, with half an event for either so that it is neither 0 nor 1.
  const seen = (first.count + 0.5) / (first.count + second.count + 1);
  const ratioOf = (share: number) => ((share / (1 - share)) * second.exposure) / first.exposure;
  return {
    ratio: second.count === 0 ? null : first.count / first.exposure / (second.count / second.exposure),
    lower: first.count === 0 ? 0 : ratioOf(shareWith(level, seen, tails)),
    upper:
      second.count === 0
        ? null
        : ratioOf(1 - shareWith(level, 1 - seen, (share) => mirrored(tails(1 - share)))),
  };
}

/** Test of two windows, and the ratio of their rates; null where both counts are zero. */
export interface WindowComparison {
  p: number | null;
  ratio: CountRatio | null;
}

/**
 * {@link twoWindowTest} and {@link twoWindowRatio} of many places between the same two windows. Places of equal counts and
 * dispersion share one answer, since most cells of a map hold a few incidents.
 *
 * @param exposures of the first and of the second window
 * @param dispersions one for each place
 * @throws RangeError where arrays differ in length, and as for one place.
 */
export function compareWindows(
  first: Float64Array,
  second: Float64Array,
  exposures: readonly [first: number, second: number],
  dispersions: readonly Dispersion[],
): WindowComparison[] {
  if (second.length !== first.length || dispersions.length !== first.length)
    throw new RangeError('arrays must have the same length');
  const known = new Map<string, WindowComparison>();
  return dispersions.map((dispersion, place) => {
    const key = `${first[place]} ${second[place]} ${dispersion.value} ${dispersion.degrees}`;
    let found = known.get(key);
    if (!found) {
      const one = { count: first[place], exposure: exposures[0] };
      const other = { count: second[place], exposure: exposures[1] };
      found = {
        p: twoWindowTest(one, other, dispersion),
        ratio: twoWindowRatio(one, other, dispersion),
      };
      known.set(key, found);
    }
    return found;
  });
}

/**
 * Twice the mid-p tails of the first count, given the sum of both, by the share of that sum that the first is to have:
 * lower is the p value of a count that high, upper of one that low.
 */
function tailsOf(first: ExposedCount, second: ExposedCount, { value }: Dispersion) {
  const a = first.count / value;
  const b = second.count / value;
  const thatMany = a === 0 ? () => ALL_BELOW : betaDistribution(a, b + 1);
  const more = b === 0 ? () => ALL_ABOVE : betaDistribution(a + 1, b);
  return (share: number): BetaTails => {
    const [one, other] = [thatMany(share), more(share)];
    return {
      lower: one.lower + other.lower,
      upper: one.upper + other.upper,
      slope: one.slope + other.slope,
    };
  };
}

const ALL_BELOW: BetaTails = { lower: 1, upper: 0, slope: 0 };
const ALL_ABOVE: BetaTails = { lower: 0, upper: 1, slope: 0 };

/** The tails seen from the other end, whose logit rises as this one's falls. */
const mirrored = ({ upper, slope }: BetaTails) => ({ lower: upper, slope });

function checkWindows(first: ExposedCount, second: ExposedCount, dispersion: Dispersion): void {
  for (const { count, exposure } of [first, second]) {
    if (!(count >= 0 && count < Infinity)) throw new RangeError('a count must be finite and not negative');
    if (!(exposure > 0 && exposure < Infinity)) throw new RangeError('exposures must be positive');
  }
  checkDispersion(dispersion);
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
