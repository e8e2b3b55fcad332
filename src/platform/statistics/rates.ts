import { gammaTails } from './gamma';
import { normalQuantile } from './normal';
import { byarInterval, type Interval } from './poisson';

/** A ratio with the limits of its confidence interval. */
export interface Ratio extends Interval {
  ratio: number;
}

/**
 * Position of a count in a funnel, the lowest first; the number is the confidence in per cent of the limit that it lies
 * beyond.
 */
export const FUNNEL_POSITIONS = ['BELOW_99_8', 'BELOW_95', 'WITHIN', 'ABOVE_95', 'ABOVE_99_8'] as const;
export type FunnelPosition = (typeof FUNNEL_POSITIONS)[number];

/**
 * Position of a count relative to the exact Poisson limits of a funnel (Spiegelhalter 2005). Beyond the 95% limit: a
 * count this far out on this side has a probability below 0.025 at the expected mean. Beyond the 99.8% limit: below
 * 0.001. Equivalent to asking whether the exact interval of the count excludes the expected mean.
 *
 * @param count whole number of events
 * @param expected mean at the overall rate
 * @throws RangeError where the count is not a whole number of zero or more, or `expected` is negative or not finite.
 */
export function funnelPosition(count: number, expected: number): FunnelPosition {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError('the count must be a whole number, not negative');
  if (!(expected >= 0 && expected < Infinity))
    throw new RangeError('the expected count must be finite and not negative');
  const thatMany = count === 0 ? 1 : gammaTails(count, expected).lower;
  const thatFew = gammaTails(count + 1, expected).upper;
  if (thatMany < 0.001) return 'ABOVE_99_8';
  if (thatMany < 0.025) return 'ABOVE_95';
  if (thatFew < 0.001) return 'BELOW_99_8';
  if (thatFew < 0.025) return 'BELOW_95';
  return 'WITHIN';
}

/**
 * Confidence interval of a proportion by the score method (Wilson 1927).
 *
 * @param count number of `of` with the property; need not be whole
 * @returns limits between 0 and 1
 * @throws RangeError where `of` is not positive, `count` lies outside 0 … `of`, or the confidence outside 0 … 1.
 */
export function wilsonInterval(count: number, of: number, confidence = 0.95): Interval {
  if (!(of > 0 && of < Infinity && count >= 0 && count <= of))
    throw new RangeError('a proportion is a count of zero or more out of at least as many');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  const z = -normalQuantile((1 - confidence) / 2);
  const middle = 2 * count + z * z;
  const half = z * Math.sqrt(z * z + (4 * count * (of - count)) / of);
  const whole = 2 * (of + z * z);
  // At 0 and `of` the two halves cancel except for rounding.
  return {
    lower: count === 0 ? 0 : (middle - half) / whole,
    upper: count === of ? 1 : (middle + half) / whole,
  };
}

/** Events and residents of one age group, and its weight in the standard population. */
export interface StandardisedGroup {
  count: number;
  residents: number;
  standard: number;
}

/**
 * Rate per resident that a population would have with the age structure of a standard population. Interval of Dobson,
 * Kuulasmaa, Eberle & Scherer (1991): that of the total count, scaled to the variance of the weighted rate.
 *
 * @param groups groups of the population; a standard weight of zero takes a group out
 * @returns null for fewer than ten events, too few for a standardised rate
 * @throws RangeError where a group with a weight has no residents, or a value is negative.
 */
export function directlyStandardisedRate(
  groups: readonly StandardisedGroup[],
  confidence = 0.95,
): (Interval & { rate: number }) | null {
  let count = 0;
  let weights = 0;
  let weighted = 0;
  let variance = 0;
  for (const group of groups) {
    if (!(group.count >= 0 && group.standard >= 0 && group.residents >= 0))
      throw new RangeError('counts, residents and weights must not be negative');
    count += group.count;
    if (group.standard === 0) continue;
    if (group.residents === 0) throw new RangeError('a group with a weight must have residents');
    weights += group.standard;
    weighted += (group.standard * group.count) / group.residents;
    variance += (group.standard / group.residents) ** 2 * group.count;
  }
  if (count < 10 || weights === 0) return null;
  const rate = weighted / weights;
  const perEvent = Math.sqrt(variance) / weights / Math.sqrt(count);
  const { lower, upper } = byarInterval(count, confidence);
  return { rate, lower: rate + perEvent * (lower - count), upper: rate + perEvent * (upper - count) };
}
