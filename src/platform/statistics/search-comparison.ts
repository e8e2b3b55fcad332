import { seededRandom } from './random';

/** Observed incidents of each unit, and several predictions of them. */
export interface SearchTrial {
  observed: Float64Array;
  /** Prediction of every unit by each predictor, in any unit of measure; every trial has the same predictors. */
  predictions: readonly Float64Array[];
}

/** Searches by several predictors, compared with each other. */
export interface SearchComparison {
  /** Share of the units that was searched, 0 to 1. */
  share: number;
  /** Incidents of all trials, and for each predictor the number that a search by it would have found. */
  observed: number;
  found: Float64Array;
  /**
   * Two-sided p of the difference found between two predictors, adjusted for the number of pairs (Bonferroni); 1 on the
   * diagonal.
   */
  p: Float64Array[];
}

/**
 * Part of each unit that is searched, greatest predictions first: 1 or 0, and an equal fraction for units tied at the
 * limit, the expectation of a random order.
 *
 * @param chosen number of units searched, 0 to all
 * @throws RangeError where a prediction is not a number, or `chosen` is out of range.
 */
export function searchedParts(predicted: Float64Array, chosen: number): Float64Array {
  if (predicted.some(Number.isNaN)) throw new RangeError('predictions must be numbers');
  if (!(chosen >= 0 && chosen <= predicted.length)) throw new RangeError('chosen must not exceed the units');
  if (chosen === 0) return new Float64Array(predicted.length);
  const limit = predicted.slice().sort()[predicted.length - chosen];
  let above = 0;
  let equal = 0;
  for (const each of predicted) {
    if (each > limit) above++;
    if (each === limit) equal++;
  }
  const part = (chosen - above) / equal;
  return predicted.map((each) => (each > limit ? 1 : each === limit ? part : 0));
}

/**
 * Compares searches by several predictors: the number that each finds, and the differences beyond chance.
 *
 * A paired sign-flip test: predictors are swapped at random on each piece of ground, since equally good predictors find
 * more on one piece and less on another. The pairs are pieces of ground, not months, because a predictor chooses much
 * the same ground every month: twelve months are hardly more evidence than one.
 *
 * @param trials one or more, such as the months of a year, each predicted from what came before it
 * @param chosen number of units searched
 * @param grounds number of the piece of ground that each unit belongs to, from 0
 * @throws RangeError where nothing was observed, or arrays differ in length.
 */
export function compareSearches(
  trials: Iterable<SearchTrial>,
  chosen: number,
  grounds: Int32Array,
): SearchComparison {
  const pieces = grounds.reduce((most, each) => Math.max(most, each), -1) + 1;
  const byGround: Float64Array[] = [];
  let observed = 0;
  for (const trial of trials) {
    observed += trial.observed.reduce((sum, each) => sum + each, 0);
    trial.predictions.forEach((predicted, predictor) => {
      if (predicted.length !== grounds.length || trial.observed.length !== grounds.length)
        throw new RangeError('arrays must have the same length');
      const parts = searchedParts(predicted, chosen);
      byGround[predictor] ??= new Float64Array(pieces);
      for (let unit = 0; unit < parts.length; unit++)
        byGround[predictor][grounds[unit]] += parts[unit] * trial.observed[unit];
    });
  }
  if (!(observed > 0)) throw new RangeError('there must be an observed incident');
  const pairs = (byGround.length * (byGround.length - 1)) / 2;
  const p = byGround.map(() => new Float64Array(byGround.length).fill(1));
  for (let a = 0; a < byGround.length; a++)
    for (let b = 0; b < a; b++) {
      const raw = signFlipP(byGround[a].map((found, ground) => found - byGround[b][ground]));
      p[a][b] = p[b][a] = Math.min(1, raw * pairs);
    }
  return {
    share: chosen / grounds.length,
    observed,
    found: Float64Array.from(byGround, (each) => each.reduce((sum, found) => sum + found, 0)),
    p,
  };
}

/** Number of differences up to which all signs are enumerated; beyond it they are drawn at random. */
const COUNTED_OUT = 14;
const DRAWS = 9_999;
const BITS = 32;

/**
 * Two-sided p of a sum of paired differences under random signs.
 *
 * Method: Fisher's (1935) randomisation test of pairs; all signs for up to 14 differences other than 0, else 9,999
 * seeded draws, with p = (as extreme + 1)/(draws + 1).
 */
export function signFlipP(differences: Float64Array, seed = 1): number {
  const some = differences.filter((each) => each !== 0);
  if (some.length === 0) return 1;
  // Tolerance: adding in another order rounds differently.
  const size = some.reduce((sum, each) => sum + Math.abs(each), 0);
  const least = Math.abs(some.reduce((sum, each) => sum + each, 0)) - 1e-9 * size;
  if (some.length <= COUNTED_OUT) {
    let extreme = 0;
    for (let signs = 0; signs < 2 ** some.length; signs++)
      if (Math.abs(signedSum(some, () => signs)) >= least) extreme++;
    return extreme / 2 ** some.length;
  }
  const random = seededRandom(seed);
  let extreme = 0;
  for (let draw = 0; draw < DRAWS; draw++) if (Math.abs(signedSum(some, random.uint32)) >= least) extreme++;
  return (extreme + 1) / (DRAWS + 1);
}

/** Sum of the differences with random signs. @param draw signs of the next 32 differences, one bit each. */
function signedSum(differences: Float64Array, draw: () => number): number {
  let sum = 0;
  let signs = 0;
  for (let i = 0; i < differences.length; i++) {
    if (i % BITS === 0) signs = draw();
    sum += (signs >>> (i % BITS)) & 1 ? differences[i] : -differences[i];
  }
  return sum;
}
