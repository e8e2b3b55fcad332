import { type Fragment, sql } from '../../../platform/database/sql';
import type { WardBridge } from '../../areas';

/**
 * Table of the cells that a viewer may read, one row for each partnership, source, offence or flag, place and month,
 * with the number `n`.
 *
 * @param exact whether to read exact cells instead of protected ones.
 */
function cellTable(exact: boolean): Fragment {
  return exact ? sql`exact_count` : sql`published_count`;
}

/**
 * Cells that a viewer may read, with a column `estimated`, in the wards of their time or, through a bridge, of one day:
 * a ward of another time is divided among the wards of that day. Shares are exact decimals, so that a sum does not
 * depend on its order.
 */
export function cellsOn(exact: boolean, bridge: WardBridge | null): Fragment {
  if (!bridge) return sql`(SELECT *, false AS estimated FROM ${cellTable(exact)})`;
  const { fromIds, toIds, shares, estimated } = bridge;
  return sql`(
      SELECT c.partnership_id, c.source_id, c.offence_id, c.flag, coalesce(b.to_id, c.ward_id) AS ward_id,
        c.postcode_district, c.month, c.n * coalesce(b.share, 1) AS n, coalesce(b.estimated, false) AS estimated
      FROM ${cellTable(exact)} AS c
      LEFT JOIN unnest(${fromIds}::integer[], ${toIds}::integer[], ${shares}::numeric[], ${estimated}::boolean[])
        AS b (from_id, to_id, share, estimated) ON b.from_id = c.ward_id)`;
}
