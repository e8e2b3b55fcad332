import { checkNeighbours, type Neighbours } from './neighbours';
import { twoSidedP } from './normal';

/** A standardised statistic per unit with its two-sided p value, not adjusted for multiple testing. */
export interface LocalStatistic {
  z: Float64Array;
  p: Float64Array;
}

/**
 * Gi*: how far the sum of a unit and its neighbours lies above (z > 0) or below what chance would give. Binary
 * weights, the unit itself included. Where nothing can be said (no variance, or every unit is a neighbour) z is 0
 * and p is 1.
 *
 * Method: Ord & Getis 1995.
 * @param values one per unit, usually counts; `neighbours` without the units themselves
 * @throws RangeError where the neighbour list does not fit the values or a value is not finite.
 */
export function giStar(values: Float64Array, neighbours: Neighbours): LocalStatistic {
  return standardise(values, neighbours, true);
}

/**
 * Gi: as {@link giStar} without the unit itself, which is left out of the mean and the variance too. A unit without
 * neighbours has z 0 and p 1.
 *
 * Method: Ord & Getis 1995.
 * @throws RangeError where the neighbour list does not fit the values or a value is not finite.
 */
export function gi(values: Float64Array, neighbours: Neighbours): LocalStatistic {
  return standardise(values, neighbours, false);
}

/** The z of {@link giStar} alone, for maps whose p values come from elsewhere. */
export function giStarScores(values: Float64Array, neighbours: Neighbours): Float64Array {
  return standardisedSums(values, neighbours, true);
}

function standardise(values: Float64Array, lists: Neighbours, self: boolean): LocalStatistic {
  const z = standardisedSums(values, lists, self);
  return { z, p: z.map((score) => (score === 0 ? 1 : twoSidedP(score))) };
}

function standardisedSums(values: Float64Array, lists: Neighbours, self: boolean): Float64Array {
  const units = values.length;
  checkNeighbours(lists, units);
  const { offsets, neighbours } = lists;
  const { deviations, squares, negligible } = deviationsFromMean(values);
  const z = new Float64Array(units);
  const n = self ? units : units - 1;
  for (let i = 0; i < units; i++) {
    const own = deviations[i];
    let sum = self ? own : 0;
    for (let k = offsets[i]; k < offsets[i + 1]; k++) sum += deviations[neighbours[k]];
    const weight = offsets[i + 1] - offsets[i] + (self ? 1 : 0); // with binary weights also the sum of squares
    const mean = self ? 0 : -own / n;
    const variance = (self ? squares : squares - own * own) / n - mean * mean;
    const spread = (variance * (n * weight - weight * weight)) / (n - 1);
    if (!(variance > negligible && spread > 0)) continue;
    z[i] = (sum - weight * mean) / Math.sqrt(spread);
  }
  return z;
}

/**
 * Values less their mean, the sum of the squares, and the variance up to which all values count as equal.
 * @throws RangeError where a value is not finite.
 */
export function deviationsFromMean(values: Float64Array): {
  deviations: Float64Array;
  squares: number;
  negligible: number;
} {
  let sum = 0;
  let greatest = 0;
  for (const x of values) {
    if (!Number.isFinite(x)) throw new RangeError('values must be finite');
    sum += x;
    greatest = Math.max(greatest, Math.abs(x));
  }
  const mean = sum / values.length;
  let squares = 0;
  const deviations = values.map((x) => x - mean);
  for (const d of deviations) squares += d * d;
  return { deviations, squares, negligible: (1e-12 * greatest) ** 2 };
}
