import { AreaKind, areasOfLocations, holdersOf } from '../../domain/areas';
import { type Selection, sntAreaOf } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { loadSql, sql } from '../../platform/database/sql';

const COUNT_BY_AREA_AND_STRETCH = loadSql(__dirname, 'count_by_area_and_stretch');

/** Incidents of an area and stretch of time that belong to identical themes. */
export interface StretchTally {
  /** Null: in no area. */
  area_id: number | null;
  /** Null for the cell of a flag. */
  offence_id: number | null;
  flags: number;
  /** Number of the stretch, from 0. */
  stretch: number;
  n: number;
}

/**
 * Counts incidents of successive stretches of time by area and by the offence and flags that decide their themes, in
 * one statement.
 *
 * @param selection resolved for the day whose areas count (`areasAsOf`).
 * @param stretches each begins where the previous one ends.
 * @param byDay true: stretches of days, which only records have; false: whole months.
 */
export function countByAreaAndStretch(
  session: Session,
  selection: Selection,
  kind: AreaKind.WARD | AreaKind.SNT_AREA,
  stretches: readonly Period[],
  byDay: boolean,
): Promise<StretchTally[]> {
  const period = { from: stretches[0].from, to: stretches.at(-1)!.to };
  const { rows, areasAsOf } = selection;
  const counts = byDay
    ? sql`(SELECT c.location_id, c.offence_id, c.flags,
      (c.occurred_from AT TIME ZONE 'Europe/London')::date AS month, 1 AS n FROM ${rows.records(period)} AS c)`
    : rows.counts(period);
  const slots = {
    counts,
    cells: rows.cells(period, { withFlags: true }),
    located: areasOfLocations(holdersOf(selection.partnership).ids, kind),
    cell_area: kind === AreaKind.WARD ? sql`c.ward_id` : sntAreaOf(sql`c`, areasAsOf),
  };
  return session.query<StretchTally>(COUNT_BY_AREA_AND_STRETCH.with(slots), {
    areas_as_of: areasAsOf,
    starts: stretches.map(({ from }) => from),
  });
}
