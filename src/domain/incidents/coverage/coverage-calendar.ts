import { addMonths, monthOf } from '../../../platform/calendar';
import type { SourceEntity } from '../../vocabulary';
import type { CoverageRow } from './coverage.queries';
import { CoverageMonth, CoverageStatus } from './coverage.type';
import { deliveredMonths } from './delivered-months';

const NO_ROWS = { rows: null, located: null, unlocated: null, rejected: null };

/** Months of one source of one partnership: each delivery, and each hole between the first and the last on record. */
function calendarOf(rows: readonly CoverageRow[]): CoverageMonth[] {
  const { delivered, holes } = deliveredMonths(rows);
  const counts = new Set(delivered);
  const came = rows
    .filter(({ month, status, declared }) => status === 'DELIVERED' && (!declared || counts.has(month)))
    .map(({ month, publisher, rows_read: read, located, unlocated, rejected }) => ({
      ...{ month, publisher, status: CoverageStatus.DELIVERED },
      ...{ rows: read, located, unlocated, rejected },
    }));
  const missing = holes.map(({ month, publisher, unknown }) => ({
    ...{ month, publisher, ...NO_ROWS },
    status: unknown ? CoverageStatus.UNKNOWN : CoverageStatus.HOLE,
  }));
  return [...came, ...missing];
}

/**
 * First days of the months of a statutory data set that have begun and are not yet due on a day. A quarter is due by the
 * end of the quarter after it.
 */
function monthsNotYetDue(day: string): string[] {
  const quarter = addMonths(monthOf(day), -((Number(day.slice(5, 7)) - 1) % 3));
  const months: string[] = [];
  for (let month = addMonths(quarter, -3); month <= day; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Months of a statutory data set after the last on record that are not yet due. */
function dueLater(rows: readonly CoverageRow[], day: string): CoverageMonth[] {
  const last = rows
    .map(({ month }) => month)
    .sort()
    .at(-1)!;
  return monthsNotYetDue(day)
    .filter((month) => month > last)
    .map((month) => ({ month, publisher: null, ...NO_ROWS, status: CoverageStatus.NOT_YET_DUE }));
}

/**
 * Months of one source for people, oldest first; of a county those of each member.
 *
 * @param source that the rows are about.
 * @param day on which months of statutory data sets are due or not.
 */
export function coverageCalendar(
  { statutoryNumber }: Pick<SourceEntity, 'statutoryNumber'>,
  rows: readonly CoverageRow[],
  day: string,
): CoverageMonth[] {
  const members = [...new Set(rows.map((row) => row.partnership_id))];
  return members
    .map((member) => rows.filter((row) => row.partnership_id === member))
    .flatMap((own) => [...calendarOf(own), ...(statutoryNumber === null ? [] : dueLater(own, day))])
    .sort((a, b) => compare(a.month, b.month) || compare(a.publisher ?? '', b.publisher ?? ''))
    .map((each) => Object.assign(new CoverageMonth(), each, { month: each.month.slice(0, 7) }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
