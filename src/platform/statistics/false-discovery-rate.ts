import { lowerBound } from './lower-bound';

/**
 * p values adjusted for the false discovery rate over all the tests passed in, in their order. A test is significant
 * at rate q where its adjusted p is q or less.
 *
 * Method: Benjamini & Hochberg 1995.
 * @throws RangeError where a p value lies outside 0 … 1.
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const n = p.length;
  for (const x of p) if (!(x >= 0 && x <= 1)) throw new RangeError('p values lie between 0 and 1');
  const ascending = p.slice().sort();
  const adjusted = new Float64Array(n); // of ascending[i]
  for (let i = n - 1, least = 1; i >= 0; i--) {
    least = Math.min(least, (ascending[i] * n) / (i + 1));
    adjusted[i] = least;
  }
  return p.map((x) => adjusted[lowerBound(ascending, x)]);
}
