import { addDays, addMonths, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';
import { span } from '../analytic';

/** First day of the calendar quarter of a date. */
function quarterOf(date: string): string {
  const month = Number(date.slice(5, 7));
  return addMonths(`${date.slice(0, 7)}-01`, -((month - 1) % 3));
}

/** Last day of the quarter that begins on a date. */
const quarterEnd = (first: string) => addDays(addMonths(first, 3), -1);

/** The whole quarters of a period that were imported; where no period is given, the last four of them. */
export function recordedWindow(
  period: Period | null | undefined,
  { first, last }: { first: string; last: string },
): Period {
  const delivered = { from: first, to: quarterEnd(last) };
  if (!period) {
    const from = addMonths(last, -9);
    return { from: from > first ? from : first, to: delivered.to };
  }
  const firstQuarter = quarterOf(period.from);
  const from = firstQuarter === period.from ? firstQuarter : addMonths(firstQuarter, 3);
  const lastQuarter = quarterOf(period.to);
  const to = quarterEnd(lastQuarter) === period.to ? period.to : addDays(lastQuarter, -1);
  const window = { from: from > first ? from : first, to: to < delivered.to ? to : delivered.to };
  if (window.from < window.to) return window;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The period holds no whole quarter of the recorded crime that was imported (${span(delivered)}).`,
  );
}

/** Whether a period begins and ends with a quarter. */
export const isWholeQuarters = ({ from, to }: Period) =>
  quarterOf(from) === from && quarterEnd(quarterOf(to)) === to;

/** Number of quarters in a window. */
export const quartersIn = ({ from, to }: Period) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 4 +
  (Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1) / 3;
