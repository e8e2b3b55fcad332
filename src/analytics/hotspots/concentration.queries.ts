import { countsIn, type Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const SELECT_PLACE_COUNTS = loadSql(__dirname, 'select_place_counts');

/** Incidents of every place on the ground of a filter, the places without any too; and incidents without a place. */
export async function selectPlaceCounts(
  session: Session,
  selection: Selection,
): Promise<{ counts: Float64Array; unlocated: number }> {
  const counted = countsIn(selection, selection.period);
  const ground =
    selection.regions.map((region) => `ST_Intersects(l.geom, ${region})`).join(' AND ') || 'true';
  const rows = await session.query<{ is_place: boolean; n: number; places: number }>(
    SELECT_PLACE_COUNTS.with({ counts: counted.sql, ground }),
    counted.parameters,
  );
  const counts = rows
    .filter((row) => row.is_place)
    .flatMap(({ n, places }) => new Array<number>(places).fill(n));
  return {
    counts: Float64Array.from(counts),
    unlocated: rows.find((row) => !row.is_place)?.n ?? 0,
  };
}
