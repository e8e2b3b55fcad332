import { type Fragment, sql } from '../../platform/database/sql';

/**
 * Areas of a kind that contain locations, as a table with the columns location_id, area_id and valid (days on which the
 * boundary is valid).
 *
 * @param partnershipIds partnerships that hold the locations and the areas.
 * @param kind kind of area, such as WARD.
 */
export function areasOfLocations(partnershipIds: readonly number[], kind: string): Fragment {
  return sql`(
    SELECT la.location_id, la.area_id, daterange(a.valid_from, a.valid_to, '[]') AS valid
    FROM location_area AS la JOIN area AS a ON a.id = la.area_id
    WHERE la.partnership_id = ANY (${partnershipIds}::smallint[]) AND la.kind = ${kind}
  )`;
}
