import { gammaQuantile } from './gamma';
import { normalQuantile } from './normal';

/** Limits of a confidence interval, in the unit of the count. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Confidence interval of a Poisson mean from one count: Byar's approximation for 10 and more, exact below.
 * @param count whole number of events
 * @param confidence between 0 and 1, default 0.95
 * @throws RangeError where the count or the confidence is out of range.
 */
export function poissonInterval(count: number, confidence = 0.95): Interval {
  if (!isCount(count)) throw new RangeError('the count must be a whole number, not negative');
  return count >= 10 ? byarInterval(count, confidence) : exactPoissonInterval(count, confidence);
}

/**
 * Byar's approximation to the exact Poisson interval (Breslow & Day 1987).
 * @param count zero or more, not necessarily whole
 * @throws RangeError where the count is negative or the confidence does not lie between 0 and 1.
 */
export function byarInterval(count: number, confidence = 0.95): Interval {
  const z = -normalQuantile(tailOf(count, confidence));
  const limit = (x: number, sign: number) => x * (1 - 1 / (9 * x) + (sign * z) / (3 * Math.sqrt(x))) ** 3;
  return { lower: count === 0 ? 0 : Math.max(0, limit(count, -1)), upper: limit(count + 1, 1) };
}

/**
 * Exact Poisson interval from quantiles of the χ² distribution (Garwood 1936).
 * @param count zero or more, not necessarily whole
 * @throws RangeError where the count is negative or the confidence does not lie between 0 and 1.
 */
export function exactPoissonInterval(count: number, confidence = 0.95): Interval {
  const tail = tailOf(count, confidence);
  return {
    lower: count === 0 ? 0 : gammaQuantile(tail, count),
    upper: gammaQuantile(1 - tail, count + 1),
  };
}

function isCount(x: number): boolean {
  return Number.isSafeInteger(x) && x >= 0;
}

/** Probability beyond each limit. */
function tailOf(count: number, confidence: number): number {
  if (!(count >= 0 && count < Infinity)) throw new RangeError('the count must be finite and not negative');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  return (1 - confidence) / 2;
}
