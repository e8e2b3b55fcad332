import { addDays, addMonths, type Period } from '../../platform/calendar';
import { Problem } from '../../platform/errors';

/** Quarter of the calendar year, for which a data set is delivered. */
export interface Quarter extends Period {
  /** Code: `2023Q2`. */
  code: string;
  /** Last day on which its records are in time: the end of the next quarter. */
  due: string;
}

/** First day of the first quarter for which the duty exists. */
const FIRST_DAY = '2007-07-01';

function quarterFrom(from: string): Quarter {
  const year = from.slice(0, 4);
  const next = addMonths(from, 3);
  return {
    code: `${year}Q${(Number(from.slice(5, 7)) + 2) / 3}`,
    from,
    to: addDays(next, -1),
    due: addDays(addMonths(next, 3), -1),
  };
}

/** Quarter that begins on a day. */
export const quarterOf = (from: string): Quarter => quarterFrom(from);

/**
 * Quarter by a code such as `2023Q2` (or `2023-Q2`).
 *
 * @throws Problem BAD_USER_INPUT where it is not a quarter, or is before 2007Q3, the first for which the duty exists.
 */
export function parseQuarter(text: string): Quarter {
  const [, year, number] = /^(\d{4})-?Q([1-4])$/i.exec(text.trim()) ?? [];
  const field = { field: 'quarter' };
  if (year === undefined || year > '2999')
    throw new Problem('BAD_USER_INPUT', 'quarter: written 2023Q2, that is April to June 2023.', field);
  const from = `${year}-${String(3 * Number(number) - 2).padStart(2, '0')}-01`;
  if (from < FIRST_DAY)
    throw new Problem('BAD_USER_INPUT', 'quarter: the first for which records are due is 2007Q3.', field);
  return quarterFrom(from);
}

/** First days of the three months of a quarter. */
export function monthsOf({ from }: Quarter): string[] {
  return [0, 1, 2].map((months) => addMonths(from, months));
}
