import { gammaTails } from './gamma';

/** Standard normal distribution function Φ(z), to 1e-13 relative in the lower tail. NaN stays NaN. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  const tail = gammaTails(0.5, (z * z) / 2).upper / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Two-sided p value of a standard normal statistic: 2 Φ(−|z|). */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}

/**
 * Standard normal quantile: the z with Φ(z) = p, to 1e-12; ∓Infinity for 0 and 1.
 * Method: Halley's iteration from the approximation 26.2.23 of Abramowitz & Stegun 1964.
 * @throws RangeError where p lies outside 0 … 1.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('a probability lies between 0 and 1');
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  // Below 1e-305 the density's inverse overflows: the approximation, good to 5e-4, has to do.
  for (let i = 0; i < 3 && p > 1e-305; i++) {
    const error = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}
