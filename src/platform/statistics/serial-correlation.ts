import { fitMonths, type MonthlySeries, recentMonths } from './monthly-fit';

/** Mean squared residual below which a fit is taken as exact: what is left is rounding. */
const EXACT = 1e-9;

/**
 * Correlation of each month of a series with the next, after month factors and a linear trend: the lag-1 autocorrelation
 * of the Pearson residuals of a quasi-Poisson fit to the last 36 months. Months that were not delivered take part in no
 * pair; the sum over the pairs is scaled to the number of pairs of an unbroken series.
 *
 * @returns −1 to 1; null where fewer than 24 months were delivered, nothing can be fitted, or the fit is exact
 * @throws RangeError where the series is no series of months.
 */
export function serialCorrelation(series: MonthlySeries): number | null {
  const recent = recentMonths(series);
  const fitted = recent && fitMonths(recent);
  if (!fitted) return null;
  const used = recent.counts.flatMap((count, index) =>
    count !== null && fitted.row(index) !== null ? [index] : [],
  );
  const residuals = new Map(
    used.map((index, i) => {
      const mean = fitted.fit.fitted[i];
      return [index, (recent.counts[index]! - mean) / Math.sqrt(mean)];
    }),
  );
  const pairs = used.filter((index) => residuals.has(index + 1));
  const squares = [...residuals.values()].reduce((sum, each) => sum + each * each, 0);
  if (pairs.length === 0 || squares < EXACT * used.length) return null;
  const products = pairs.reduce((sum, index) => sum + residuals.get(index)! * residuals.get(index + 1)!, 0);
  const correlation = (products / squares) * ((used.length - 1) / pairs.length);
  return Math.max(-1, Math.min(1, correlation));
}
