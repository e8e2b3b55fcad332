import type { Selection } from '../../domain/incidents';
import { type Session, unpackFloats, unpackIntegers } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { TimeWindows } from '../../platform/statistics';

const SELECT_TIME_WINDOWS = loadSql(__dirname, 'select_time_windows');

const SECOND = 1000;

/** When the selected incidents happened, as far as their sources tell. */
export interface IncidentTimes {
  windows: TimeWindows;
  /** Incidents of which only the month is known. */
  excluded: number;
}

/**
 * The distinct windows of time of the selected incidents. Windows that lie alike in different weeks are one, so there
 * are no more of them than minutes of the week times lengths.
 */
export async function selectTimeWindows(session: Session, selection: Selection): Promise<IncidentTimes> {
  const [row] = await session.query<{
    starts: Buffer | null;
    lengths: Buffer | null;
    counts: Buffer | null;
    excluded: number;
  }>(SELECT_TIME_WINDOWS.with({ incidents: selection.rows.records(selection.period) }));
  const starts = unpackFloats(row.starts).map((seconds) => seconds * SECOND);
  const ends = unpackFloats(row.lengths).map((seconds, i) => starts[i] + seconds * SECOND);
  const counts = Float64Array.from(unpackIntegers(row.counts));
  return { windows: { starts, ends, counts }, excluded: row.excluded };
}
