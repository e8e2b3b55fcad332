/** Events and the population they were counted in. */
export interface RateUnit {
  /** Zero or more. */
  count: number;
  /** Residents, households, …: positive. */
  population: number;
}

/** Rates drawn towards the mean of all, thinner units more. */
export interface SmoothedRates {
  /** Events per head of each unit. */
  rates: Float64Array;
  /** Weight of each unit's own rate, 0 (all of it is the mean) to 1. */
  ownWeights: Float64Array;
  /** Rate of all units together. */
  mean: number;
  /** Variance of the true rates between units. */
  variance: number;
}

/**
 * Empirical Bayes estimates of the rates of units towards the mean of all of them (Marshall 1991, Applied Statistics 40,
 * 283): with m the pooled rate and s² the population-weighted variance of the raw rates, the true variance is
 * a = max(0, s² − m/n̄), and unit i keeps a / (a + m/nᵢ) of its own rate.
 *
 * @returns null where there are no events
 * @example smoothedRates(wards)?.rates[0] // 0.0017, where the raw rate of 1,091 people is 0.0009
 * @throws RangeError where a count is negative or a population is not positive.
 */
export function smoothedRates(units: readonly RateUnit[]): SmoothedRates | null {
  for (const { count, population } of units)
    if (!(count >= 0 && count < Infinity && population > 0 && population < Infinity))
      throw new RangeError('a rate has a count of zero or more and a positive population');
  const total = units.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const people = units.reduce((sum, { population }) => sum + population, 0);
  const mean = total / people;
  const spread =
    units.reduce((sum, { count, population }) => sum + population * (count / population - mean) ** 2, 0) /
    people;
  const variance = Math.max(0, spread - (mean * units.length) / people);
  const ownWeights = Float64Array.from(units, ({ population }) => variance / (variance + mean / population));
  const rates = ownWeights.map(
    (weight, i) => weight * (units[i].count / units[i].population) + (1 - weight) * mean,
  );
  return { rates, ownWeights, mean, variance };
}
