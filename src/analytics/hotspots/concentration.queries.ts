import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { join, loadSql, sql } from '../../platform/database/sql';

const SELECT_PLACE_COUNTS = loadSql(__dirname, 'select_place_counts');

/** Incidents of every place on the ground of a filter, the places without any too; and incidents without a place. */
export async function selectPlaceCounts(
  session: Session,
  selection: Selection,
): Promise<{ counts: Float64Array; unlocated: number }> {
  const located = selection.rows.regions.map((region) => sql`ST_Intersects(l.geom, ${region})`);
  const rows = await session.query<{ is_place: boolean; n: number; places: number }>(
    SELECT_PLACE_COUNTS.with({
      counts: selection.rows.counts(selection.period),
      inside: join([sql`true`, ...located], ' AND '),
    }),
    {
      partnership_ids: holdersOf(selection.partnership).ids,
      sources: selection.recordSources.map(({ id }) => id),
    },
  );
  const counts = rows
    .filter((row) => row.is_place)
    .flatMap(({ n, places }) => new Array<number>(places).fill(n));
  return {
    counts: Float64Array.from(counts),
    unlocated: rows.find((row) => !row.is_place)?.n ?? 0,
  };
}
