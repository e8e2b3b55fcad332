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
  const whole = wholeQuartersIn(period);
  const window = whole && {
    from: whole.from > first ? whole.from : first,
    to: whole.to < delivered.to ? whole.to : delivered.to,
  };
  if (window && window.from < window.to) return window;
  throw new Problem(
    'NOT_ENOUGH_DATA',
    `The period holds no whole quarter of the recorded crime that was imported (${span(delivered)}).`,
  );
}

/** Whether a period begins and ends with a quarter. */
export const isWholeQuarters = ({ from, to }: Period) =>
  quarterOf(from) === from && quarterEnd(quarterOf(to)) === to;

/** Quarters that lie wholly inside a period; null where none does. */
export function wholeQuartersIn({ from, to }: Period): Period | null {
  const first = quarterOf(from);
  const last = quarterOf(to);
  const window = {
    from: first === from ? first : addMonths(first, 3),
    to: quarterEnd(last) === to ? to : addDays(last, -1),
  };
  return window.from < window.to ? window : null;
}

/** Quarters that lie at least partly in a period. */
export const quartersAround = ({ from, to }: Period): Period => ({
  from: quarterOf(from),
  to: quarterEnd(quarterOf(to)),
});

/** Number of quarters in a window. */
export const quartersIn = ({ from, to }: Period) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 4 +
  (Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1) / 3;
