import { lowerBound } from './lower-bound';
import { seededRandom } from './random';

/** Units from which drawing with and without replacement are taken as the same. */
const LARGE_MAP = 200;
/** Entries of a table of sums, and steps to fill it, up to which it is computed; beyond, sums are drawn. */
const MAX_SUPPORT = 2 ** 20;
const MAX_STEPS = 2 ** 27;
/** Probability of a sum below which the end of a distribution is left out: far beyond any p that matters. */
const NEGLIGIBLE = 1e-20;
/** Sums that are computed at a time. */
const LANES = 8;
const NO_SUMS = [0, 0, 0, 0, 0, 0, 0, 0];
/** Draws where a distribution is not computed. */
const DRAWS = 99_999;

/** Probability of a sum that is as great as an observed one or greater, and as small or smaller. */
export interface SumTails {
  thatMany: number;
  thatFew: number;
}

/** Tails of each sum 0, 1, …, the probability of a single draw, and twice the smaller tail. */
interface ExactTails {
  thatMany: Float64Array;
  thatFew: Float64Array;
  least: number;
  signed: Float64Array;
}

/** Probability of each sum 0, 1, … of k values, and of a single draw of k values. */
interface ExactSums {
  mass(k: number): Float64Array;
  least(k: number): number;
}

/**
 * Distribution of the sum of k values drawn at random from those of a map: what the sum over k units would be if nothing
 * but chance had placed the values.
 *
 * Whole numbers: exact. For 200 units and more it is the k-fold convolution of their histogram, for fewer that of all sets
 * of k different units. Other weights, and numbers so great that the table would be too large: 99,999 seeded draws of
 * different units, whose p is (as extreme + 1)/(draws + 1). Either is made once for all k.
 */
export class DrawSums {
  private readonly exact: ExactSums | null;
  /** By k. */
  private readonly tails: ExactTails[] = [];
  private drawn: DrawnSums | undefined;

  /**
   * @param values zero or more
   * @param most greatest k that will be asked about, no more than there are values
   */
  constructor(
    private readonly values: Float64Array,
    private readonly most: number,
    private readonly seed = 1,
  ) {
    this.exact = exactSums(values, most);
  }

  /**
   * Tails of the sum of k values at `sum`. No tail is 0: where no draw gives as much, it counts as one of all draws.
   */
  tailsOf(k: number, sum: number): SumTails {
    if (!this.exact || !Number.isSafeInteger(sum)) {
      this.drawn ??= new DrawnSums(this.values, this.most, this.seed);
      return this.drawn.tailsOf(k, sum);
    }
    const { thatMany, thatFew, least } = this.exactTails(k, this.exact);
    return sum < thatMany.length
      ? { thatMany: thatMany[sum], thatFew: thatFew[sum] }
      : { thatMany: least, thatFew: 1 };
  }

  /** Two-sided p of the sum of k values at `sum`, twice the smaller tail; negative where that is the lower one. */
  signedP(k: number, sum: number): number {
    if (this.exact) {
      const { signed } = this.exactTails(k, this.exact);
      // No entry where the sum is no whole number, or further out than the table.
      const p = signed[sum];
      if (p !== undefined) return p;
    }
    const { thatMany, thatFew } = this.tailsOf(k, sum);
    return smallerTail(thatMany, thatFew);
  }

  private exactTails(k: number, exact: ExactSums): ExactTails {
    const known = this.tails[k];
    if (known) return known;
    const mass = exact.mass(k);
    const least = exact.least(k);
    const thatMany = new Float64Array(mass.length);
    const thatFew = new Float64Array(mass.length);
    const signed = new Float64Array(mass.length);
    for (let s = mass.length - 1, sum = 0; s >= 0; s--) {
      sum += mass[s];
      thatMany[s] = Math.min(1, Math.max(least, sum));
    }
    for (let s = 0, sum = 0; s < mass.length; s++) {
      sum += mass[s];
      thatFew[s] = Math.min(1, Math.max(least, sum));
      signed[s] = smallerTail(thatMany[s], thatFew[s]);
    }
    const tails = { thatMany, thatFew, least, signed };
    this.tails[k] = tails;
    return tails;
  }
}

/** Twice the smaller tail, 1 at most; negative where it is the lower one. */
function smallerTail(thatMany: number, thatFew: number): number {
  return thatMany <= thatFew ? Math.min(1, 2 * thatMany) : -Math.min(1, 2 * thatFew);
}

/** The distribution of whole numbers; null where a value is none, or the table would be too large. */
function exactSums(values: Float64Array, most: number): ExactSums | null {
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isSafeInteger(values[i])) return null;
    greatest = Math.max(greatest, values[i]);
  }
  const support = greatest * most + 1;
  if (support > MAX_SUPPORT) return null;
  if (values.length < LARGE_MAP)
    return values.length * most * support > MAX_STEPS ? null : sumsOfSets(values, most);
  const histogram = histogramOf(values, greatest);
  return (histogram.values.length * most * support) / 2 > MAX_STEPS
    ? null
    : sumsOfDraws(values.length, histogram);
}

/** Distinct values, ascending, and the share of each. */
interface Histogram {
  values: Int32Array;
  shares: Float64Array;
}

/** @param greatest of the values, which are whole numbers. */
function histogramOf(all: Float64Array, greatest: number): Histogram {
  const counts = new Int32Array(greatest + 1);
  for (let i = 0; i < all.length; i++) counts[all[i]]++;
  const values = Int32Array.from(counts.keys()).filter((value) => counts[value] > 0);
  return { values, shares: Float64Array.from(values, (value) => counts[value] / all.length) };
}

/** Sums of k draws with replacement: convolutions of the histogram, made when they are asked for. */
function sumsOfDraws(units: number, histogram: Histogram): ExactSums {
  const known: Float64Array[] = [Float64Array.of(1)];
  const mass = (k: number): Float64Array => {
    if (!known[k]) known[k] = withOneMore(mass(k - 1), histogram);
    return known[k];
  };
  return { mass, least: (k) => units ** -k };
}

/**
 * Distribution of a sum and one more draw. Eight sums at a time stay in registers while the values pass, which takes half
 * the time of passing over all sums for each value.
 */
function withOneMore(before: Float64Array, { values, shares }: Histogram): Float64Array {
  const padded = new Float64Array(before.length + 2 * LANES);
  padded.set(before, LANES);
  const length = before.length + values[values.length - 1];
  const sums = new Float64Array(Math.ceil(length / LANES) * LANES);
  // Values of which some sum of these eight can be made.
  let [first, end] = [0, 0];
  for (let s = 0; s < length; s += LANES) {
    while (end < values.length && values[end] < s + LANES) end++;
    while (s - values[first] >= before.length) first++;
    let [a, b, c, d, e, f, g, h] = NO_SUMS;
    for (let each = first; each < end; each++) {
      const share = shares[each];
      const at = LANES + s - values[each];
      a += share * padded[at];
      b += share * padded[at + 1];
      c += share * padded[at + 2];
      d += share * padded[at + 3];
      e += share * padded[at + 4];
      f += share * padded[at + 5];
      g += share * padded[at + 6];
      h += share * padded[at + 7];
    }
    sums.set([a, b, c, d, e, f, g, h], s);
  }
  let cut = length;
  while (sums[cut - 1] < NEGLIGIBLE) cut--;
  return sums.subarray(0, cut);
}

/**
 * Sums of all sets of k different units. Of the sets of k among the first i units, k/i hold the i-th one: so the
 * distributions of k and k − 1 among the units before it give that of k, unit after unit.
 */
function sumsOfSets(values: Float64Array, most: number): ExactSums {
  const greatest = values.slice().sort().reverse().subarray(0, most);
  const support = greatest.reduce((sum, value) => sum + value, 0) + 1;
  const masses = Array.from({ length: most + 1 }, () => new Float64Array(support));
  masses[0][0] = 1;
  for (let i = 1; i <= values.length; i++) {
    const value = values[i - 1];
    for (let k = Math.min(i, most); k >= 1; k--) {
      const [mass, fewer] = [masses[k], masses[k - 1]];
      const held = k / i;
      for (let s = 0; s < value; s++) mass[s] *= 1 - held;
      for (let s = value; s < support; s++) mass[s] = (1 - held) * mass[s] + held * fewer[s - value];
    }
  }
  const least = (k: number) => {
    let sets = 1;
    for (let i = 0; i < k; i++) sets *= (values.length - i) / (i + 1);
    return 1 / sets;
  };
  return { mass: (k) => masses[k], least };
}

/** Sums of units drawn at random. The first k units of each draw are a draw of k, so one serves every k. */
class DrawnSums {
  /** By k: the sums in ascending order, once they were asked for. */
  private readonly sorted = new Set<number>();
  private readonly sums: Float64Array[];

  constructor(values: Float64Array, most: number, seed: number) {
    this.sums = Array.from({ length: most + 1 }, () => new Float64Array(DRAWS));
    const random = seededRandom(seed);
    const deck = values.slice();
    for (let draw = 0; draw < DRAWS; draw++)
      for (let rank = 0, sum = 0; rank < most; rank++) {
        const other = rank + random.below(deck.length - rank);
        const value = deck[other];
        deck[other] = deck[rank];
        deck[rank] = value;
        this.sums[rank + 1][draw] = sum += value;
      }
  }

  tailsOf(k: number, sum: number): SumTails {
    const sums = this.sums[k];
    if (!this.sorted.has(k)) {
      sums.sort();
      this.sorted.add(k);
    }
    const slack = 1e-9 * Math.max(1, Math.abs(sum)); // sums in another order round differently
    const below = lowerBound(sums, sum - slack);
    const upTo = lowerBound(sums, sum + slack);
    return { thatMany: (DRAWS - below + 1) / (DRAWS + 1), thatFew: (upTo + 1) / (DRAWS + 1) };
  }
}
