import { logGamma } from './gamma';
import { increasingRoot } from './increasing-root';

/** Terms of the continued fraction; it needs some tens, and about √max(a, b) for large ones. */
const MAX_TERMS = 100_000;

/** Change of the continued fraction by one more term that is no more than rounding. */
const SETTLED = 4e-16;

/** Logits beyond which a share is 0 or 1 as a double. */
const MAX_LOGIT = 745;

/** Both tails of a distribution at one point. */
export interface Tails {
  lower: number;
  upper: number;
}

/** Tails of the beta distribution, and the derivative of the lower one by the logit of x. */
export interface BetaTails extends Tails {
  slope: number;
}

/**
 * The beta distribution with shapes a and b, as a function of x: the regularised incomplete beta functions `lower`
 * I_x(a, b) and `upper` 1 − I_x(a, b); the smaller of the two keeps its relative accuracy.
 * Method: continued fraction (Abramowitz & Stegun 1964, 26.5.8, by Lentz's algorithm 1976).
 * @throws RangeError where a or b is not positive, or x lies outside 0 … 1.
 */
export function betaDistribution(a: number, b: number): (x: number) => BetaTails {
  if (!(a > 0 && a < Infinity && b > 0 && b < Infinity))
    throw new RangeError('the shapes must be positive numbers');
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  return (x) => {
    if (!(x >= 0 && x <= 1)) throw new RangeError('x lies between 0 and 1');
    if (x === 0) return { lower: 0, upper: 1, slope: 0 };
    if (x === 1) return { lower: 1, upper: 0, slope: 0 };
    const slope = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta);
    // The fraction converges quickly on this side of the mean; on the other the tails change places.
    if (x < (a + 1) / (a + b + 2)) {
      const lower = (slope * fractionOf(a, b, x)) / a;
      return { lower, upper: 1 - lower, slope };
    }
    const upper = (slope * fractionOf(b, a, 1 - x)) / b;
    return { lower: 1 - upper, upper, slope };
  };
}

/**
 * Both tails of the beta distribution at x, as in {@link betaDistribution}.
 * @throws RangeError where a or b is not positive, or x lies outside 0 … 1.
 */
export function betaTails(a: number, b: number, x: number): Tails {
  return betaDistribution(a, b)(x);
}

function fractionOf(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1, change = 0; m < MAX_TERMS && Math.abs(change - 1) > SETTLED; m++) {
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
 * The x at which an increasing function of the beta distribution's kind has a value, searched by the logit of x.
 * @param tails function of x between 0 and 1, with its derivative by the logit of x
 * @param start a share near the root
 */
export function shareWith(
  value: number,
  start: number,
  tails: (x: number) => { lower: number; slope: number },
): number {
  const logit = increasingRoot(
    (u) => {
      const { lower, slope } = tails(shareOf(u));
      return { value: Math.log(lower / value), slope: slope / lower };
    },
    Math.log(start / (1 - start)),
    -MAX_LOGIT,
    MAX_LOGIT,
  );
  return shareOf(logit);
}

const shareOf = (logit: number) => 1 / (1 + Math.exp(-logit));

/**
 * The x at which the beta distribution has the lower tail p, to about 1e-14 relative.
 * Method: {@link increasingRoot} on the logarithm of the tail, from the mean on.
 * @throws RangeError where a or b is not positive, or p lies outside 0 … 1.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('a probability lies between 0 and 1');
  if (p > 0.5) return 1 - betaQuantile(1 - p, b, a);
  const distribution = betaDistribution(a, b);
  return p === 0 ? 0 : shareWith(p, a / (a + b), distribution);
}
