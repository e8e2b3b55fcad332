import { lowerBound } from './lower-bound';
import { seededRandom } from './random';

/** Units from which drawing with and without replacement are taken as the same. */
const LARGE_MAP = 200;
/** Entries of a convolution table up to which it is computed; beyond, sums are drawn. */
const MAX_SUPPORT = 2 ** 20;
/** Probability of a sum below which the end of a distribution is left out: far beyond any p that matters. */
const NEGLIGIBLE = 1e-20;
/** Draws where a distribution is not computed. */
const DRAWS = 99_999;

/** Probability of a sum that is as great as an observed one or greater, and as small or smaller. */
export interface SumTails {
  thatMany: number;
  thatFew: number;
}

/** Distinct values, ascending, and the share of each. */
interface Histogram {
  values: Int32Array;
  shares: Float64Array;
}

/** Upper tail of each sum 0, 1, …, and the probability of a single ordered draw. */
interface ExactTails {
  thatMany: Float64Array;
  least: number;
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
  private readonly histogram: Histogram | null;
  /** By k: probabilities of each sum 0, 1, … */
  private readonly convolutions = new Map<number, Float64Array>();
  /** By k: tails of each sum that was computed, or the sorted sums that were drawn. */
  private readonly tails = new Map<number, ExactTails>();
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
    let greatest = 0;
    let whole = true;
    for (let i = 0; i < values.length; i++) {
      greatest = Math.max(greatest, values[i]);
      whole &&= Number.isSafeInteger(values[i]);
    }
    const exact = whole && values.length >= LARGE_MAP && greatest * most < MAX_SUPPORT;
    this.histogram = exact ? histogramOf(values, greatest) : null;
  }

  /**
   * Tails of the sum of k values at `sum`. No tail is 0: where no draw gives as much, it counts as one of all draws.
   */
  tailsOf(k: number, sum: number): SumTails {
    if (!this.histogram || !Number.isSafeInteger(sum)) return this.drawnTails(k, sum);
    const { thatMany, least } = this.exactTails(k, this.histogram);
    const more = sum + 1 < thatMany.length ? thatMany[sum + 1] : 0;
    return {
      thatMany: sum < thatMany.length ? Math.min(1, Math.max(least, thatMany[sum])) : least,
      thatFew: Math.min(1, Math.max(least, 1 - more)),
    };
  }

  private exactTails(k: number, histogram: Histogram): ExactTails {
    const known = this.tails.get(k);
    if (known) return known;
    const mass = this.convolved(k, histogram);
    const thatMany = new Float64Array(mass.length);
    for (let s = mass.length - 1, sum = 0; s >= 0; s--) {
      sum += mass[s];
      thatMany[s] = sum;
    }
    const tails = { thatMany, least: this.values.length ** -k };
    this.tails.set(k, tails);
    return tails;
  }

  private convolved(k: number, histogram: Histogram): Float64Array {
    if (k === 0) return Float64Array.of(1);
    const known = this.convolutions.get(k);
    if (known) return known;
    const before = this.convolved(k - 1, histogram);
    const { values, shares } = histogram;
    const mass = new Float64Array(before.length + values[values.length - 1]);
    for (let each = 0; each < values.length; each++) {
      const [value, share] = [values[each], shares[each]];
      for (let s = 0; s < before.length; s++) mass[s + value] += share * before[s];
    }
    let end = mass.length;
    while (mass[end - 1] < NEGLIGIBLE) end--;
    this.convolutions.set(k, mass.subarray(0, end));
    return mass.subarray(0, end);
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

/** @param greatest of the values, which are whole numbers. */
function histogramOf(all: Float64Array, greatest: number): Histogram {
  const counts = new Int32Array(greatest + 1);
  for (let i = 0; i < all.length; i++) counts[all[i]]++;
  const values = Int32Array.from(counts.keys()).filter((value) => counts[value] > 0);
  return { values, shares: Float64Array.from(values, (value) => counts[value] / all.length) };
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
