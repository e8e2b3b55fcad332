import { fitMonths, type MonthlySeries, recentMonths } from './monthly-fit';
import { fitQuasiPoisson } from './quasi-poisson';
import type { Dispersion } from './two-window-test';

/** Incidents a month below which a series is too thin to tell its own dispersion. */
const MIN_MEAN = 5;

/**
 * Dispersion φ of a monthly series: Pearson's χ² over its degrees of freedom after month factors and a linear trend, on
 * its last 36 months, never below 1 (McCullagh & Nelder 1989).
 *
 * @returns null where fewer than 24 months were delivered or there is nothing to fit: φ is unknown then, and a test with
 *   {@link POISSON} is a lower bound of the uncertainty
 * @example dispersion(series) // { value: 3.2, degrees: 23 }: three times the variance of Poisson counts
 * @throws RangeError where the series is no series of months.
 */
export function dispersion(series: MonthlySeries): Dispersion | null {
  return pooledDispersion([series]);
}

/**
 * One dispersion of several series of the same months, such as the wards of a partnership: the sum of Pearson's χ² over
 * the sum of its degrees of freedom, never below 1. Each series has its own level and linear trend; the season is that of
 * all together, because twelve factors of a series with a few incidents a month would fit most of its variation away
 * (simulated at one a month, φ = 4: 2.6 with seasons of their own, 3.4 with the common one).
 *
 * @returns null where fewer than 24 months were delivered for all series, or nothing can be fitted
 * @throws RangeError where a series is no series of months, or the series are not of the same months.
 */
export function pooledDispersion(series: readonly MonthlySeries[]): Dispersion | null {
  if (series.length === 0) return null;
  const all = recentMonths(sumOf(series));
  const season = all && fitMonths(all);
  if (!season) return null;
  const rows = Array.from(all.counts, (_, index) => season.row(index));
  const used = rows.flatMap((row, index) => (row && all.counts[index] !== null ? [index] : []));
  const offsets = Float64Array.from(used, (index) => {
    const effect = rows[index]!.indexOf(1);
    return Math.log(all.days[index]) + season.fit.coefficients[effect];
  });
  const design = Float64Array.from(used.flatMap((index) => [1, (index - used[0]) / 12]));
  let pearson = 0;
  let degrees = 1 - season.groups.length;
  for (const { counts } of series) {
    const recent = counts.slice(-all.counts.length);
    // Nothing varies where nothing happens: it would only water down what the others tell.
    if (!recent.some((count) => count! > 0)) continue;
    const fit = fitQuasiPoisson({
      counts: Float64Array.from(used, (index) => recent[index]!),
      design,
      columns: 2,
      offsets,
    });
    if (!fit) continue;
    pearson += fit.pearson;
    degrees += fit.degrees;
  }
  return degrees > 0 ? { value: Math.max(1, pearson / degrees), degrees } : null;
}

/** The months of several series together; null where one of them has none. */
function sumOf(series: readonly MonthlySeries[]): MonthlySeries {
  const [{ counts, days, first }] = series;
  if (series.some((each) => each.counts.length !== counts.length || each.first !== first))
    throw new RangeError('series are pooled over the same months');
  const totals = counts.map((_, index) => {
    const month = series.map((each) => each.counts[index]);
    return month.includes(null) ? null : month.reduce<number>((sum, count) => sum + count!, 0);
  });
  return { counts: totals, days, first };
}

/** Dispersions of several areas. */
export interface AreaDispersions {
  /** By area; null where neither its own nor that of all can be told. */
  areas: (Dispersion | null)[];
  /** That of all areas together; null where it cannot be told. */
  pooled: Dispersion | null;
}

/**
 * The dispersion to judge each of several areas by: its own where it has five incidents a month or more, else that of all
 * of them together.
 *
 * @throws RangeError where a series is no series of months.
 */
export function areaDispersions(series: readonly MonthlySeries[]): AreaDispersions {
  const pooled = pooledDispersion(series);
  const areas = series.map((each) => {
    const own = isThin(each) ? null : dispersion(each);
    return own ?? pooled;
  });
  return { areas, pooled };
}

/** Whether a series has too few incidents to tell its own dispersion: a mean below five a month, or none at all. */
export function isThin(series: MonthlySeries): boolean {
  return meanOf(series) < MIN_MEAN;
}

/** Counts from which a spread can be told. */
const MIN_COUNTS = 4;

/**
 * Dispersion φ of the counts of stretches of equal length around their mean, such as the weeks around an event: Pearson's
 * χ² over its degrees of freedom, never below 1.
 *
 * @returns null for fewer than four counts, or where all are zero
 * @throws RangeError where a count is negative or not finite.
 */
export function spreadOfCounts(counts: readonly number[]): Dispersion | null {
  if (counts.some((count) => !(count >= 0 && count < Infinity)))
    throw new RangeError('counts must be finite and not negative');
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < MIN_COUNTS || total === 0) return null;
  const mean = total / counts.length;
  const degrees = counts.length - 1;
  const pearson = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  return { value: Math.max(1, pearson / degrees), degrees };
}

/** Mean count of the delivered months among the last 36; 0 where there is none. */
function meanOf(series: MonthlySeries): number {
  const delivered = recentMonths(series)?.counts.filter((count) => count !== null) ?? [];
  return delivered.length === 0 ? 0 : delivered.reduce((sum, count) => sum + count, 0) / delivered.length;
}
