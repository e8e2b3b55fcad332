import { twoSidedP } from './normal';

/** The answer of {@link mannKendall}. */
export interface MannKendall {
  /** Pairs that rise less pairs that fall. */
  s: number;
  /** Variance of s where there is no trend, corrected for ties. */
  variance: number;
  z: number;
  /** Two-sided. */
  p: number;
}

/**
 * Mann-Kendall test for a monotonic trend in values in order of time. For series without a season: on raw months use
 * a seasonal test. Where all values are equal, or there are fewer than two, z is 0 and p is 1.
 *
 * Method: Mann 1945, Kendall 1975; continuity correction of 1; Var = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)] / 18.
 * @throws RangeError where a value is not finite.
 */
export function mannKendall(values: Float64Array): MannKendall {
  const n = values.length;
  let s = 0;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) throw new RangeError('values must be finite');
    for (let j = 0; j < i; j++) s += Math.sign(values[i] - values[j]);
  }
  const term = (t: number) => t * (t - 1) * (2 * t + 5);
  let eighteenfold = term(n);
  const ascending = values.slice().sort();
  for (let i = 0, start = 0; i < n; i++)
    if (i + 1 === n || ascending[i + 1] !== ascending[i]) {
      eighteenfold -= term(i + 1 - start);
      start = i + 1;
    }
  const variance = eighteenfold / 18;
  const z = s === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance);
  return { s, variance, z, p: twoSidedP(z) };
}
