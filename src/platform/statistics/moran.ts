import { benjaminiHochberg } from './false-discovery-rate';
import { deviationsFromMean } from './gi-star';
import { checkNeighbours, type Neighbours } from './neighbours';
import { PermutedSums } from './permuted-sums';

/** The kinds of spatial association of a unit: its own value, then its neighbours', against the mean. */
export const MORAN_CLASSES = ['NOT_SIGNIFICANT', 'HIGH_HIGH', 'LOW_LOW', 'HIGH_LOW', 'LOW_HIGH'] as const;

export type MoranClass = (typeof MORAN_CLASSES)[number];

/** The answer of {@link localMoran}, one entry per unit. */
export interface LocalMoran {
  /** Local Moran's I with the (n − 1) scaling. */
  i: Float64Array;
  /** One-sided pseudo p value: (permutations at least as extreme, on the nearer side, + 1) / (permutations + 1). */
  p: Float64Array;
  classes: MoranClass[];
}

/**
 * Moran's I over all units: row-standardised binary weights; units without neighbours carry no weight.
 * Null where all values are equal or nobody has neighbours.
 *
 * Method: Moran 1950; Cliff & Ord 1973.
 * @throws RangeError where the neighbour list does not fit the values or a value is not finite.
 */
export function globalMoran(values: Float64Array, neighbours: Neighbours): number | null {
  const { deviations, squares, negligible } = deviationsFromMean(values);
  checkNeighbours(neighbours, values.length);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const size = neighbours.offsets[i + 1] - neighbours.offsets[i];
    if (size === 0) continue;
    sum += (deviations[i] * neighbourSum(deviations, neighbours, i)) / size;
    weight++;
  }
  if (weight === 0 || squares <= negligible * values.length) return null;
  return ((values.length / weight) * sum) / squares;
}

/**
 * Local Moran's I with its class by conditional permutation: row-standardised binary weights, scaled by (n − 1) / Σz²
 * as in PySAL's esda (R's spdep scales by n). A unit without neighbours, with exactly the mean value, or among equal
 * values is not significant.
 *
 * One set of permutations serves all units, as in esda: cost grows with units + permutations × neighbours, not with
 * units × permutations.
 *
 * Method: Anselin 1995.
 * @param permutations how many, default 999
 * @param seed default 1; the same seed gives the same p
 * @param alpha greatest p of a class other than NOT_SIGNIFICANT, default 0.05
 * @throws RangeError where the neighbour list does not fit the values, a value is not finite, or there are as many
 *   neighbours as units.
 */
export function localMoran(
  values: Float64Array,
  neighbours: Neighbours,
  {
    permutations = 999,
    seed = 1,
    alpha = 0.05,
  }: { permutations?: number; seed?: number; alpha?: number } = {},
): LocalMoran {
  if (!(Number.isSafeInteger(permutations) && permutations > 0))
    throw new RangeError('the number of permutations must be a positive whole number');
  const n = values.length;
  const { deviations, squares, negligible } = deviationsFromMean(values);
  checkNeighbours(neighbours, n);
  const i = new Float64Array(n);
  const p = new Float64Array(n).fill(1);
  const classes = new Array<MoranClass>(n).fill('NOT_SIGNIFICANT');
  if (!(squares > negligible * n)) return { i, p, classes };

  const permuted = new PermutedSums(values, neighbours, permutations, seed);
  for (let unit = 0; unit < n; unit++) {
    const size = neighbours.offsets[unit + 1] - neighbours.offsets[unit];
    if (size === 0) continue;
    const lag = neighbourSum(deviations, neighbours, unit) / size;
    i[unit] = ((n - 1) * deviations[unit] * lag) / squares;
    if (deviations[unit] ** 2 <= negligible) continue;
    const extreme = permuted.countNearerSide(unit, size, neighbourSum(values, neighbours, unit));
    p[unit] = (extreme + 1) / (permutations + 1);
    if (p[unit] <= alpha)
      classes[unit] = `${deviations[unit] > 0 ? 'HIGH' : 'LOW'}_${lag > 0 ? 'HIGH' : 'LOW'}`;
  }
  return { i, p, classes };
}

/** The answer of {@link adjustedLocalMoran}, one entry per unit. */
export interface AdjustedLocalMoran {
  /** Local Moran's I with the (n − 1) scaling. */
  i: Float64Array;
  /** Two-sided pseudo p value. */
  p: Float64Array;
  /** Adjusted for the false discovery rate over all units (Benjamini & Hochberg 1995). */
  adjustedP: Float64Array;
  classes: MoranClass[];
  /** Permutations of the units that were permuted most often. */
  permutations: number;
}

/** Permutations of one round of {@link adjustedLocalMoran} after the first. */
const ROUND = 90_000;
/** Permuted sums as extreme as the observed one that settle a unit's p to about a fifth. */
const SETTLING = 20;

/**
 * Local Moran's I with two-sided p values and classes under the false discovery rate, so that HIGH_HIGH means as much as
 * HOT_95 of Gi* does.
 *
 * All units are permuted 9,999 times by default. Benjamini & Hochberg's line can lie below the least p that this can give,
 * so permuting goes on, in rounds, for units that have fewer than 20 permuted sums as extreme as their own and are not
 * settled below half the line (sequential Monte Carlo, Besag & Clifford 1991).
 *
 * @param permutations of all units; `most` of any unit
 * @param seed the same seed gives the same p
 * @param alpha greatest adjusted p of a class other than NOT_SIGNIFICANT
 * @throws RangeError as {@link localMoran}.
 */
export function adjustedLocalMoran(
  values: Float64Array,
  neighbours: Neighbours,
  {
    permutations = 9_999,
    most = 999_999,
    seed = 1,
    alpha = 0.05,
  }: { permutations?: number; most?: number; seed?: number; alpha?: number } = {},
): AdjustedLocalMoran {
  const first = localMoran(values, neighbours, { permutations, seed, alpha: 1 });
  const { offsets } = neighbours;
  // Permuted sums as extreme as that of each unit on its nearer side; p is 1 where there is nothing to permute.
  const extreme = first.p.map((p) => (p === 1 ? Infinity : Math.round(p * (permutations + 1)) - 1));
  const rounds = new Float64Array(values.length).fill(permutations);
  const p = first.p.map((oneSided) => Math.min(1, 2 * oneSided));
  let adjustedP = benjaminiHochberg(p);
  for (let done = permutations, round = 1; done < most; round++) {
    const open = [...extreme.keys()].filter(
      (unit) => extreme[unit] < SETTLING && adjustedP[unit] > alpha / 2,
    );
    if (open.length === 0) break;
    const size = Math.min(ROUND, most - done);
    const permuted = new PermutedSums(values, neighbours, size, seed + round);
    for (const unit of open) {
      const observed = neighbourSum(values, neighbours, unit);
      extreme[unit] += permuted.countNearerSide(unit, offsets[unit + 1] - offsets[unit], observed);
      rounds[unit] = done + size;
      p[unit] = Math.min(1, (2 * (extreme[unit] + 1)) / (rounds[unit] + 1));
    }
    done += size;
    adjustedP = benjaminiHochberg(p);
  }
  const classes = first.classes.map((each, unit) => (adjustedP[unit] <= alpha ? each : 'NOT_SIGNIFICANT'));
  return {
    i: first.i,
    p,
    adjustedP,
    classes,
    permutations: rounds.reduce((max, each) => Math.max(max, each), 0),
  };
}

function neighbourSum(values: Float64Array, { offsets, neighbours }: Neighbours, unit: number): number {
  let sum = 0;
  for (let k = offsets[unit]; k < offsets[unit + 1]; k++) sum += values[neighbours[k]];
  return sum;
}
