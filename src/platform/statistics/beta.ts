import { logGamma } from './gamma';

/** Terms of the continued fraction; it needs some tens, and about √max(a, b) for large ones. */
const MAX_TERMS = 100_000;

/**
 * Both tails of the beta distribution at x: the regularised incomplete beta functions `lower` I_x(a, b) and `upper`
 * 1 − I_x(a, b); the smaller of the two keeps its relative accuracy.
 * Method: continued fraction (Abramowitz & Stegun 1964, 26.5.8, by Lentz's algorithm 1976).
 * @throws RangeError where a or b is not positive, or x lies outside 0 … 1.
 */
export function betaTails(a: number, b: number, x: number): { lower: number; upper: number } {
  if (!(a > 0 && a < Infinity && b > 0 && b < Infinity))
    throw new RangeError('the shapes must be positive numbers');
  if (!(x >= 0 && x <= 1)) throw new RangeError('x lies between 0 and 1');
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === 1) return { lower: 1, upper: 0 };
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges quickly on this side of the mean; on the other the tails change places.
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (factor * fractionOf(a, b, x)) / a;
    return { lower, upper: 1 - lower };
  }
  const upper = (factor * fractionOf(b, a, 1 - x)) / b;
  return { lower: 1 - upper, upper };
}

function fractionOf(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1, change = 0; m < MAX_TERMS && Math.abs(change - 1) > 1e-16; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    change = c * d;
    fraction *= change;
  }
  return fraction;
}

/**
 * The x at which the beta distribution has the lower tail p, to about 1e-16.
 * Method: halving of the interval 0 … 1.
 * @throws RangeError where a or b is not positive, or p lies outside 0 … 1.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('a probability lies between 0 and 1');
  let low = 0;
  let high = 1;
  for (let middle = 0.5; middle > low && middle < high; middle = (low + high) / 2)
    if (betaTails(a, b, middle).lower < p) low = middle;
    else high = middle;
  return p === 0 || p === 1 ? p : high;
}
