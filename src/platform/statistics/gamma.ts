/** Coefficients of Stirling's series in 1/x, 1/x³, … */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/**
 * Natural logarithm of the gamma function, to about 1e-15 relative.
 * Method: Stirling's series after raising the argument to 10 or more (Abramowitz & Stegun 1964, 6.1.15 and 6.1.41).
 * @throws RangeError where x is not a positive number.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError('the gamma function is computed for positive numbers only');
  let product = 1;
  while (x < 10) product *= x++;
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series / (x * x) + STIRLING[k];
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x - Math.log(product);
}

/**
 * Both tails of the gamma distribution with shape a and scale 1 at x: the regularised incomplete gamma functions
 * `lower` P(a, x) and `upper` Q(a, x) = 1 − P(a, x); the smaller of the two keeps its relative accuracy.
 * Method: series, or continued fraction (Abramowitz & Stegun 1964, 6.5.29 and 6.5.31, by Lentz's algorithm 1976).
 * @throws RangeError where a is not positive or x is negative.
 */
export function gammaTails(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0 && a < Infinity)) throw new RangeError('the shape must be a positive number');
  if (!(x >= 0)) throw new RangeError('x must not be negative');
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let k = a + 1; term > sum * 1e-17; k++) {
      term *= x / k;
      sum += term;
    }
    const lower = factor * sum;
    return { lower, upper: 1 - lower };
  }
  let b = x + 1 - a;
  let d = 1 / b;
  let c = Infinity;
  let fraction = d;
  for (let k = 1, change = 0; k < 100_000 && Math.abs(change - 1) > 1e-16; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    change = c * d;
    fraction *= change;
  }
  const upper = factor * fraction;
  return { lower: 1 - upper, upper };
}

/**
 * The x at which the gamma distribution with shape a and scale 1 has the lower tail p.
 * Method: Newton's iteration from the approximation of Wilson & Hilferty 1931, kept inside a bracket.
 * @throws RangeError where a is not positive or p lies outside 0 … 1.
 */
export function gammaQuantile(p: number, a: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError('a probability lies between 0 and 1');
  if (!(a > 0 && a < Infinity)) throw new RangeError('the shape must be a positive number');
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  let low = 0;
  let high = Infinity;
  const small = Math.exp((Math.log(p) + logGamma(a + 1)) / a); // exact in the limit of small x
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z = (p < 0.5 ? -1 : 1) * (t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t));
  const cubed = a * Math.max(0, 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a))) ** 3;
  let x = Math.max(small, cubed);
  if (x === 0) return 0; // too small for a number
  for (let i = 0; i < 200; i++) {
    const { lower, upper } = gammaTails(a, x);
    const excess = p < 0.5 ? lower - p : 1 - p - upper;
    if (excess > 0) high = Math.min(high, x);
    else low = Math.max(low, x);
    const density = Math.exp((a - 1) * Math.log(x) - x - logGamma(a));
    let next = x - excess / density;
    if (!(next > low && next < high)) next = high === Infinity ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return next;
    x = next;
  }
  return x;
}
