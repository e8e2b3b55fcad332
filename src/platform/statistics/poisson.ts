import { gammaQuantile, logGamma } from './gamma';
import { normalQuantile } from './normal';

/** Limits of a confidence interval, in the unit of the count. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Two-sided p value of the hypothesis that two Poisson counts have the same rate per unit of exposure.
 *
 * The E-test of Krishnamoorthy & Thomson 2004: the probability, at the pooled rate, of all pairs of counts whose
 * statistic |x₁/t₁ − x₂/t₂| / √(x₁/t₁² + x₂/t₂²) reaches the observed one. Sums run over ±8 standard deviations
 * (and 16 counts more, so that the tails of small means are whole). Time grows with √count. Meant for windows of
 * similar length: where one exposure is a hundred times the other the statistic itself loses its power.
 * @param count1 whole number of events in the first window; `count2` in the second
 * @param exposure1 size of the first window (days, residents, …) in any unit; `exposure2` in the same unit
 * @returns p between 0 and 1; 1 where both counts are zero or both rates are equal
 * @throws RangeError where a count is not a whole number of zero or more, or an exposure is not positive.
 */
export function poissonETest(count1: number, exposure1: number, count2: number, exposure2: number): number {
  if (!isCount(count1) || !isCount(count2))
    throw new RangeError('counts must be whole numbers, not negative');
  if (!isPositive(exposure1) || !isPositive(exposure2)) throw new RangeError('exposures must be positive');
  const statistic = (x1: number, x2: number) =>
    x1 + x2 === 0 ? 0 : (x1 / exposure1 - x2 / exposure2) ** 2 / (x1 / exposure1 ** 2 + x2 / exposure2 ** 2);
  const observed = statistic(count1, count2) * (1 - 1e-10); // equal statistics count, whatever their rounding
  if (observed === 0) return 1;

  const rate = (count1 + count2) / (exposure1 + exposure2);
  const first = poissonProbabilities(rate * exposure1);
  const second = poissonProbabilities(rate * exposure2);
  const { from, probabilities } = second;
  const end = from + probabilities.length;
  const below = new Float64Array(probabilities.length + 1); // P(x₂ < from + i)
  const above = new Float64Array(probabilities.length + 1); // P(x₂ ≥ from + i)
  for (let i = 0; i < probabilities.length; i++) below[i + 1] = below[i] + probabilities[i];
  for (let i = probabilities.length; i-- > 0; ) above[i] = above[i + 1] + probabilities[i];

  // For each x₁ the pairs that do not reach the observed statistic are x₂ = low … high − 1; both ends rise with x₁.
  let p = 0;
  let low = from;
  let high = from;
  for (let i = 0; i < first.probabilities.length; i++) {
    const x1 = first.from + i;
    const even = (x1 * exposure2) / exposure1;
    while (low < end && low < even && statistic(x1, low) >= observed) low++;
    while (high < end && (high <= even || statistic(x1, high) < observed)) high++;
    p += first.probabilities[i] * (below[low - from] + above[Math.max(low, high) - from]);
  }
  return Math.min(1, p);
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

/**
 * Limits between which a Poisson count to come will lie, from one that was seen at the same rate; wider than those of
 * a known rate, because the rate is known from that count only.
 *
 * Method: Krishnamoorthy & Peng 2011, from the joint distribution of both counts; a count of 0 is taken as ½.
 * @param count whole number of events that were seen
 * @param exposure in which they were seen (days, …); `exposureToCome` in the same unit
 * @returns whole numbers, both possible counts themselves
 * @throws RangeError where an argument is out of range.
 */
export function poissonPrediction(
  count: number,
  exposure: number,
  exposureToCome: number,
  confidence = 0.95,
): Interval {
  if (!isCount(count)) throw new RangeError('the count must be a whole number, not negative');
  if (!isPositive(exposure) || !isPositive(exposureToCome))
    throw new RangeError('exposures must be positive');
  const z = -normalQuantile(tailOf(count, confidence));
  const ratio = exposureToCome / exposure;
  const seen = count === 0 ? 0.5 : count;
  const middle = seen * ratio + (z * z * ratio) / 2;
  const half = z * Math.sqrt(ratio * seen * (1 + ratio) + (z * z * ratio * ratio) / 4);
  return { lower: Math.max(0, Math.ceil(middle - half)), upper: Math.floor(middle + half) };
}

function isCount(x: number): boolean {
  return Number.isSafeInteger(x) && x >= 0;
}

function isPositive(x: number): boolean {
  return x > 0 && x < Infinity;
}

/** Probability beyond each limit. */
function tailOf(count: number, confidence: number): number {
  if (!(count >= 0 && count < Infinity)) throw new RangeError('the count must be finite and not negative');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  return (1 - confidence) / 2;
}

/** Poisson probabilities of the counts from, from + 1, … that matter at this mean. */
function poissonProbabilities(mean: number): { from: number; probabilities: Float64Array } {
  const from = Math.max(0, Math.floor(mean - 8 * Math.sqrt(mean)));
  const to = Math.ceil(mean + 8 * Math.sqrt(mean)) + 16;
  const mode = Math.floor(mean);
  const probabilities = new Float64Array(to - from + 1);
  probabilities[mode - from] = Math.exp(mode * Math.log(mean) - mean - logGamma(mode + 1));
  for (let x = mode + 1; x <= to; x++) probabilities[x - from] = (probabilities[x - 1 - from] * mean) / x;
  for (let x = mode; x > from; x--) probabilities[x - 1 - from] = (probabilities[x - from] * x) / mean;
  return { from, probabilities };
}
