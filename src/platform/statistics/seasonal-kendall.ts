import { mannKendall } from './mann-kendall';
import { twoSidedP } from './normal';

/** The answer of {@link seasonalKendall}. */
export interface SeasonalKendall {
  /** Pairs of the same season that rise less pairs that fall. */
  s: number;
  /** Variance of s where there is no trend, corrected for ties. */
  variance: number;
  z: number;
  /** Two-sided. */
  p: number;
  /** Sen's slope within seasons, in units of the values per step; 0 where no season has two values. */
  slope: number;
}

/**
 * Seasonal Kendall test for a monotonic trend in values in order of time, such as months, that have a season: each
 * season is compared only with itself in other cycles. Seasons are taken as independent of each other.
 *
 * Method: Hirsch & Slack 1982 (S and its variance are the sums of those of Mann and Kendall over the seasons, with a
 * continuity correction of 1); slope after Sen 1968: the median over all pairs of the same season.
 * @param values null where nothing is known, which takes no part
 * @param cycle how many values make a cycle: 12 for months
 * @throws RangeError where a value is not finite, or the cycle is not a whole number of 1 or more.
 */
export function seasonalKendall(values: ArrayLike<number | null>, cycle: number): SeasonalKendall {
  if (!Number.isInteger(cycle) || cycle < 1) throw new RangeError('a cycle has a whole number of values');
  let s = 0;
  let variance = 0;
  const slopes: number[] = [];
  for (let season = 0; season < Math.min(cycle, values.length); season++) {
    const own = knownValues(values, season, cycle);
    const test = mannKendall(Float64Array.from(own, ({ value }) => value));
    s += test.s;
    variance += test.variance;
    for (const [j, later] of own.entries())
      for (const earlier of own.slice(0, j))
        slopes.push((later.value - earlier.value) / (later.index - earlier.index));
  }
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: twoSidedP(z), slope: median(slopes) };
}

/** Known values of a season, with their places in the series. */
function knownValues(
  values: ArrayLike<number | null>,
  season: number,
  cycle: number,
): { value: number; index: number }[] {
  const own: { value: number; index: number }[] = [];
  for (let index = season; index < values.length; index += cycle) {
    const value = values[index];
    if (value !== null) own.push({ value, index });
  }
  return own;
}

function median(numbers: number[]): number {
  if (numbers.length === 0) return 0;
  const sorted = numbers.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
