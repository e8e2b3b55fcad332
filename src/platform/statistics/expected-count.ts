import { type Interval, poissonETest, poissonPrediction } from './poisson';

/** A Poisson count that was seen, and for how long, in units of the stretch of time that is to be judged by it. */
export interface Baseline {
  /** Whole number of events. */
  count: number;
  /** In stretches: a count seen in four stretches of the same length has 4. */
  exposure: number;
}

/** What a baseline lets expect of a stretch, and how surprising what happened is. */
export interface ExpectedCount extends Interval {
  expected: number;
  /** Two-sided p value of the hypothesis that the stretch has the rate of the baseline. */
  p: number;
}

/**
 * What a baseline lets expect of one stretch of time: prediction limits of Krishnamoorthy & Peng 2011 and the E-test of
 * Krishnamoorthy & Thomson 2004.
 *
 * @param actual whole number of events in the stretch
 * @param dispersion how many times the variance of a Poisson count the counts have (quasi-Poisson, McCullagh & Nelder
 *   1989): they are judged as if they were so many times smaller, 1 or more
 * @param confidence of the limits, between 0 and 1
 * @throws RangeError where an argument is out of range.
 */
export function expectedCount(
  actual: number,
  { count, exposure }: Baseline,
  dispersion = 1,
  confidence = 0.95,
): ExpectedCount {
  if (!(dispersion >= 1)) throw new RangeError('counts vary no less than Poisson');
  const expected = count / exposure;
  const seen = Math.round(count / dispersion);
  const seenIn = seen === 0 ? exposure : (seen * dispersion) / expected;
  const { lower, upper } = poissonPrediction(seen, seenIn, 1, confidence);
  return {
    expected,
    lower: Math.ceil(lower * dispersion),
    upper: Math.floor(upper * dispersion),
    p: poissonETest(Math.round(actual / dispersion), 1, seen, seenIn),
  };
}

/**
 * The baseline of a part for a stretch of the year, from the level of the part itself and the season of the whole:
 * expected = own × inStretch ÷ inYears. Of a multiplicative model with Poisson counts, where the part's year is one of
 * the whole's, the relative variance of that is 1/own + 1/inStretch − 1/inYears (delta method), and the baseline is the
 * Poisson count that is as certain. So a part that is the whole is judged by the same stretch of earlier years alone.
 * Where the whole had nothing in the stretch, the season is taken as flat.
 *
 * @param own events of the part in the year before, not negative
 * @param inStretch events of the whole in the same stretch of earlier years; `inYears` in all of those years
 * @param stretches how many stretches make a year
 * @throws RangeError where a count is negative, inStretch exceeds inYears, or a year has less than one stretch.
 */
export function seasonalBaseline(
  own: number,
  inStretch: number,
  inYears: number,
  stretches: number,
): Baseline {
  if (!(own >= 0 && inStretch >= 0 && inYears >= inStretch && stretches >= 1))
    throw new RangeError('counts must not be negative, and a year must hold its stretch');
  if (inStretch === 0) return { count: Math.round(own), exposure: stretches };
  const share = inStretch / inYears;
  if (own === 0) return { count: 0, exposure: 1 / share };
  const count = Math.max(1, Math.round(1 / (1 / own + 1 / inStretch - 1 / inYears)));
  return { count, exposure: count / (own * share) };
}
