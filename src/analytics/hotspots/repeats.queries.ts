import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { TimedPoints } from '../../platform/statistics';

const COUNT_REPEATS = loadSql(__dirname, 'count_repeats');
const SELECT_TIMED_POINTS = loadSql(__dirname, 'select_timed_points');

/** Incidents of a period at places that had one before. */
export interface RepeatCounts {
  units: number;
  repeatUnits: number;
  incidents: number;
  repeatIncidents: number;
  /** Incidents without a place, which count nowhere above. */
  unplaced: number;
}

/**
 * Counts repeats by place in a period.
 *
 * @param selection of the period and the 12 months before it.
 */
export async function countRepeats(
  session: Session,
  selection: Selection,
  period: Period,
): Promise<RepeatCounts> {
  const selected = selection.rows.records(selection.period);
  const [row] = await session.query<{
    units: number;
    repeat_units: number;
    incidents: number;
    repeat_incidents: number;
    unplaced: number;
  }>(COUNT_REPEATS.with({ incidents: selected }), { from: period.from });
  const { units, incidents, unplaced } = row;
  return { units, repeatUnits: row.repeat_units, incidents, repeatIncidents: row.repeat_incidents, unplaced };
}

/** Incidents with place and day, and how many had to be left out. */
export interface DatedIncidents {
  points: TimedPoints;
  unplaced: number;
  /** With a place, but with no more than a month. */
  undated: number;
}

/** Place and day of each selected incident, in an order that depends on nothing else. */
export async function selectTimedPoints(session: Session, selection: Selection): Promise<DatedIncidents> {
  const incidents = selection.rows.records(selection.period);
  const rows = await session.query<{
    easting: number | null;
    northing: number | null;
    day: number | null;
    n: number;
  }>(SELECT_TIMED_POINTS.with({ incidents }), {
    partnership_ids: holdersOf(selection.partnership).ids,
    from: selection.period.from,
  });
  const total = (some: typeof rows) => some.reduce((sum, { n }) => sum + n, 0);
  const placed = rows.filter(({ easting }) => easting !== null);
  const used = placed
    .filter(({ day }) => day !== null)
    .flatMap((row) => new Array<typeof row>(row.n).fill(row));
  return {
    points: {
      eastings: Float64Array.from(used, ({ easting }) => easting!),
      northings: Float64Array.from(used, ({ northing }) => northing!),
      days: Float64Array.from(used, ({ day }) => day!),
    },
    unplaced: total(rows) - total(placed),
    undated: total(placed) - used.length,
  };
}
