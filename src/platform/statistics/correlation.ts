/**
 * Spearman's rank correlation, −1 … 1; equal values share their mean rank. Null where either side has no two
 * different values.
 *
 * Method: Spearman 1904, as Pearson's correlation of mid-ranks.
 * @throws RangeError where the arrays differ in length or a value is not a number.
 */
export function spearman(x: Float64Array, y: Float64Array): number | null {
  if (x.length !== y.length) throw new RangeError('arrays must have the same length');
  const a = midRanks(x);
  const b = midRanks(y);
  const mean = (x.length + 1) / 2;
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += (a[i] - mean) * (b[i] - mean);
    aa += (a[i] - mean) ** 2;
    bb += (b[i] - mean) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}

/**
 * Ranks from 1, ascending; equal values share the mean of their ranks.
 * @throws RangeError where a value is not a number.
 */
export function midRanks(values: Float64Array): Float64Array {
  if (values.some(Number.isNaN)) throw new RangeError('values must be numbers');
  const order = Int32Array.from(values, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let k = start; k < end; k++) ranks[order[k]] = (start + 1 + end) / 2;
  }
  return ranks;
}

/**
 * Jaccard's index of two sets of units: units in both ÷ units in either. Null where both sets are empty.
 *
 * Method: Jaccard 1901.
 * @param a for every unit, not 0 where it is in the first set; `b` in the second
 * @throws RangeError where the arrays differ in length.
 */
export function jaccard(a: Uint8Array, b: Uint8Array): number | null {
  if (a.length !== b.length) throw new RangeError('arrays must have the same length');
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] && b[i]) both++;
    if (a[i] || b[i]) either++;
  }
  return either === 0 ? null : both / either;
}

/**
 * Mean of Jaccard's index over all ways to choose two sets of `a` and `b` units from `units` at random: what sets of this
 * size share by chance. Null where both sets are empty.
 *
 * @throws RangeError where a set is larger than the units there are.
 */
export function jaccardByChance(a: number, b: number, units: number): number | null {
  if (!(a >= 0 && b >= 0 && a <= units && b <= units)) throw new RangeError('a set cannot exceed the units');
  if (a + b === 0) return null;
  // Hypergeometric numbers of shared units, each from the one before; scaled by their sum at the end.
  let [weight, weights, mean] = [1, 0, 0];
  const least = Math.max(0, a + b - units);
  for (let shared = least; shared <= Math.min(a, b); shared++) {
    weights += weight;
    mean += (weight * shared) / (a + b - shared);
    if (weights > 1e200) [weight, weights, mean] = [weight / 1e200, weights / 1e200, mean / 1e200];
    weight *= ((a - shared) * (b - shared)) / ((shared + 1) * (units - a - b + shared + 1));
  }
  return mean / weights;
}
