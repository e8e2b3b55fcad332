import { fitMonths, type MonthlyFit, type MonthlySeries, meanOf, recentMonths } from './monthly-fit';
import { negativeBinomialQuantile, negativeBinomialTails } from './negative-binomial';
import { normalQuantile } from './normal';
import type { Interval } from './poisson';
import { logMeanVariance } from './quasi-poisson';
import { studentQuantile } from './student-t';
import { checkDispersion, type Dispersion, type ExposedCount, POISSON } from './two-window-test';

/** Count that is expected, with the limits between which a single count will lie. */
export interface Prediction extends Interval {
  expected: number;
}

/**
 * Limits between which one count to come will lie, under dispersion and with the mean itself estimated.
 *
 * The count is negative binomial with variance φμ + φhμ², the second part being the uncertainty of the mean (delta
 * method); where φ is an estimate, the variance is widened by the square of Student's quantile over the normal one. Limits
 * are by mid-p (Lancaster 1961), so that they hold as many counts as they say and not more.
 *
 * @param expected mean μ of the count
 * @param logVariance h: variance of log μ in units of φ; 1/n for a mean that n events tell
 * @returns whole numbers, both possible counts themselves
 * @example predictionInterval(100, 0, { value: 4, degrees: 23 }) // about 62 to 144
 * @throws RangeError where an argument is out of range.
 */
export function predictionInterval(
  expected: number,
  logVariance: number,
  dispersion: Dispersion,
  confidence = 0.95,
): Interval {
  checkDispersion(dispersion);
  if (!(expected >= 0 && expected < Infinity && logVariance >= 0 && logVariance < Infinity))
    throw new RangeError('a mean and its variance are finite and not negative');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  if (expected === 0) return { lower: 0, upper: 0 };
  const tail = (1 - confidence) / 2;
  const { value, degrees } = dispersion;
  const widening = degrees === Infinity ? 1 : (studentQuantile(tail, degrees) / normalQuantile(tail)) ** 2;
  const ratio = value * (1 + logVariance * expected) * widening;
  const lower = negativeBinomialQuantile(tail, expected, ratio);
  const upper = negativeBinomialQuantile(1 - tail, expected, ratio);
  const below = negativeBinomialTails(lower, expected, ratio);
  const above = negativeBinomialTails(upper, expected, ratio);
  // Half of a limit's own probability lies beyond it; where the tail is used up by that, it is no limit.
  const beyond = ({ thatFew, thatMany }: typeof below, tailOf: number) =>
    tailOf - (thatFew + thatMany - 1) / 2;
  return {
    lower: beyond(below, below.thatFew) <= tail ? lower + 1 : lower,
    upper: beyond(above, above.thatMany) <= tail ? upper - 1 : upper,
  };
}

/**
 * Number expected of a stretch of time from a baseline at the same rate, with its limits; see {@link predictionInterval}. A
 * baseline without events is taken as half an event for the limits.
 *
 * @param exposure of the stretch, in the unit of the baseline's
 * @throws RangeError where an argument is out of range.
 */
export function predictCount(
  baseline: ExposedCount,
  exposure: number,
  dispersion: Dispersion,
  confidence = 0.95,
): Prediction {
  if (!(exposure > 0 && exposure < Infinity && baseline.exposure > 0 && baseline.exposure < Infinity))
    throw new RangeError('exposures must be positive');
  const seen = baseline.count === 0 ? 0.5 : baseline.count;
  const mean = (seen * exposure) / baseline.exposure;
  return {
    expected: (baseline.count * exposure) / baseline.exposure,
    ...predictionInterval(mean, 1 / seen, dispersion, confidence),
  };
}

/**
 * Number expected of each of the last 36 months of a series from all others: month factors, a linear trend and their
 * dispersion are fitted without the month itself (quasi-Poisson), so that no month widens or pulls its own band.
 *
 * @returns one for each of the last 36 months, oldest first, null where the others say nothing of its calendar month;
 *   null altogether where fewer than 24 months were delivered
 * @throws RangeError where the series is no series of months.
 */
export function monthlyBands(series: MonthlySeries, confidence = 0.95): (Prediction | null)[] | null {
  const recent = recentMonths(series);
  if (!recent) return null;
  const whole = fitMonths(recent);
  return recent.counts.map((_, index) => {
    const others = fitMonths(recent, 'MONTH', index, whole);
    return others && predictMonth(others, index, recent.days[index], confidence);
  });
}

/**
 * Number that a fit expects of month `index` of its series, or of one beyond its end, with its limits.
 * @param days of that month
 * @returns null where its calendar month has no incidents in the fit
 */
function predictMonth(others: MonthlyFit, index: number, days: number, confidence = 0.95): Prediction | null {
  const { fit } = others;
  const entries = others.row(index);
  if (!entries || fit.degrees < 1) return null;
  const expected = meanOf(others, entries, days);
  const ratio = fit.pearson / fit.degrees;
  // Where the floor holds φ is no estimate, and Student's step would widen Poisson's limits for nothing.
  const dispersion = ratio > 1 ? { value: ratio, degrees: fit.degrees } : POISSON;
  return { expected, ...predictionInterval(expected, logMeanVariance(fit, entries), dispersion, confidence) };
}
