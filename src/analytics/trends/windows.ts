import { registerEnumType } from 'type-graphql';
import {
  addDays,
  addMonths,
  daysIn,
  endOfMonth,
  intersection,
  isMonthAligned,
  type Period,
} from '../../platform/calendar';

export enum Comparison {
  SAME_PERIOD_LAST_YEAR = 'SAME_PERIOD_LAST_YEAR',
  PREVIOUS_PERIOD = 'PREVIOUS_PERIOD',
  ROLLING_12_MONTHS = 'ROLLING_12_MONTHS',
  FINANCIAL_YEAR_TO_DATE = 'FINANCIAL_YEAR_TO_DATE',
}
registerEnumType(Comparison, {
  name: 'Comparison',
  description:
    'Rule that chooses the comparison window of a period. It never changes which incidents an answer is ' +
    'made of.',
  valuesConfig: {
    SAME_PERIOD_LAST_YEAR: { description: 'The period against the same days a year before.' },
    PREVIOUS_PERIOD: {
      description:
        'The period against the time of the same length before it: whole months where it is whole months.',
    },
    ROLLING_12_MONTHS: { description: "The 12 months to the period's end against the 12 months before." },
    FINANCIAL_YEAR_TO_DATE: {
      description: "The time from 1 April to the period's end against the same time a year before.",
    },
  },
});

/** Two stretches of time to compare. */
export interface Windows {
  current: Period;
  previous: Period;
  /** Whether either was shortened to what the sources have delivered. */
  clipped: boolean;
}

/** The same days a year before; whole months stay whole, also where February is a day longer or shorter. */
function yearBefore(period: Period): Period {
  const to = addMonths(period.to, -12);
  return { from: addMonths(period.from, -12), to: isMonthAligned(period) ? endOfMonth(to) : to };
}

/** The twelve months to a day, which start on the day after it a year before. */
function twelveMonthsTo(to: string): Period {
  const yearAgo = addMonths(to, -12);
  return { from: addDays(to === endOfMonth(to) ? endOfMonth(yearAgo) : yearAgo, 1), to };
}

function before(period: Period): Period {
  const to = addDays(period.from, -1);
  if (!isMonthAligned(period)) return { from: addDays(period.from, -daysIn(period)), to };
  const months =
    (Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4))) * 12 +
    Number(period.to.slice(5, 7)) -
    Number(period.from.slice(5, 7)) +
    1;
  return { from: addMonths(period.from, -months), to };
}

function financialYearStart(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5) < '04-01' ? 1 : 0);
  return `${year}-04-01`;
}

/**
 * The current window of a comparison, clipped to what was delivered; null where nothing of it was.
 *
 * @param comparison one of the named ones, or an explicit period to compare with.
 */
export function currentWindow(
  period: Period,
  comparison: Comparison | Period,
  delivered: Period,
): { current: Period; clipped: boolean } | null {
  const to = period.to < delivered.to ? period.to : delivered.to;
  const asked =
    comparison === Comparison.ROLLING_12_MONTHS
      ? twelveMonthsTo(to)
      : comparison === Comparison.FINANCIAL_YEAR_TO_DATE
        ? { from: financialYearStart(to), to }
        : { from: period.from, to };
  const current = asked.from <= to ? intersection(asked, delivered) : null;
  return current && { current, clipped: to !== period.to || current.from !== asked.from };
}

/**
 * The two windows of a comparison, clipped to what was delivered: first the current one, so that the one before
 * covers the same part of its year.
 *
 * @param comparison one of the named ones, or an explicit period to compare with.
 * @returns null where one of the windows lies wholly outside what was delivered.
 */
export function windowsFor(
  period: Period,
  comparison: Comparison | Period,
  delivered: Period,
): Windows | null {
  const now = currentWindow(period, comparison, delivered);
  if (!now) return null;
  const { current } = now;
  const compared =
    typeof comparison === 'object'
      ? comparison
      : comparison === Comparison.PREVIOUS_PERIOD
        ? before(current)
        : yearBefore(current);
  const previous = intersection(compared, delivered);
  return previous && { current, previous, clipped: now.clipped || daysIn(previous) !== daysIn(compared) };
}
