import { deviationsFromMean } from './gi-star';
import { lowerBound } from './lower-bound';
import { checkNeighbours, type Neighbours } from './neighbours';
import { seededRandom } from './random';

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

function neighbourSum(values: Float64Array, { offsets, neighbours }: Neighbours, unit: number): number {
  let sum = 0;
  for (let k = offsets[unit]; k < offsets[unit + 1]; k++) sum += values[neighbours[k]];
  return sum;
}

/**
 * Sums of k values drawn at random from all units but one, for every unit and every k that occurs.
 *
 * Each permutation draws the same slots 0 … n − 2 for all units. For unit i, slot s holds the value of unit s, only
 * slot i holds that of the last unit. So the sorted sums are shared by all units, and only the few permutations that
 * draw slot i need a correction for unit i.
 */
class PermutedSums {
  /** Per permutation its slots, `width` each; and the permutations and ranks at which a slot was drawn. */
  private readonly slots: Int32Array;
  private readonly drawnOffsets: Int32Array;
  private readonly drawn: Int32Array;
  private readonly width: number;
  /** Sums this close are equal: summing in another order rounds differently. */
  private readonly slack: number;
  /** By number of neighbours: the sums in order of the permutations, and sorted. */
  private readonly sums = new Map<number, { byPermutation: Float64Array; sorted: Float64Array }>();

  constructor(
    private readonly values: Float64Array,
    { offsets }: Neighbours,
    private readonly permutations: number,
    seed: number,
  ) {
    const others = values.length - 1;
    let width = 0;
    for (let unit = 0; unit <= others; unit++) width = Math.max(width, offsets[unit + 1] - offsets[unit]);
    if (width > others) throw new RangeError('a unit cannot have more neighbours than there are other units');
    this.width = width;
    this.slack = 1e-9 * values.reduce((greatest, x) => Math.max(greatest, Math.abs(x)), 0);
    this.slots = new Int32Array(permutations * width);
    this.drawnOffsets = new Int32Array(values.length + 1);
    const random = seededRandom(seed);
    const deck = Int32Array.from({ length: others }, (_, s) => s);
    for (let d = 0; d < this.slots.length; d++) {
      const rank = d % width;
      const other = rank + random.below(others - rank);
      const slot = deck[other];
      deck[other] = deck[rank];
      deck[rank] = slot;
      this.slots[d] = slot;
      this.drawnOffsets[slot + 1]++;
    }
    for (let s = 0; s < values.length; s++) this.drawnOffsets[s + 1] += this.drawnOffsets[s];
    this.drawn = new Int32Array(this.slots.length);
    const next = this.drawnOffsets.slice();
    for (let d = 0; d < this.slots.length; d++) this.drawn[next[this.slots[d]]++] = d;
  }

  /**
   * How many permuted sums are as great as the observed one or greater, or as small or smaller: the lesser of the
   * two. With equal sums on both sides, so that ties never look like evidence.
   */
  countNearerSide(unit: number, size: number, observed: number): number {
    const { byPermutation, sorted } = this.sumsOf(size);
    const low = observed - this.slack;
    const high = observed + this.slack;
    let below = lowerBound(sorted, low);
    let above = sorted.length - lowerBound(sorted, high);
    const last = this.values.length - 1;
    for (let d = this.drawnOffsets[unit]; d < this.drawnOffsets[unit + 1]; d++) {
      if (this.drawn[d] % this.width >= size) continue;
      const sum = byPermutation[Math.floor(this.drawn[d] / this.width)];
      const corrected = sum - this.values[unit] + this.values[last];
      below += Number(corrected < low) - Number(sum < low);
      above += Number(corrected >= high) - Number(sum >= high);
    }
    return this.permutations - Math.max(below, above);
  }

  private sumsOf(size: number) {
    const known = this.sums.get(size);
    if (known) return known;
    const byPermutation = new Float64Array(this.permutations);
    for (let r = 0; r < this.permutations; r++)
      for (let k = 0; k < size; k++) byPermutation[r] += this.values[this.slots[r * this.width + k]];
    const sums = { byPermutation, sorted: byPermutation.slice().sort() };
    this.sums.set(size, sums);
    return sums;
  }
}
