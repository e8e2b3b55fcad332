import type { Interval } from './poisson';

/** Change of a probability at which the estimate has settled. */
const SETTLED = 1e-10;
const MAX_ITERATIONS = 20_000;

/**
 * Quantiles of a distribution of which some values are known only to lie between limits, such as journeys that begin and
 * end in one area. The estimate puts its probability on intervals inside which nothing tells where it lies, so a quantile
 * is an interval too.
 *
 * Method: non-parametric maximum likelihood by self-consistency (Turnbull 1976, Journal of the Royal Statistical Society B
 * 38, 290), over closed intervals.
 * @param lower limits of each value; `upper` the same where the value is known
 * @param shares each between 0 and 1, 0 not included
 * @returns one interval for each share; null where there are no values
 * @example intervalCensoredQuantiles([0, 0, 900], [800, 800, 900], [0.5]) // [{ lower: 0, upper: 800 }]
 * @throws RangeError where limits are not finite or cross, or a share is out of range.
 */
export function intervalCensoredQuantiles(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  shares: readonly number[],
): Interval[] | null {
  if (lower.length !== upper.length) throw new RangeError('every value has two limits');
  for (let i = 0; i < lower.length; i++)
    if (!(lower[i] > -Infinity && lower[i] <= upper[i] && upper[i] < Infinity))
      throw new RangeError('limits are finite and do not cross');
  if (shares.some((share) => !(share > 0 && share <= 1)))
    throw new RangeError('the share of a quantile lies above 0 and up to 1');
  if (lower.length === 0) return null;
  const supports = innermost(lower, upper);
  const mass = selfConsistent(lower, upper, supports);
  return shares.map((share) => {
    let sum = 0;
    for (let j = 0; j < supports.length; j++) {
      sum += mass[j];
      if (sum >= share - 1e-7) return supports[j];
    }
    return supports[supports.length - 1];
  });
}

/** Intervals from a lower limit to an upper one with no other limit between: all that the values tell apart. */
function innermost(lower: ArrayLike<number>, upper: ArrayLike<number>): Interval[] {
  const ends = [
    ...Array.from(lower, (at) => ({ at, opens: true })),
    ...Array.from(upper, (at) => ({ at, opens: false })),
  ].sort((a, b) => a.at - b.at || Number(b.opens) - Number(a.opens));
  const supports: Interval[] = [];
  for (let i = 0; i + 1 < ends.length; i++)
    if (ends[i].opens && !ends[i + 1].opens) supports.push({ lower: ends[i].at, upper: ends[i + 1].at });
  return supports;
}

/** Probability of each support interval. */
function selfConsistent(
  lower: ArrayLike<number>,
  upper: ArrayLike<number>,
  supports: readonly Interval[],
): Float64Array {
  const n = lower.length;
  const m = supports.length;
  // The supports inside a value's limits are neighbours: first … end − 1.
  const first = Int32Array.from(lower, (limit) => countWhere(supports, (each) => each.lower < limit));
  const end = Int32Array.from(upper, (limit) => countWhere(supports, (each) => each.upper <= limit));
  let mass = new Float64Array(m).fill(1 / m);
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const before = new Float64Array(m + 1);
    for (let j = 0; j < m; j++) before[j + 1] = before[j] + mass[j];
    const steps = new Float64Array(m + 1); // of the sum of 1 / (mass inside a value's limits) over the values that hold j
    for (let i = 0; i < n; i++) {
      const inverse = 1 / (before[end[i]] - before[first[i]]);
      steps[first[i]] += inverse;
      steps[end[i]] -= inverse;
    }
    let sum = 0;
    let change = 0;
    const next = mass.map((share, j) => {
      sum += steps[j];
      const updated = (share * sum) / n;
      change = Math.max(change, Math.abs(updated - share));
      return updated;
    });
    mass = next;
    if (change < SETTLED) break;
  }
  return mass;
}

/** How many of an ascending list, at its beginning, have a property. */
function countWhere(supports: readonly Interval[], has: (support: Interval) => boolean): number {
  let low = 0;
  let high = supports.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (has(supports[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}
