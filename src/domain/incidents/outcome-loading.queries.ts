import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type SourceKey, settleOutcomes } from './outcomes.queries';
import type { RecordPoint } from './record';

const ADD_INCIDENT_OUTCOMES = loadSql(__dirname, 'add_incident_outcomes');
const SELECT_POINTS_INSIDE = loadSql(__dirname, 'select_points_inside');

/**
 * Positions of the points that lie in the partnership.
 *
 * @param open whether the source of the events is open
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

/** An outcome event, with the ids and keys that the database knows it by. */
export interface OutcomeRow {
  outcomeKey: string;
  outcomeId: number;
  /** `YYYY-MM`. */
  month: string;
  /** Position among the events of the same month. */
  ordinal: number;
}

/** Adds outcome events that are not there yet, and brings their incidents up to date. @returns how many were added. */
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
