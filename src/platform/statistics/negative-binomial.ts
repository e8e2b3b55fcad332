import { betaTails } from './beta';
import { gammaTails } from './gamma';
import { normalQuantile } from './normal';

/** Below this excess over Poisson's the two distributions are the same to nine digits. */
const POISSON_EXCESS = 1e-7;

/**
 * Both tails of a negative binomial count, given by its mean and the ratio of its variance to the mean: `thatMany` =
 * P(X ≥ count) and `thatFew` = P(X ≤ count). Poisson where the dispersion is 1.
 *
 * Method: regularised incomplete beta (Abramowitz & Stegun 1964, 26.5.26), or gamma for Poisson counts.
 * @param count whole number, zero or more
 * @param mean zero or more
 * @param dispersion variance over mean, 1 or more
 * @example negativeBinomialTails(5, 0.1, 1).thatMany // 7.7e-8
 * @throws RangeError where an argument is out of range.
 */
export function negativeBinomialTails(
  count: number,
  mean: number,
  dispersion: number,
): { thatMany: number; thatFew: number } {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError('the count must be a whole number, not negative');
  if (!(mean >= 0 && mean < Infinity)) throw new RangeError('a mean is finite and not negative');
  if (!(dispersion >= 1 && dispersion < Infinity))
    throw new RangeError('a dispersion is a number of 1 or more');
  if (mean === 0) return { thatMany: count === 0 ? 1 : 0, thatFew: 1 };
  if (dispersion - 1 < POISSON_EXCESS)
    return {
      thatMany: count === 0 ? 1 : gammaTails(count, mean).lower,
      thatFew: gammaTails(count + 1, mean).upper,
    };
  const size = mean / (dispersion - 1);
  const share = 1 / dispersion;
  return {
    thatMany: count === 0 ? 1 : betaTails(size, count, share).upper,
    thatFew: betaTails(size, count + 1, share).lower,
  };
}

/**
 * The least count that a negative binomial variable does not exceed with probability p or more.
 *
 * @param p between 0 and 1, neither included
 * @throws RangeError where an argument is out of range.
 */
export function negativeBinomialQuantile(p: number, mean: number, dispersion: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError('the probability lies between 0 and 1');
  // Either tail keeps its digits where it is small.
  const reaches = (count: number) =>
    p < 0.5
      ? negativeBinomialTails(count, mean, dispersion).thatFew >= p
      : negativeBinomialTails(count + 1, mean, dispersion).thatMany <= 1 - p;
  // A bracket around the normal quantile, widened until it holds the count; −1 reaches nothing.
  let step = 1;
  let high = Math.max(0, Math.round(mean + normalQuantile(p) * Math.sqrt(mean * dispersion)));
  let low = high - step;
  for (; !reaches(high); step *= 2) [low, high] = [high, high + step];
  for (; low >= 0 && reaches(low); step *= 2) [low, high] = [Math.max(-1, low - step), low];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
