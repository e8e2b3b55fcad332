import { lowerBound } from './lower-bound';
import { cellKey, gridPlaces, placesBeside, ROW } from './place-grid';
import { seededRandom, shuffle } from './random';

/** Incidents with their exact place (metres) and time (days since any common origin). */
export interface TimedPoints {
  eastings: Float64Array;
  northings: Float64Array;
  days: Float64Array;
}

/** Settings of {@link nearRepeat}. */
export interface NearRepeatOptions {
  /** Lower bounds of the distance bands, metres, ascending from 0; band k is [k, k + 1), the last is open. */
  distances: number[];
  /** Lower bounds of the time bands, days, ascending from 0; band k is [k, k + 1), the last is open. */
  times: number[];
  /** Default 'EUCLIDEAN'. */
  metric?: 'EUCLIDEAN' | 'MANHATTAN';
  /** Default 999. */
  permutations?: number;
  /** Default 1. */
  seed?: number;
}

/** Knox's table, [distance band][time band]. */
export interface NearRepeat {
  /** Pairs of incidents. */
  observed: number[][];
  /** Mean number of pairs with permuted times. */
  expected: number[][];
  /** Observed ÷ expected; null where the expected number is 0. */
  ratio: (number | null)[][];
  /** p value: (permutations with at least as many pairs + 1) / (permutations + 1). */
  p: number[][];
}

/**
 * Near repeats: tests whether incidents close in space tend to be close in time. Counts pairs by distance and time and
 * compares them with the counts after the times are permuted among the places.
 *
 * Only pairs closer than the last distance band are visited. That band is the remainder of each time band, whose total
 * no permutation changes. Cost: close pairs × permutations.
 *
 * Method: Knox 1964; permutation test as in Johnson et al. 2007.
 * @throws RangeError where the arrays differ in length, a number is not finite, or bands do not ascend from 0.
 */
export function nearRepeat(points: TimedPoints, options: NearRepeatOptions): NearRepeat {
  const { distances, times, metric = 'EUCLIDEAN', permutations = 999, seed = 1 } = options;
  checkBands(distances);
  checkBands(times);
  if (points.days.length !== points.eastings.length || !points.days.every(Number.isFinite))
    throw new RangeError('a finite time is needed for every place');
  if (!(Number.isSafeInteger(permutations) && permutations > 0))
    throw new RangeError('the number of permutations must be a positive whole number');
  const pairs = closePairs(points, distances, metric);
  const inTimeBand = pairsByTime(points.days, times);
  const cells = distances.length * times.length;
  const observed = countPairs(pairs, points.days, distances.length, times, inTimeBand);

  const random = seededRandom(seed);
  const days = points.days.slice();
  const sums = new Float64Array(cells);
  const reached = new Float64Array(cells);
  for (let r = 0; r < permutations; r++) {
    shuffle(days, random);
    const simulated = countPairs(pairs, days, distances.length, times, inTimeBand);
    for (let c = 0; c < cells; c++) {
      sums[c] += simulated[c];
      if (simulated[c] >= observed[c]) reached[c]++;
    }
  }
  const table = <T>(entry: (c: number) => T): T[][] =>
    distances.map((_, d) => times.map((_, t) => entry(d * times.length + t)));
  return {
    observed: table((c) => observed[c]),
    expected: table((c) => sums[c] / permutations),
    ratio: table((c) => (sums[c] > 0 ? observed[c] / (sums[c] / permutations) : null)),
    p: table((c) => (reached[c] + 1) / (permutations + 1)),
  };
}

interface Pairs {
  first: Int32Array;
  second: Int32Array;
  band: Uint8Array;
}

function checkBands(starts: number[]): void {
  if (starts.length < 1 || starts.length > 100 || starts[0] !== 0)
    throw new RangeError('bands begin at 0; there can be 100 of them');
  for (let k = 1; k < starts.length; k++)
    if (!(starts[k] > starts[k - 1] && starts[k] < Infinity)) throw new RangeError('bands must ascend');
}

type Metric = NonNullable<NearRepeatOptions['metric']>;
type Places = Pick<TimedPoints, 'eastings' | 'northings'>;

/**
 * Number of pairs of incidents closer than `reach` metres. With the lower bound of the last distance band as `reach`,
 * the number of pairs that each permutation of {@link nearRepeat} visits.
 * @throws RangeError where the arrays differ in length or a number is not finite.
 */
export function countClosePairs(places: Places, reach: number, metric: Metric = 'EUCLIDEAN'): number {
  let count = 0;
  visitClosePairs(places, reach, metric, () => count++);
  return count;
}

/** All pairs closer than the last distance band, each with its band. */
function closePairs(places: Places, distances: number[], metric: Metric): Pairs {
  const first: number[] = [];
  const second: number[] = [];
  const band: number[] = [];
  visitClosePairs(places, distances[distances.length - 1], metric, (i, j, distance) => {
    first.push(i);
    second.push(j);
    band.push(bandOf(distances, distance));
  });
  return { first: Int32Array.from(first), second: Int32Array.from(second), band: Uint8Array.from(band) };
}

function visitClosePairs(
  { eastings, northings }: Places,
  reach: number,
  metric: Metric,
  visit: (i: number, j: number, distance: number) => void,
): void {
  const grid = gridPlaces(eastings, northings, reach || 1); // with a single band nothing is closer than it
  for (let i = 0; i < eastings.length; i++) {
    const key = cellKey(grid, eastings[i], northings[i]);
    for (let row = -1; row <= 1; row++) {
      const [from, end] = placesBeside(grid, key + row * ROW, 1);
      for (let p = from; p < end; p++) {
        if (grid.order[p] <= i) continue;
        const de = Math.abs(grid.eastings[p] - eastings[i]);
        const dn = Math.abs(grid.northings[p] - northings[i]);
        const distance = metric === 'MANHATTAN' ? de + dn : Math.sqrt(de * de + dn * dn);
        if (distance < reach) visit(i, grid.order[p], distance);
      }
    }
  }
}

/** Band that contains a distance or a span of time. */
function bandOf(starts: number[], x: number): number {
  let band = starts.length - 1;
  while (x < starts[band]) band--;
  return band;
}

/** Number of pairs in each time band. */
function pairsByTime(days: Float64Array, times: number[]): Float64Array {
  const ascending = days.slice().sort();
  const closer = [...times.slice(1), Infinity].map((start) => {
    let count = 0;
    for (let i = 0; i < ascending.length; i++) count += closerBefore(ascending, i, start);
    return count;
  });
  return Float64Array.from(closer, (count, t) => count - (t > 0 ? closer[t - 1] : 0));
}

/**
 * Number of entries before i that lie less than `span` below entry i; subtracts exactly as the classification of pairs
 * does, so that rounding agrees.
 */
function closerBefore(ascending: Float64Array, i: number, span: number): number {
  let first = Math.min(i, lowerBound(ascending, ascending[i] - span));
  while (first > 0 && ascending[i] - ascending[first - 1] < span) first--;
  while (first < i && !(ascending[i] - ascending[first] < span)) first++;
  return i - first;
}

function countPairs(
  { first, second, band }: Pairs,
  days: Float64Array,
  distanceBands: number,
  times: number[],
  inTimeBand: Float64Array,
): Float64Array {
  const counts = new Float64Array(distanceBands * times.length);
  for (let k = 0; k < band.length; k++)
    counts[band[k] * times.length + bandOf(times, Math.abs(days[first[k]] - days[second[k]]))]++;
  const last = (distanceBands - 1) * times.length;
  for (let t = 0; t < times.length; t++) {
    counts[last + t] = inTimeBand[t];
    for (let c = t; c < last; c += times.length) counts[last + t] -= counts[c];
  }
  return counts;
}
