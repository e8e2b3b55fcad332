/** Value of a function at one point, and its derivative there. */
export interface ValueAndSlope {
  value: number;
  slope: number;
}

/** Steps after which the bracket has long been halved to two neighbouring numbers. */
const MAX_STEPS = 200;

/**
 * The point where an increasing function passes zero, to the precision of a double.
 *
 * Method: Newton's steps, kept inside the bracket of the points that were seen; where a step leaves it, the bracket is
 * halved (Press et al. 2007, section 9.4). Logarithms of tails of log-concave distributions are concave, so that from
 * the second step on Newton's rise to the root (Boyd & Vandenberghe 2004, sections 3.5 and 9.5).
 *
 * @param at the function and its derivative, which is 0 where the function is flat and never negative
 * @param start any point; the closer to the root, the fewer steps
 * @param low lower end of the bracket, for which the function is not asked
 * @param high upper end of the bracket, for which the function is not asked
 */
export function increasingRoot(
  at: (x: number) => ValueAndSlope,
  start: number,
  low: number,
  high: number,
): number {
  let x = Math.min(Math.max(start, low), high);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { value, slope } = at(x);
    if (value === 0) return x;
    if (value > 0) high = x;
    else low = x;
    let next = x - value / slope;
    if (!(next > low && next < high)) next = low + (high - low) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
