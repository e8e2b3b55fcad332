import { addDays, addMonths, daysIn, endOfMonth, intersection, monthOf, type Period } from './period';

/** Periods in order, of which none overlaps or adjoins another: days of a set of months, without the holes. */
export type Stretches = readonly Period[];

/** Joins periods into stretches: sorted, merged where they overlap or one follows the other. */
export function joinPeriods(periods: Iterable<Period>): Period[] {
  const joined: Period[] = [];
  for (const { from, to } of [...periods].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = joined.at(-1);
    if (last && from <= addDays(last.to, 1)) last.to = last.to > to ? last.to : to;
    else joined.push({ from, to });
  }
  return joined;
}

/** Days that are in both, as stretches. */
export function sharedStretches(a: Stretches, b: Stretches): Period[] {
  const shared: Period[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const both = intersection(a[i], b[j]);
    if (both) shared.push(both);
    if (a[i].to < b[j].to) i++;
    else j++;
  }
  return shared;
}

/** Number of days in stretches. */
export function daysInAll(stretches: Stretches): number {
  return stretches.reduce((sum, stretch) => sum + daysIn(stretch), 0);
}

/** Whether a period lies wholly inside one of the stretches. */
export function holdsPeriod(stretches: Stretches, { from, to }: Period): boolean {
  return stretches.some((stretch) => stretch.from <= from && to <= stretch.to);
}

/** Cuts a period at the ends of months, in order: whole months, and parts of the first and last one. */
export function monthPieces({ from, to }: Period): Period[] {
  const pieces: Period[] = [];
  for (let start = from; start <= to; ) {
    const end = endOfMonth(start);
    pieces.push({ from: start, to: end < to ? end : to });
    start = addDays(end, 1);
  }
  return pieces;
}

/** Whether a period is one calendar month. */
export function isWholeMonth({ from, to }: Period): boolean {
  return from === monthOf(from) && to === endOfMonth(from);
}

/**
 * Moves a piece of one calendar month by whole months. A whole month stays one, so February moves with all its days.
 */
export function moveByMonths(piece: Period, months: number): Period {
  const from = addMonths(piece.from, months);
  return { from, to: isWholeMonth(piece) ? endOfMonth(from) : addMonths(piece.to, months) };
}
