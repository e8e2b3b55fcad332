import type { Session } from '../../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../../platform/database/sql';
import { type Caveat, CaveatCode, caveat } from '../../caveats';
import type { IncidentFilter } from './filter.input';

const SELECT_OUTSIDE = loadSql(__dirname, 'select_outside');

/** Fields of a filter that name ground by its shape, in the order of their regions. */
const SHAPES = ['within', 'bbox', 'near'] as const;

/**
 * Caveats on shapes of a filter that lie outside the partnership: their counts are zero for that reason.
 *
 * @param regions ground of the shapes, in the order of the fields that name them.
 */
export async function outsideCaveats(
  session: Session,
  partnershipId: number,
  where: IncidentFilter,
  regions: readonly Fragment[],
): Promise<Caveat[]> {
  const fields = SHAPES.filter((field) => where[field]);
  if (fields.length === 0) return [];
  const rows = join(
    regions.map((region) => sql`SELECT ${region} AS geom`),
    ' UNION ALL ',
  );
  const outside = await session.query<{ field: string }>(SELECT_OUTSIDE.with({ regions: rows }), {
    partnership_id: partnershipId,
    fields,
  });
  return outside.map(({ field }) =>
    caveat(
      CaveatCode.OUTSIDE_PARTNERSHIP,
      `${field} lies outside the partnership, so nothing is counted there.`,
    ),
  );
}
