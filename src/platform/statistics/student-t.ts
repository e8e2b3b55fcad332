import { betaQuantile, betaTails } from './beta';

/**
 * Two-sided p value of Student's t statistic: P(|T| ≥ |t|) = I_x(ν/2, ½) with x = ν / (ν + t²).
 *
 * Method: Student 1908; Abramowitz & Stegun 1964, 26.7.1.
 * @param degrees degrees of freedom ν, finite, not necessarily whole
 * @example studentTwoSidedP(2.228, 10) // 0.05, as in the tables
 * @throws RangeError where the degrees of freedom are not a positive number or t is not a number.
 */
export function studentTwoSidedP(t: number, degrees: number): number {
  checkDegrees(degrees);
  if (Number.isNaN(t)) throw new RangeError('t must be a number');
  if (Math.abs(t) === Infinity) return 0;
  return betaTails(degrees / 2, 0.5, degrees / (degrees + t * t)).lower;
}

/**
 * Quantile of Student's t: the t with the lower tail p; ∓Infinity for 0 and 1.
 *
 * @example studentQuantile(0.975, 10) // 2.228
 * @throws RangeError where p lies outside 0 … 1 or the degrees of freedom are not a positive number.
 */
export function studentQuantile(p: number, degrees: number): number {
  checkDegrees(degrees);
  if (!(p >= 0 && p <= 1)) throw new RangeError('a probability lies between 0 and 1');
  if (p > 0.5) return -studentQuantile(1 - p, degrees);
  const x = betaQuantile(2 * p, degrees / 2, 0.5);
  return -Math.sqrt((degrees * (1 - x)) / x);
}

/**
 * Probability that an F variable with d₁ and d₂ degrees of freedom reaches f or more.
 *
 * Method: Snedecor 1934; Abramowitz & Stegun 1964, 26.6.2.
 * @example fUpperTail(3.587, 2, 11) // 0.0632
 * @throws RangeError where f is negative or degrees of freedom are not positive numbers.
 */
export function fUpperTail(f: number, degrees1: number, degrees2: number): number {
  checkDegrees(degrees1);
  checkDegrees(degrees2);
  if (!(f >= 0)) throw new RangeError('f must not be negative');
  if (f === Infinity) return 0;
  return betaTails(degrees2 / 2, degrees1 / 2, degrees2 / (degrees2 + degrees1 * f)).lower;
}

function checkDegrees(degrees: number): void {
  if (!(degrees > 0 && degrees < Infinity))
    throw new RangeError('degrees of freedom must be a positive number');
}
