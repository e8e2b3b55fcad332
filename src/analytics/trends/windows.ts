import { registerEnumType } from 'type-graphql';
import { countableDays, type KnownDays } from '../../domain/incidents';
import {
  addDays,
  addMonths,
  daysIn,
  daysInAll,
  endOfMonth,
  holdsPeriod,
  intersection,
  isMonthAligned,
  isWholeMonth,
  joinPeriods,
  monthOf,
  monthPieces,
  moveByMonths,
  type Period,
  type Stretches,
} from '../../platform/calendar';

export enum Comparison {
  SAME_PERIOD_LAST_YEAR = 'SAME_PERIOD_LAST_YEAR',
  PREVIOUS_PERIOD = 'PREVIOUS_PERIOD',
  ROLLING_12_MONTHS = 'ROLLING_12_MONTHS',
  FINANCIAL_YEAR_TO_DATE = 'FINANCIAL_YEAR_TO_DATE',
  NONE = 'NONE',
}
registerEnumType(Comparison, {
  name: 'Comparison',
  description:
    'Rule that chooses the two windows of a comparison. The current window is the period itself, but with ' +
    'ROLLING_12_MONTHS and FINANCIAL_YEAR_TO_DATE a time that ends with it.',
  valuesConfig: {
    SAME_PERIOD_LAST_YEAR: {
      description: 'The period against the same months and days of the year before.',
    },
    PREVIOUS_PERIOD: {
      description:
        'The period against the time of equal length before it: as many whole months where it consists of whole months, ' +
        'otherwise as many days. January to June 2009 is compared with July to December 2008.',
    },
    ROLLING_12_MONTHS: { description: "The 12 months to the period's end against the 12 months before." },
    FINANCIAL_YEAR_TO_DATE: {
      description: "1 April to the period's end against 1 April to that day of the year before.",
    },
    NONE: { description: 'The period alone: nothing is compared.' },
  },
});

/** Quantity whose change is given in per cent. */
export enum ChangeBasis {
  COUNTS = 'COUNTS',
  DAILY_RATE = 'DAILY_RATE',
}
registerEnumType(ChangeBasis, {
  name: 'ChangeBasis',
  description: 'Basis of a percentage of change.',
  valuesConfig: {
    COUNTS: {
      description: 'Counts: both windows hold the same calendar months and days, a year or more apart.',
    },
    DAILY_RATE: {
      description: 'Incidents per counted day: the windows hold different calendar months or days.',
    },
  },
});

/** Period from its first to its last day, with the stretches in which incidents are counted. */
export interface CountedPeriod extends Period {
  counted: Stretches;
}

/** One side of a comparison, from the first to the last counted day. */
export interface Window extends CountedPeriod {
  /** Number of counted days: the exposure. */
  days: number;
}

/** Reason why no comparison is made. */
export type NoComparison = 'NOT_ASKED' | 'NOTHING_BEFORE' | 'INCOMPLETE' | 'OVERLAP' | 'HOLE';

/** Both windows of a comparison; `previous` is null, with the reason, where there is nothing to compare with. */
export interface Windows {
  current: Window;
  previous: Window | null;
  without: NoComparison | null;
  basis: ChangeBasis;
  /** Whether requested days are not counted, in either window. */
  clipped: boolean;
  /** Months inside the windows, as first days, that were never delivered or whose counterpart was not. */
  leftOut: string[];
}

/** Windows of a comparison with a previous window. */
export type ComparedWindows = Windows & { previous: Window };

/** Windows with a previous window; null where there is nothing to compare with. */
export function comparedOf(windows: Windows | null): ComparedWindows | null {
  return windows?.previous ? { ...windows, previous: windows.previous } : null;
}

/** Twelve months that end on a day. */
function twelveMonthsTo(to: string): Period {
  const yearAgo = addMonths(to, -12);
  return { from: addDays(to === endOfMonth(to) ? endOfMonth(yearAgo) : yearAgo, 1), to };
}

function financialYearStart(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0);
  return `${year}-04-01`;
}

/** Number of calendar months from the first to the last of a period. */
function monthsSpanned({ from, to }: Period): number {
  return (
    12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) +
    Number(to.slice(5, 7)) -
    Number(from.slice(5, 7)) +
    1
  );
}

function windowOf(counted: Period[]): Window {
  return { from: counted[0].from, to: counted.at(-1)!.to, counted, days: daysInAll(counted) };
}

/** Months of a period, as first days, that were not delivered, between the first and the last known day. */
function holesIn(period: Period, { stretches }: KnownDays): string[] {
  const first = stretches[0]?.from;
  const last = stretches.at(-1)?.to;
  const inside = first === undefined ? null : intersection(period, { from: first, to: last! });
  return inside
    ? monthPieces(inside).flatMap((piece) => (holdsPeriod(stretches, piece) ? [] : monthOf(piece.from)))
    : [];
}

/** Days on the current side of a comparison, cut at the last known day; null where none is known by then. */
function currentPeriod(
  period: Period,
  comparison: Comparison | Period,
  { stretches }: KnownDays,
): Period | null {
  const last = stretches.at(-1)?.to;
  if (last === undefined) return null;
  const to = period.to < last ? period.to : last;
  if (comparison === Comparison.ROLLING_12_MONTHS) return twelveMonthsTo(to);
  if (comparison === Comparison.FINANCIAL_YEAR_TO_DATE) return { from: financialYearStart(to), to };
  return period.from <= to ? { from: period.from, to } : null;
}

/**
 * The current window of a comparison; null where none of its days can be counted.
 *
 * @param comparison a named comparison, or explicit days to compare with.
 */
export function currentWindow(
  period: Period,
  comparison: Comparison | Period,
  known: KnownDays,
): Window | null {
  const asked = currentPeriod(period, comparison, known);
  const counted = asked ? countableDays(asked, known) : [];
  return counted.length === 0 ? null : windowOf(counted);
}

/**
 * Number of months from the current window back to its counterpart, by calendar month; null where days are compared.
 */
function monthsBack(current: Period, comparison: Comparison | Period): number | null {
  if (typeof comparison === 'object') {
    const sameShape = isMonthAligned(current) && isMonthAligned(comparison);
    if (!sameShape || monthsSpanned(current) !== monthsSpanned(comparison)) return null;
    return monthsSpanned({ from: comparison.from, to: current.from }) - 1;
  }
  if (comparison !== Comparison.PREVIOUS_PERIOD) return 12;
  return isMonthAligned(current) ? monthsSpanned(current) : null;
}

/** Calendar month of the current window, or a part of one, with its counterpart in the previous window. */
interface Pair {
  now: Period;
  before: Period;
}

/** Pieces of a window by calendar month, each with its counterpart `months` months earlier. */
function pairsOf(asked: Period, months: number): Pair[] {
  return monthPieces(asked).map((now) => ({ now, before: moveByMonths(now, -months) }));
}

/** Windows compared month by month: only pairs with both sides known are counted. */
function pairedWindows(pairs: Pair[], months: number, known: KnownDays): Windows | null {
  const possible = pairs.filter(({ now }) => !known.monthsOnly || isWholeMonth(now));
  const counted = possible.filter(
    ({ now, before }) => holdsPeriod(known.stretches, now) && holdsPeriod(known.stretches, before),
  );
  if (counted.length === 0) return null;
  return {
    current: windowOf(joinPeriods(counted.map(({ now }) => now))),
    previous: windowOf(joinPeriods(counted.map(({ before }) => before))),
    without: null,
    basis: months % 12 === 0 ? ChangeBasis.COUNTS : ChangeBasis.DAILY_RATE,
    clipped: counted.length !== pairs.length,
    leftOut: possible.filter((pair) => !counted.includes(pair)).map(({ now }) => monthOf(now.from)),
  };
}

/** Windows of different calendar months, compared by their days: a hole in either rules out a comparison. */
function unpairedWindows(asked: Period, current: Window, before: Period, known: KnownDays): Windows {
  const counted = countableDays(before, known);
  const leftOut = [...holesIn(asked, known), ...holesIn(before, known)];
  const without = counted.length === 0 ? 'NOTHING_BEFORE' : leftOut.length > 0 ? 'HOLE' : null;
  return {
    current,
    previous: without === null ? windowOf(counted) : null,
    without,
    basis: ChangeBasis.DAILY_RATE,
    clipped: current.days !== daysIn(asked) || (without === null && daysInAll(counted) !== daysIn(before)),
    leftOut,
  };
}

/** Both windows of a comparison whose requested current side ends no later than the last known day. */
function compareDays(
  asked: Period,
  current: Window,
  comparison: Comparison | Period,
  known: KnownDays,
): Windows {
  const alone = (without: NoComparison): Windows => ({
    ...{ current, previous: null, without, basis: ChangeBasis.COUNTS },
    clipped: current.days !== daysIn(asked),
    leftOut: holesIn(asked, known),
  });
  if (comparison === Comparison.NONE) return alone('NOT_ASKED');
  const months = monthsBack(asked, comparison);
  if (months === null) {
    const before =
      typeof comparison === 'object'
        ? comparison
        : { from: addDays(asked.from, -daysIn(asked)), to: addDays(asked.from, -1) };
    return intersection(before, asked) ? alone('OVERLAP') : unpairedWindows(asked, current, before, known);
  }
  const pairs = pairsOf(asked, months);
  // Windows that overlap would be compared with themselves in part.
  if (intersection({ from: pairs[0].before.from, to: pairs.at(-1)!.before.to }, asked))
    return alone('OVERLAP');
  return pairedWindows(pairs, months, known) ?? alone('NOTHING_BEFORE');
}

/**
 * Both windows of a comparison, cut to the days that can be counted. Named comparisons, and explicit ones of equal
 * numbers of whole months, map calendar month to calendar month: February is compared with February of any length, and
 * a month missing on one side is left out of both. All others compare daily rates.
 *
 * @param comparison a named comparison, or explicit days to compare with.
 * @returns null where no day of the current window can be counted.
 */
export function windowsFor(
  period: Period,
  comparison: Comparison | Period,
  known: KnownDays,
): Windows | null {
  const asked = currentPeriod(period, comparison, known);
  const current = currentWindow(period, comparison, known);
  if (!asked || !current) return null;
  const windows = compareDays(asked, current, comparison, known);
  return { ...windows, clipped: windows.clipped || asked.to !== period.to };
}

/**
 * Windows of a comparison that leaves out no day of the current window for want of a counterpart; else the current window
 * alone. For answers that are about the period first.
 *
 * @param comparison a named comparison, or explicit days to compare with.
 * @returns null where no day of the current window can be counted.
 */
export function completeWindowsFor(
  period: Period,
  comparison: Comparison | Period,
  known: KnownDays,
): Windows | null {
  const windows = windowsFor(period, comparison, known);
  const current = currentWindow(period, comparison, known);
  if (!windows?.previous || windows.current.days === current!.days) return windows;
  return { ...windows, current: current!, previous: null, without: 'INCOMPLETE' };
}

/**
 * Stretches that an answer with a comparison counts: the current window where something is compared or the comparison
 * sets the window, else all of the period.
 */
export function countedStretches(
  period: Period,
  comparison: Comparison | Period,
  windows: Windows | null,
): Stretches {
  const isReplaced =
    comparison === Comparison.ROLLING_12_MONTHS || comparison === Comparison.FINANCIAL_YEAR_TO_DATE;
  return windows && (windows.previous || isReplaced) ? windows.current.counted : [period];
}

/** First days of the months in a window of which nothing is counted. */
export function uncountedMonths({ from, to, counted }: CountedPeriod): string[] {
  const months = new Set(counted.flatMap(monthPieces).map((piece) => monthOf(piece.from)));
  return monthPieces({ from, to })
    .map((piece) => monthOf(piece.from))
    .filter((month) => !months.has(month));
}

/** Whether any days of the month with this first day are counted in a period. */
export function countsMonth({ counted }: Pick<CountedPeriod, 'counted'>, month: string): boolean {
  return counted.some(({ from, to }) => monthOf(from) <= month && month <= to);
}
