import { fitQuasiPoisson, type QuasiPoissonFit } from './quasi-poisson';

/** Counts of consecutive months, oldest first. */
export interface MonthlySeries {
  /** Null where a month was not delivered: a hole, not a zero. */
  counts: readonly (number | null)[];
  /** Days of each month. */
  days: readonly number[];
  /** Calendar month of the first, 0 for January. */
  first: number;
}

/** Fewest delivered months that a season and a dispersion are told from. */
const MIN_MONTHS = 24;
/** Months that are looked back on at most: what is older says less about today than it disturbs. */
const MAX_MONTHS = 36;

/** How calendar months are grouped: each for itself, or into seasons (0 winter, December to February; 3 autumn). */
export type Grouping = 'MONTH' | 'SEASON';

/** A fit of one level per group of calendar months and a linear trend, with offset log(days). */
export interface MonthlyFit {
  fit: QuasiPoissonFit;
  /** The groups that have incidents, ascending: coefficient i is the level of `groups[i]` at the middle of the months. */
  groups: number[];
  /** Entries of the design for month `index` of the series; null where its group has no incidents. */
  row(index: number): Float64Array | null;
}

/** The group of a calendar month, 0 for January. */
export function groupOf(month: number, grouping: Grouping): number {
  return grouping === 'MONTH' ? month : Math.floor(((month + 1) % 12) / 3);
}

/**
 * The last {@link MAX_MONTHS} months of a series.
 * @returns null where fewer than {@link MIN_MONTHS} of them were delivered
 * @throws RangeError where days are missing or not positive, or a count is negative or not finite.
 */
export function recentMonths({ counts, days, first }: MonthlySeries): MonthlySeries | null {
  if (days.length !== counts.length || days.some((length) => !(length > 0)))
    throw new RangeError('every month has days');
  if (counts.some((count) => count !== null && !(count >= 0 && count < Infinity)))
    throw new RangeError('counts must be finite and not negative');
  const from = Math.max(0, counts.length - MAX_MONTHS);
  const recent = { counts: counts.slice(from), days: days.slice(from), first: (first + from) % 12 };
  return recent.counts.filter((count) => count !== null).length < MIN_MONTHS ? null : recent;
}

/**
 * Quasi-Poisson fit of month factors and a linear trend to the delivered months of a series. Groups of calendar months
 * without any incident have no finite level; they are left out with their months.
 *
 * @param leaveOut index of a month that is to have no part in the fit
 * @param whole fit of all months of the series, to begin with
 * @returns null where too few months with incidents are left for a degree of freedom
 */
export function fitMonths(
  { counts, days, first }: MonthlySeries,
  grouping: Grouping = 'MONTH',
  leaveOut = -1,
  whole: MonthlyFit | null = null,
): MonthlyFit | null {
  const group = (index: number) => groupOf((first + index) % 12, grouping);
  const totals = new Map<number, number>();
  counts.forEach((count, index) => {
    if (count !== null && index !== leaveOut)
      totals.set(group(index), (totals.get(group(index)) ?? 0) + count);
  });
  const groups = [...totals.keys()].filter((key) => totals.get(key)! > 0).sort((a, b) => a - b);
  const used = counts.flatMap((count, index) =>
    count !== null && index !== leaveOut && groups.includes(group(index)) ? [index] : [],
  );
  if (used.length < groups.length + 2) return null;
  const middle = used.reduce((sum, index) => sum + index, 0) / used.length;
  const columns = groups.length + 1;
  const row = (index: number) => {
    const column = groups.indexOf(group(index));
    if (column < 0) return null;
    const entries = new Float64Array(columns);
    entries[column] = 1;
    entries[columns - 1] = (index - middle) / 12;
    return entries;
  };
  const design = new Float64Array(used.length * columns);
  used.forEach((index, i) => {
    design.set(row(index)!, i * columns);
  });
  const fit = fitQuasiPoisson({
    counts: Float64Array.from(used, (index) => counts[index]!),
    design,
    columns,
    offsets: Float64Array.from(used, (index) => Math.log(days[index])),
    start: whole
      ? Float64Array.from(used, (index) => meanOf(whole, whole.row(index)!, days[index]))
      : undefined,
  });
  return fit && { fit, groups, row };
}

/** Mean that a fit gives a month with these entries of the design. */
export function meanOf({ fit }: MonthlyFit, entries: Float64Array, days: number): number {
  return days * Math.exp(entries.reduce((sum, entry, column) => sum + entry * fit.coefficients[column], 0));
}
