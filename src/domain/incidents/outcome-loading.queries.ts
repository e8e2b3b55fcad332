import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { SourceKey } from './coverage';
import { settleOutcomes } from './outcomes.queries';
import type { RecordPoint } from './record';

const ADD_INCIDENT_OUTCOMES = loadSql(__dirname, 'add_incident_outcomes');
const SELECT_POINTS_INSIDE = loadSql(__dirname, 'select_points_inside');

/**
 * Indices of the points that lie in the partnership.
 *
 * @param open whether the source of the events is open.
 */
export async function selectPointsInside(
  session: Session,
  { partnershipId, open }: { partnershipId: number; open: boolean },
  points: RecordPoint[],
): Promise<Set<number>> {
  const rows = await session.query<{ ordinal: number }>(SELECT_POINTS_INSIDE, {
    partnership_id: partnershipId,
    open,
    ordinals: points.map((_, i) => i),
    xs: points.map((point) => (point.kind === 'lonlat' ? point.longitude : point.easting)),
    ys: points.map((point) => (point.kind === 'lonlat' ? point.latitude : point.northing)),
    srids: points.map(({ kind }) => (kind === 'lonlat' ? 4326 : 27700)),
  });
  return new Set(rows.map(({ ordinal }) => ordinal));
}

/** Outcome event to be stored, with its ids and keys in the database. */
export interface OutcomeRow {
  outcomeKey: string;
  outcomeId: number;
  /** Month, `YYYY-MM`. */
  month: string;
  /** Ordinal among the equal events of a month. */
  ordinal: number;
}

/** Adds outcome events that are not stored yet, and updates their incidents. @returns number of added events. */
export async function addIncidentOutcomes(
  session: Session,
  source: SourceKey,
  events: OutcomeRow[],
): Promise<number> {
  const keys = events.map(({ outcomeKey }) => outcomeKey);
  const [{ added }] = await session.query<{ added: number }>(ADD_INCIDENT_OUTCOMES, {
    ...source,
    outcome_keys: keys,
    months: events.map(({ month }) => `${month}-01`),
    outcomes: events.map(({ outcomeId }) => outcomeId),
    ordinals: events.map(({ ordinal }) => ordinal),
  });
  if (added > 0) await settleOutcomes(session, source, keys);
  return added;
}
