import { seededRandom } from './random';

/** Incidents that were observed in each unit, and several predictions of them. */
export interface SearchTrial {
  observed: Float64Array;
  /** Of each predictor its prediction of every unit, in any unit of measure; the same predictors in every trial. */
  predictions: readonly Float64Array[];
}

/** Searches by several predictors, compared with each other. */
export interface SearchComparison {
  /** Share of the units that was searched, 0 to 1. */
  share: number;
  /** Incidents of all trials, and of each predictor those that a search by it would have found. */
  observed: number;
  found: Float64Array;
  /**
   * By two predictors: two-sided p of the difference of what they found, adjusted for the number of pairs (Bonferroni); 1
   * of a predictor with itself.
   */
  p: Float64Array[];
}

/**
 * The part of each unit that a search takes which goes to the units with the greatest predictions first: 1 or 0, and the
 * same part of each of those that are equal at the limit, as an order drawn by lot would on average.
 *
 * @param chosen how many units are searched, 0 to all
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
 * What searches by several predictors find, and which find more than others beyond chance.
 *
 * The test swaps the predictors' names on each piece of ground at random (a paired sign-flip test): a predictor that is as
 * good as another finds more on one piece and less on the next. Pieces of ground are the pairs rather than months, because
 * the ground that a predictor chooses stays much the same from month to month: twelve months of it are hardly more
 * evidence than one.
 *
 * @param trials one or more, such as the months of a year, each predicted from what came before it
 * @param chosen how many units are searched
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

/** Differences up to which all signs are counted out; beyond, they are drawn. */
const COUNTED_OUT = 14;
const DRAWS = 9_999;
const BITS = 32;

/**
 * Two-sided p of a sum of paired differences, where each could as well have the other sign.
 *
 * Method: Fisher's (1935) randomisation test of pairs; all signs for up to 14 differences other than 0, else 9,999 seeded
 * draws, whose p is (as extreme + 1)/(draws + 1).
 */
export function signFlipP(differences: Float64Array, seed = 1): number {
  const some = differences.filter((each) => each !== 0);
  if (some.length === 0) return 1;
  // Sums in another order round differently.
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

/** @param draw signs of the next 32 differences, a bit each. */
function signedSum(differences: Float64Array, draw: () => number): number {
  let sum = 0;
  let signs = 0;
  for (let i = 0; i < differences.length; i++) {
    if (i % BITS === 0) signs = draw();
    sum += (signs >>> (i % BITS)) & 1 ? differences[i] : -differences[i];
  }
  return sum;
}
