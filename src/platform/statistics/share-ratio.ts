import { betaQuantile } from './beta';
import type { Ratio } from './rates';

/**
 * How many times as great a share is as the share of a population, with an exact interval: the limits of Clopper & Pearson
 * (1934) of the share, divided by the population's, which is taken as known.
 *
 * @param count whole number of those with a property
 * @param of all whose property is known, positive
 * @param populationShare share of the population with the property, 0 to 1
 * @returns null where nobody of the population has the property
 * @example shareRatio(14, 37, 0.5097) // 0.742 (0.441 – 1.084)
 * @throws RangeError where an argument is out of range.
 */
export function shareRatio(
  count: number,
  of: number,
  populationShare: number,
  confidence = 0.95,
): Ratio | null {
  if (!(Number.isSafeInteger(count) && Number.isSafeInteger(of) && count >= 0 && of > 0 && count <= of))
    throw new RangeError('a share is a whole number of zero or more out of at least as many');
  if (!(populationShare >= 0 && populationShare <= 1)) throw new RangeError('a share lies between 0 and 1');
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('the confidence lies between 0 and 1');
  if (populationShare === 0) return null;
  const tail = (1 - confidence) / 2;
  const lower = count === 0 ? 0 : betaQuantile(tail, count, of - count + 1);
  const upper = count === of ? 1 : betaQuantile(1 - tail, count + 1, of - count);
  return {
    ratio: count / of / populationShare,
    lower: lower / populationShare,
    upper: upper / populationShare,
  };
}
