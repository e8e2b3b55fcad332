import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type CountedPeriod, uncountedMonths } from './windows';

const TALLY_MONTHS = loadSql(__dirname, 'tally_months');

/** Incidents of one month that belong to identical themes. */
export interface MonthTally {
  source_id: number;
  /** Null for the cell of a flag. */
  offence_id: number | null;
  flags: number;
  /** First day of the month. */
  month: string;
  n: number;
}

/**
 * Incidents of the counted months of a window by the offence and flags that decide their themes. The number of rows
 * does not depend on the number of incidents; themes are looked up in the vocabulary afterwards.
 */
export function tallyMonths(
  session: Session,
  selection: Selection,
  window: CountedPeriod,
): Promise<MonthTally[]> {
  const rows = selection.rows.withoutMonths(uncountedMonths(window));
  const counts = rows.counts(window);
  const cells = rows.cells(window, { withFlags: true });
  return session.query<MonthTally>(TALLY_MONTHS.with({ counts, cells }));
}
