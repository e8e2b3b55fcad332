/**
 * Quantiles of a sample, between two neighbouring values in proportion (Hyndman & Fan 1996, type 7, as R and NumPy have
 * it by default): the least value at 0, the greatest at 1.
 *
 * @param values in any order; left as they are
 * @param shares each between 0 and 1
 * @returns one for each share; null where there are no values
 * @throws RangeError where a share lies outside 0 … 1.
 */
export function quantiles(values: Float64Array, shares: readonly number[]): number[] | null {
  if (shares.some((share) => !(share >= 0 && share <= 1)))
    throw new RangeError('the share of a quantile lies between 0 and 1');
  if (values.length === 0) return null;
  const ascending = Float64Array.from(values).sort();
  return shares.map((share) => {
    const at = share * (ascending.length - 1);
    const below = Math.floor(at);
    const above = Math.min(below + 1, ascending.length - 1);
    return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
  });
}
