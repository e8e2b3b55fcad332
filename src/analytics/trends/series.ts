import { daysIn, type Period } from '../../platform/calendar';
import type { MonthlySeries } from '../../platform/statistics';

/** Consecutive months and their counts as a series. */
export function seriesOfMonths(months: readonly Period[], counts: readonly (number | null)[]): MonthlySeries {
  return {
    counts,
    days: months.map(daysIn),
    first: months.length > 0 ? Number(months[0].from.slice(5, 7)) - 1 : 0,
  };
}
