import { DrawSums } from './draw-sums';
import { benjaminiHochberg } from './false-discovery-rate';
import { giStarScores } from './gi-star';
import { negativeBinomialTails } from './negative-binomial';
import type { Neighbours } from './neighbours';

/** Test that gave a cell its p value: that of the sum around the cell, or that of its own count. */
export const HOT_REASONS = ['NEIGHBOURS', 'PLACE'] as const;
export type HotReason = (typeof HOT_REASONS)[number];

/** Tests of a map of counts, one entry per cell. */
export interface HotCounts {
  /** Gi* (Ord & Getis 1995); 0 where it is undefined. */
  z: Float64Array;
  /** Two-sided p value, unadjusted. */
  p: Float64Array;
  /** p value adjusted for the false discovery rate over all cells (Benjamini & Hochberg 1995). */
  adjustedP: Float64Array;
  /** 1 where the test points to more incidents than chance, −1 to fewer; may differ from the sign of z. */
  side: Int8Array;
  /** Index into {@link HOT_REASONS}. */
  reason: Uint8Array;
  /** Mean sum over a cell and its neighbours. Below 1 the map is too sparse to test neighbourhoods. */
  meanSum: number;
  /**
   * Smallest sum over a cell and its neighbours that made the cell hot (adjusted p of 0.05 or less); null without one.
   */
  leastHotSum: number | null;
  /** Variance of the cells' counts over their mean, 1 or more; null for weighted sums, which are not counts. */
  dispersion: number | null;
  /** Value at which a cell is capped in the capped sum over a neighbourhood. */
  cap: number;
}

/** Settings of {@link hotCounts}. */
export interface HotCountOptions {
  /**
   * Whether the values are sums of weights, which follow no count distribution and are tested by `p_sum` alone.
   * Default: no.
   */
  weighted?: boolean;
  /** Seed of the draws in place of exact distributions where values are no whole numbers, or very great. */
  seed?: number;
}

/** Largest adjusted p of a hot cell. */
const HOT = 0.05;
/** Share of the cells with incidents that are left uncapped in the sum over a neighbourhood. */
const IN_FULL = 0.95;

/** Number of tests per cell; the smallest p is multiplied by it (Bonferroni). */
const TESTS = 3;

/**
 * Hot and cold cells of a map of counts, with p values that are valid on sparse maps too. The p of a cell is three
 * times the smallest of three tests.
 *
 * The first compares the sum over the cell and its neighbours with sums of equally many values drawn from the map (see
 * {@link DrawSums}): twice the smaller tail. The second repeats it with values capped at the 95th percentile of the
 * cells with incidents, because a few very busy cells, often among those drawn, would hide every neighbourhood that
 * holds less than one of them alone. Both are exact, since draws and neighbourhoods are capped equally.
 *
 * Neither detects a single busy cell, so the third is the upper tail of the cell's own count under a negative binomial
 * with the mean of all cells and the dispersion (variance over mean, never below 1) of all other cells.
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
  const cap = capOf(values);
  const around = neighbourhoodSums(values, cap, neighbours);
  const { sums } = around;
  const spread = spreadOf(values);
  const counted = !weighted && cells >= 3 && values.every(Number.isSafeInteger);
  const ownTail = counted ? ownTails(spread) : () => 1;
  const inFull = sumTests(values, around, seed);
  const capped = values.some((value) => value > cap) ? cappedTests(values, cap, around, seed) : inFull;
  const p = new Float64Array(cells).fill(1);
  const side = new Int8Array(cells);
  const reason = new Uint8Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    if (neighbours.offsets[cell + 1] - neighbours.offsets[cell] + 1 >= cells) continue; // the whole map
    const full = inFull(cell);
    const upToCap = capped(cell);
    const bySum = Math.abs(full) < Math.abs(upToCap) ? full : upToCap;
    const own = ownTail(values[cell]);
    const alone = own < Math.abs(bySum);
    p[cell] = Math.min(1, TESTS * (alone ? own : Math.abs(bySum)));
    side[cell] = alone || bySum > 0 ? 1 : -1;
    reason[cell] = alone ? 1 : 0;
  }
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
    cap,
  };
}

/** Tests of sums in which no cell counts more than the cap. */
function cappedTests(values: Float64Array, cap: number, around: NeighbourhoodSums, seed: number) {
  const capped = values.map((value) => Math.min(value, cap));
  return sumTests(capped, { ...around, sums: around.capped }, seed);
}

/** Two-sided p of each cell's neighbourhood, negative where it holds fewer than chance gives. */
function sumTests(values: Float64Array, { sums, sizes, most }: NeighbourhoodSums, seed: number) {
  const draws = new DrawSums(values, most, seed);
  return (cell: number) => draws.signedP(sizes[cell], sums[cell]);
}

/** The 95th percentile of the values above 0; 0 where there is none. */
function capOf(values: Float64Array): number {
  const some = values.filter((value) => value > 0).sort();
  return some.length === 0 ? 0 : some[Math.min(some.length - 1, Math.floor(some.length * IN_FULL))];
}

/** State of every cell: 1 hot (adjusted p of 0.05 or less), −1 cold, 0 neither. */
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

/** Sums over every cell and its neighbours, the number of cells in each, and the largest such number. */
interface NeighbourhoodSums {
  sums: Float64Array;
  /** Of values up to the cap. */
  capped: Float64Array;
  sizes: Int32Array;
  most: number;
}

function neighbourhoodSums(
  values: Float64Array,
  cap: number,
  { offsets, neighbours }: Neighbours,
): NeighbourhoodSums {
  const sums = new Float64Array(values.length);
  const capped = new Float64Array(values.length);
  const sizes = new Int32Array(values.length);
  let most = 1;
  for (let cell = 0; cell < values.length; cell++) {
    const own = values[cell];
    if (own < 0) throw new RangeError('counts must not be negative');
    let sum = own;
    let upToCap = Math.min(own, cap);
    for (let k = offsets[cell]; k < offsets[cell + 1]; k++) {
      const value = values[neighbours[k]];
      sum += value;
      upToCap += value > cap ? cap : value;
    }
    sums[cell] = sum;
    capped[cell] = upToCap;
    sizes[cell] = offsets[cell + 1] - offsets[cell] + 1;
    most = Math.max(most, sizes[cell]);
  }
  return { sums, capped, sizes, most };
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
  const known: number[] = [];
  return (value) => {
    let tail = known[value];
    if (tail === undefined) {
      const others = dispersionOf({ n: n - 1, sum: sum - value, squares: squares - value * value });
      tail = value === 0 ? 1 : negativeBinomialTails(value, sum / n, others).thatMany;
      known[value] = tail;
    }
    return tail;
  };
}
