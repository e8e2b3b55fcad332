import { DrawSums } from './draw-sums';
import { benjaminiHochberg } from './false-discovery-rate';
import { giStarScores } from './gi-star';
import { negativeBinomialTails } from './negative-binomial';
import type { Neighbours } from './neighbours';

/** Which of two tests gave a cell its p: that of the sum around it, or that of its own count. */
export const HOT_REASONS = ['NEIGHBOURS', 'PLACE'] as const;
export type HotReason = (typeof HOT_REASONS)[number];

/** A map of counts, tested cell by cell. One entry per cell. */
export interface HotCounts {
  /** Gi* (Ord & Getis 1995); 0 where nothing can be said. */
  z: Float64Array;
  /** Two-sided, not adjusted. */
  p: Float64Array;
  /** Adjusted for the false discovery rate over all cells (Benjamini & Hochberg 1995). */
  adjustedP: Float64Array;
  /** 1 where p speaks of more than chance, −1 of less; not always the sign of z. */
  side: Int8Array;
  /** Index into {@link HOT_REASONS}. */
  reason: Uint8Array;
  /** Mean sum over a cell and its neighbours: under 1 no map can say much about neighbourhoods. */
  meanSum: number;
  /** Least sum over a cell and its neighbours that was hot (adjusted p of 0.05 or less) for it; null where none was. */
  leastHotSum: number | null;
}

/** Greatest adjusted p of a hot cell. */
const HOT = 0.05;

/**
 * Hot and cold cells of a map of counts, with p values that hold on sparse maps too.
 *
 * Two tests join in p = min(1, 2·min(p_sum, p_own)). p_sum is twice the smaller tail of the sum over the cell and its
 * neighbours among sums of as many values drawn from the map (see {@link DrawSums}). It can never find one busy cell, whose
 * own value is among those drawn. So p_own is the upper tail of the cell's own count under a negative binomial with the
 * mean of all cells and the dispersion (variance over mean, never below 1) of all other cells.
 *
 * @param values one count per cell, zero or more; weighted sums, which are no counts, have p_sum alone
 * @param neighbours without the cells themselves
 * @param seed of the draws that replace the convolution on maps of fewer than 200 cells
 * @example hotCounts(counts, neighbours).adjustedP[cell] <= 0.05 // hot or cold, by side[cell]
 * @throws RangeError where the neighbour list does not fit the values, or a value is negative or not finite.
 */
export function hotCounts(values: Float64Array, neighbours: Neighbours, seed = 1): HotCounts {
  const z = giStarScores(values, neighbours);
  const cells = values.length;
  const { sums, sizes, most } = neighbourhoodSums(values, neighbours);
  const p = new Float64Array(cells).fill(1);
  const side = new Int8Array(cells);
  const reason = new Uint8Array(cells);
  const drawSums = new DrawSums(values, most, seed);
  const ownTail = ownTails(values);
  // Neighbourhoods of one size and sum have one p, and counts repeat: each is looked up once.
  const known = Array.from({ length: most + 1 }, () => new Map<number, { p: number; side: number }>());
  for (let cell = 0; cell < cells; cell++) {
    if (sizes[cell] >= cells) continue; // the whole map
    let bySum = known[sizes[cell]].get(sums[cell]);
    if (!bySum) {
      const { thatMany, thatFew } = drawSums.tailsOf(sizes[cell], sums[cell]);
      bySum = { p: Math.min(1, 2 * Math.min(thatMany, thatFew)), side: thatMany <= thatFew ? 1 : -1 };
      known[sizes[cell]].set(sums[cell], bySum);
    }
    const own = ownTail(values[cell]);
    const alone = own < bySum.p;
    p[cell] = Math.min(1, 2 * (alone ? own : bySum.p));
    side[cell] = alone ? 1 : bySum.side;
    reason[cell] = alone ? 1 : 0;
  }
  const adjustedP = benjaminiHochberg(p);
  const leastHotSum = leastSum({ adjustedP, side }, sums);
  return { z, p, adjustedP, side, reason, meanSum: sums.reduce((a, b) => a + b, 0) / cells, leastHotSum };
}

/** For every cell 1 where it is hot (HOT_95 or better), −1 where it is cold, else 0. */
export function hotCountStates({ side, adjustedP }: Pick<HotCounts, 'side' | 'adjustedP'>): Int8Array {
  return side.map((sign, cell) => (adjustedP[cell] <= HOT ? sign : 0));
}

function leastSum(
  { adjustedP, side }: Pick<HotCounts, 'adjustedP' | 'side'>,
  sums: Float64Array,
): number | null {
  let least = Infinity;
  for (let cell = 0; cell < sums.length; cell++)
    if (adjustedP[cell] <= HOT && side[cell] > 0) least = Math.min(least, sums[cell]);
  return least === Infinity ? null : least;
}

/** Sum over every cell and its neighbours, how many cells that are, and the most of them. */
function neighbourhoodSums(values: Float64Array, { offsets, neighbours }: Neighbours) {
  const sums = values.slice();
  const sizes = new Int32Array(values.length);
  let most = 1;
  for (let cell = 0; cell < values.length; cell++) {
    if (values[cell] < 0) throw new RangeError('counts must not be negative');
    for (let k = offsets[cell]; k < offsets[cell + 1]; k++) sums[cell] += values[neighbours[k]];
    sizes[cell] = offsets[cell + 1] - offsets[cell] + 1;
    most = Math.max(most, sizes[cell]);
  }
  return { sums, sizes, most };
}

/** Upper tail of a cell's own count among all others; 1 throughout where values are no counts. */
function ownTails(values: Float64Array): (value: number) => number {
  const n = values.length;
  if (n < 3 || !values.every(Number.isSafeInteger)) return () => 1;
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  const known = new Map<number, number>();
  return (value) => {
    let tail = known.get(value);
    if (tail === undefined) {
      const mean = (sum - value) / (n - 1);
      const variance = ((squares - value * value) / (n - 1) - mean * mean) * ((n - 1) / (n - 2));
      const dispersion = mean > 0 ? Math.max(1, variance / mean) : 1;
      tail = value === 0 ? 1 : negativeBinomialTails(value, sum / n, dispersion).thatMany;
      known.set(value, tail);
    }
    return tail;
  };
}
