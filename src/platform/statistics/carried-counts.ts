import { gammaQuantile } from './gamma';
import type { Interval } from './poisson';

/** Part of the extent of a count that lies in one area. */
export interface GroundPart {
  /** Index of the count. */
  from: number;
  /** Index of the area that the part lies in. */
  to: number;
  /** People of the part, in any unit; zero or more. */
  people: number;
}

/** Count carried to one area, with the limits of its interval. */
export interface CarriedCount extends Interval {
  estimate: number;
  /** Smallest and largest count that the assumed differences of risk allow, before sampling error. */
  least: number;
  greatest: number;
}

/** Counts carried from one set of areas to another. */
export interface CarriedCounts {
  /** One for each area carried to. */
  areas: CarriedCount[];
  /** Sum of the counts whose parts have no people, so that they cannot be divided. */
  unplaced: number;
}

/**
 * Carries counts of one set of areas (postcode districts) to another (wards) in proportion to the people in each
 * overlap. The estimates and `unplaced` add up to the counts.
 *
 * The limits are those of the mean of the carried count. They allow for two uncertainties:
 * - differences of risk between the parts of one extent, which the counts do not show. The risk of a part is assumed to
 *   be at most `riskRatio` (K) times that of the rest, and at least 1/K of it. A part with the share s of the people
 *   then has between s/(s + K(1 − s)) and Ks/(Ks + 1 − s) of the count: bounds by assumption, in the sense of Manski
 *   2003. An extent wholly in one area has no such uncertainty;
 * - sampling error: limits of Fay & Feuer 1997 for weighted sums of Poisson counts, at the smallest and the largest
 *   shares. They equal Garwood's exact limits where a single count is carried whole.
 *
 * @param counts zero or more each, not necessarily whole
 * @param areas number of areas carried to
 * @param riskRatio K, 1 or more; 1: equal risk throughout an extent
 * @throws RangeError where an argument is out of range.
 */
export function carryCounts(
  counts: readonly number[],
  parts: readonly GroundPart[],
  areas: number,
  { riskRatio = 2, confidence = 0.95 } = {},
): CarriedCounts {
  if (!(riskRatio >= 1 && riskRatio < Infinity)) throw new RangeError('the risk ratio must be 1 or more');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  if (!counts.every((count) => count >= 0 && count < Infinity))
    throw new RangeError('counts must be finite and not negative');
  const people = counts.map(() => 0);
  for (const part of parts) {
    if (
      !(part.people >= 0 && part.people < Infinity && part.from in people && part.to >= 0 && part.to < areas)
    )
      throw new RangeError('parts must be of these areas, and their people not negative');
    people[part.from] += part.people;
  }
  const tail = (1 - confidence) / 2;
  const arriving = Array.from({ length: areas }, (): { count: number; share: number }[] => []);
  for (const { from, to, people: some } of parts)
    if (some > 0) arriving[to].push({ count: counts[from], share: some / people[from] });
  return {
    areas: arriving.map((shares) => {
      const least = weighted(shares, (s) => s / (s + riskRatio * (1 - s)));
      const greatest = weighted(shares, (s) => (riskRatio * s) / (riskRatio * s + 1 - s));
      return {
        estimate: weighted(shares, (s) => s).sum,
        least: least.sum,
        greatest: greatest.sum,
        lower: least.sum === 0 ? 0 : quantile(tail, least.sum, least.variance),
        upper:
          shares.length === 0
            ? 0
            : quantile(
                1 - tail,
                greatest.sum + greatest.most,
                greatest.variance + greatest.most * greatest.most,
              ),
      };
    }),
    unplaced: counts.reduce((sum, count, i) => (people[i] === 0 ? sum + count : sum), 0),
  };
}

/** Weighted sum of counts, its variance if they are Poisson, and the largest weight. */
function weighted(
  shares: readonly { count: number; share: number }[],
  weightOf: (share: number) => number,
): { sum: number; variance: number; most: number } {
  let [sum, variance, most] = [0, 0, 0];
  for (const { count, share } of shares) {
    const weight = weightOf(share);
    sum += weight * count;
    variance += weight * weight * count;
    most = Math.max(most, weight);
  }
  return { sum, variance, most };
}

/** Quantile of the gamma distribution with this mean and variance. */
function quantile(p: number, mean: number, variance: number): number {
  return gammaQuantile(p, (mean * mean) / variance) * (variance / mean);
}
