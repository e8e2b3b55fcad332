import { lowerBound } from './lower-bound';
import { seededRandom } from './random';

/** Units from which drawing with and without replacement are taken as the same. */
const LARGE_MAP = 200;
/** Entries of a convolution table up to which it is computed; beyond, sums are drawn. */
const MAX_SUPPORT = 2 ** 20;
/** Draws where a distribution is not computed. */
const DRAWS = 99_999;

/** Probability of a sum that is as great as an observed one or greater, and as small or smaller. */
export interface SumTails {
  thatMany: number;
  thatFew: number;
}

/**
 * Distribution of the sum of k values drawn at random from those of a map: what the sum over k units would be if nothing
 * but chance had placed the values.
 *
 * For 200 units and more with whole numbers it is the k-fold convolution of their histogram; below, or with other weights,
 * 99,999 seeded draws of k different units, whose p is (as extreme + 1)/(draws + 1). The convolutions are made once for
 * each k.
 */
export class DrawSums {
  private readonly histogram: { value: number; share: number }[] | null;
  /** By k: probabilities of each sum 0, 1, … */
  private readonly convolutions = new Map<number, Float64Array>();
  /** By k: tails of each sum that was computed, or the sorted sums that were drawn. */
  private readonly tails = new Map<number, { thatMany: Float64Array; thatFew: Float64Array }>();
  private readonly drawn = new Map<number, Float64Array>();

  /**
   * @param values zero or more
   * @param most greatest k that will be asked about
   */
  constructor(
    private readonly values: Float64Array,
    most: number,
    private readonly seed = 1,
  ) {
    const greatest = values.reduce((max, value) => Math.max(max, value), 0);
    const exact =
      values.length >= LARGE_MAP && greatest * most < MAX_SUPPORT && values.every(Number.isSafeInteger);
    this.histogram = exact ? histogramOf(values) : null;
  }

  /** Tails of the sum of k values at `sum`, which should be the sum of k values of the map. */
  tailsOf(k: number, sum: number): SumTails {
    if (!this.histogram) return this.drawnTails(k, sum);
    const { thatMany, thatFew } = this.exactTails(k, this.histogram);
    return { thatMany: thatMany[sum], thatFew: thatFew[sum] };
  }

  private exactTails(k: number, histogram: { value: number; share: number }[]) {
    const known = this.tails.get(k);
    if (known) return known;
    const mass = this.convolved(k, histogram);
    const thatMany = new Float64Array(mass.length);
    const thatFew = new Float64Array(mass.length);
    for (let s = 0, sum = 0; s < mass.length; s++) {
      sum += mass[s];
      thatFew[s] = Math.min(1, sum);
    }
    for (let s = mass.length - 1, sum = 0; s >= 0; s--) {
      sum += mass[s];
      thatMany[s] = Math.min(1, sum);
    }
    const tails = { thatMany, thatFew };
    this.tails.set(k, tails);
    return tails;
  }

  private convolved(k: number, histogram: { value: number; share: number }[]): Float64Array {
    if (k === 0) return Float64Array.of(1);
    const known = this.convolutions.get(k);
    if (known) return known;
    const before = this.convolved(k - 1, histogram);
    const mass = new Float64Array(before.length + histogram[histogram.length - 1].value);
    for (const { value, share } of histogram)
      for (let s = 0; s < before.length; s++) mass[s + value] += share * before[s];
    this.convolutions.set(k, mass);
    return mass;
  }

  private drawnTails(k: number, sum: number): SumTails {
    let sums = this.drawn.get(k);
    if (!sums) {
      sums = drawSums(this.values, k, this.seed);
      this.drawn.set(k, sums);
    }
    const slack = 1e-9 * Math.max(1, Math.abs(sum)); // sums in another order round differently
    const below = lowerBound(sums, sum - slack);
    const upTo = lowerBound(sums, sum + slack);
    return { thatMany: (DRAWS - below + 1) / (DRAWS + 1), thatFew: (upTo + 1) / (DRAWS + 1) };
  }
}

function histogramOf(values: Float64Array): { value: number; share: number }[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, share: count / values.length }))
    .sort((a, b) => a.value - b.value);
}

/** Sorted sums of k different units, drawn at random. */
function drawSums(values: Float64Array, k: number, seed: number): Float64Array {
  const random = seededRandom(seed + k);
  const deck = values.slice();
  const sums = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++)
    for (let rank = 0; rank < k; rank++) {
      const other = rank + random.below(deck.length - rank);
      const value = deck[other];
      deck[other] = deck[rank];
      deck[rank] = value;
      sums[draw] += value;
    }
  return sums.sort();
}
