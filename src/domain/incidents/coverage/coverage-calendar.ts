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

/** Months of one source for people, oldest first; of a county those of each member. */
export function coverageCalendar(rows: readonly CoverageRow[]): CoverageMonth[] {
  const members = [...new Set(rows.map((row) => row.partnership_id))];
  return members
    .flatMap((member) => calendarOf(rows.filter((row) => row.partnership_id === member)))
    .sort((a, b) => compare(a.month, b.month) || compare(a.publisher ?? '', b.publisher ?? ''))
    .map((each) => Object.assign(new CoverageMonth(), each, { month: each.month.slice(0, 7) }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
