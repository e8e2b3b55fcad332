import { lowerBound } from './lower-bound';
import type { Neighbours } from './neighbours';
import { seededRandom } from './random';

/**
 * Sums of k values drawn at random from all units but one, for every unit and every k that occurs.
 *
 * Each permutation draws the same slots 0 … n − 2 for all units. For unit i, slot s holds the value of unit s, only
 * slot i holds that of the last unit. So the sorted sums are shared by all units, and only the few permutations that
 * draw slot i need a correction for unit i.
 */
export class PermutedSums {
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
   * Permuted sums as great as the observed one or greater, or as small or smaller: the lesser of the two counts. Equal
   * sums belong to both sides, so that ties never look like evidence.
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
