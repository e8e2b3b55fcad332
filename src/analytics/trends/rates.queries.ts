import { type AreaKind, holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql, sql } from '../../platform/database/sql';

const SELECT_RATED_AREAS = loadSql(__dirname, 'select_rated_areas');

/** An area that a rate may be given of. */
export interface RatedArea {
  /** Of its newest boundary. */
  id: number;
  code: string;
  name: string;
  /** Days of the period on which it was valid. */
  days: number;
  /** How much of it lies on the ground that the filter asks about, 0 to 1. */
  share: number;
}

/** The areas of a kind in a period, by code. */
export function selectRatedAreas(
  session: Session,
  { partnership, areasAsOf, rows }: Selection,
  kind: AreaKind,
  period: Period,
): Promise<RatedArea[]> {
  // Filters combine with AND, so the ground is what their regions share.
  const [first, ...others] = rows.regions;
  const region = others.reduce((shared, next) => sql`ST_Intersection(${shared}, ${next})`, first);
  return session.query<RatedArea>(SELECT_RATED_AREAS.with({ region: region ?? sql`NULL::geometry` }), {
    partnership_ids: holdersOf(partnership).ids,
    areas_as_of: areasAsOf,
    kind,
    from: period.from,
    to: period.to,
  });
}
