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
  /** Variance of the cells' counts over their mean, 1 or more; null for weighted sums, which are no counts. */
  dispersion: number | null;
}

/** Settings of {@link hotCounts}. */
export interface HotCountOptions {
  /** Whether the values are sums of weights, which have no distribution of counts: they are tested by p_sum alone. */
  weighted?: boolean;
  /** Of the draws that replace the convolution on maps of fewer than 200 cells, or of weighted sums. */
  seed?: number;
}

/** Greatest adjusted p of a hot cell, and of one that is hot enough to be set aside (HOT_90). */
const HOT = 0.05;
const ASIDE = 0.1;
/** Share of the cells up to which further ones are looked for: on heterogeneous ground all of a town would be hot in the end. */
const MAX_ASIDE = 0.05;

/**
 * Hot and cold cells of a map of counts, with p values that hold on sparse maps too.
 *
 * Two tests join in p = min(1, 2·min(p_sum, p_own)). p_sum is twice the smaller tail of the sum over the cell and its
 * neighbours among sums of as many values drawn from the map (see {@link DrawSums}). It can never find one busy cell, whose
 * own value is among those drawn. So p_own is the upper tail of the cell's own count under a negative binomial with the
 * mean of all cells and the dispersion (variance over mean, never below 1) of all other cells.
 *
 * The draws are repeated without the cells that are hot (adjusted p of 0.1 or less), until no further cell is or a twentieth of
 * the map is set aside: else one very busy cell, which is often among those drawn, hides all neighbourhoods that hold less than
 * it alone. On a map without hot cells nothing is repeated.
 *
 * @param values one count per cell, or sum of weights, zero or more
 * @param neighbours without the cells themselves
 * @example hotCounts(counts, neighbours).adjustedP[cell] <= 0.05 // hot or cold, by side[cell]
 * @throws RangeError where the neighbour list does not fit the values, or a value is negative or not finite.
 */
export function hotCounts(
  values: Float64Array,
  neighbours: Neighbours,
  { weighted = false, seed = 1 }: HotCountOptions = {},
): HotCounts {
  const z = giStarScores(values, neighbours);
  const cells = values.length;
  const around = neighbourhoodSums(values, neighbours);
  const spread = spreadOf(values);
  const counted = !weighted && cells >= 3 && values.every(Number.isSafeInteger);
  const ownTail = counted ? ownTails(spread) : () => 1;
  // Where every cell is a neighbour of every other, nothing can be said of one.
  const own = values.map((value, cell) => (around.sizes[cell] >= cells ? 1 : ownTail(value)));
  const classes = classesOf(around);
  const tests = lastTests(values, own, classes, (reference) => new DrawSums(reference, around.most, seed));
  const { sums } = around;
  const { p, side, reason } = cellTests(own, classes, tests);
  const adjustedP = benjaminiHochberg(p);
  return {
    z,
    p,
    adjustedP,
    side,
    reason,
    meanSum: sums.reduce((a, b) => a + b, 0) / Math.max(1, cells),
    leastHotSum: leastSum({ adjustedP, side }, sums),
    dispersion: counted ? dispersionOf(spread) : null,
  };
}

/** Neighbourhoods of one size and sum, which have one p. */
interface SumClasses {
  /** Of each class. */
  sizes: number[];
  sums: number[];
  /** Of each cell. */
  classOf: Int32Array;
}

function classesOf({ sums, sizes, most }: NeighbourhoodSums): SumClasses {
  const found: SumClasses = { sizes: [], sums: [], classOf: new Int32Array(sums.length) };
  const known = Array.from({ length: most + 1 }, () => new Map<number, number>());
  for (let cell = 0; cell < sums.length; cell++) {
    const ofSize = known[sizes[cell]];
    let number = ofSize.get(sums[cell]);
    if (number === undefined) {
      number = found.sums.length;
      ofSize.set(sums[cell], number);
      found.sizes.push(sizes[cell]);
      found.sums.push(sums[cell]);
    }
    found.classOf[cell] = number;
  }
  return found;
}

/** Two-sided p of each class of neighbourhoods, and 1 where it speaks of more than chance, else −1. */
interface SumTests {
  p: Float64Array;
  side: Int8Array;
}

function sumTests({ sizes, sums, classOf }: SumClasses, draws: DrawSums): SumTests {
  const p = new Float64Array(sums.length).fill(1);
  const side = new Int8Array(sums.length);
  for (let each = 0; each < sums.length; each++) {
    if (sizes[each] >= classOf.length) continue; // the whole map
    const { thatMany, thatFew } = draws.tailsOf(sizes[each], sums[each]);
    p[each] = Math.min(1, 2 * Math.min(thatMany, thatFew));
    side[each] = thatMany <= thatFew ? 1 : -1;
  }
  return { p, side };
}

/** Tests of neighbourhoods among draws from the cells that are not hot, found round by round. */
function lastTests(
  values: Float64Array,
  own: Float64Array,
  classes: SumClasses,
  drawsFrom: (reference: Float64Array) => DrawSums,
): SumTests {
  const { classOf } = classes;
  const cells = values.length;
  const isHot = new Uint8Array(cells);
  const low = new Float64Array(cells);
  let reference = values;
  for (;;) {
    const tests = sumTests(classes, drawsFrom(reference));
    let count = 0;
    for (let cell = 0; cell < cells; cell++) {
      const p = 2 * Math.min(own[cell], tests.p[classOf[cell]]);
      if (p <= ASIDE) low[count++] = p;
    }
    const limit = rejectionLimit(low.subarray(0, count), cells);
    const next = new Float64Array(reference.length);
    let left = 0;
    for (let cell = 0; cell < cells; cell++) {
      const [bySum, side] = [tests.p[classOf[cell]], tests.side[classOf[cell]]];
      if (own[cell] < bySum ? 2 * own[cell] <= limit : side > 0 && 2 * bySum <= limit) isHot[cell] = 1;
      if (!isHot[cell]) next[left++] = values[cell];
    }
    if (left === reference.length || cells - left > cells * MAX_ASIDE) return tests;
    reference = next.subarray(0, left);
  }
}

/** Greatest p of a cell to set aside under the false discovery rate; −1 where none is. @param low those up to ASIDE */
function rejectionLimit(low: Float64Array, cells: number): number {
  low.sort();
  for (let rank = low.length; rank > 0; rank--)
    if (low[rank - 1] * cells <= ASIDE * rank) return low[rank - 1];
  return -1;
}

/** Both tests of every cell. @param own upper tail of each cell's own count. */
function cellTests(
  own: Float64Array,
  { classOf }: SumClasses,
  tests: SumTests,
): Pick<HotCounts, 'p' | 'side' | 'reason'> {
  const p = new Float64Array(own.length);
  const side = new Int8Array(own.length);
  const reason = new Uint8Array(own.length);
  for (let cell = 0; cell < own.length; cell++) {
    const bySum = tests.p[classOf[cell]];
    const alone = own[cell] < bySum;
    p[cell] = Math.min(1, 2 * (alone ? own[cell] : bySum));
    side[cell] = alone ? 1 : tests.side[classOf[cell]];
    reason[cell] = alone ? 1 : 0;
  }
  return { p, side, reason };
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
interface NeighbourhoodSums {
  sums: Float64Array;
  sizes: Int32Array;
  most: number;
}

function neighbourhoodSums(values: Float64Array, { offsets, neighbours }: Neighbours): NeighbourhoodSums {
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

/** Number, sum and sum of squares of some values. */
interface Spread {
  n: number;
  sum: number;
  squares: number;
}

function spreadOf(values: Float64Array): Spread {
  let [sum, squares] = [0, 0];
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return { n: values.length, sum, squares };
}

/** Variance over mean, never below 1; 1 where nothing was counted. */
function dispersionOf({ n, sum, squares }: Spread): number {
  const mean = sum / n;
  const variance = (squares / n - mean * mean) * (n / (n - 1));
  return mean > 0 ? Math.max(1, variance / mean) : 1;
}

/** Upper tail of a cell's own count under the mean of all cells and the dispersion of the others. */
function ownTails({ n, sum, squares }: Spread): (value: number) => number {
  const known = new Map<number, number>();
  return (value) => {
    let tail = known.get(value);
    if (tail === undefined) {
      const others = dispersionOf({ n: n - 1, sum: sum - value, squares: squares - value * value });
      tail = value === 0 ? 1 : negativeBinomialTails(value, sum / n, others).thatMany;
      known.set(value, tail);
    }
    return tail;
  };
}
