import type { Selection } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { join, loadSql, sql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { fromEwkb } from '../../platform/geo';
import type { Ring } from '../../platform/statistics';

const SELECT_STUDY_AREA = loadSql(__dirname, 'select_study_area');
const NO_REGION = sql`SELECT NULL::geometry WHERE false`;

/** The ground on which an analytic looks for hotspots; metres on the National Grid. */
export interface StudyArea {
  rings: Ring[];
  /** Square metres. */
  area: number;
  /** Length of all rings. */
  outline: number;
}

/**
 * The ground that a filter asks about: the partnership, and in it the areas, the shape, the box and the circle of the
 * filter, where they overlap. Empty where they don't.
 *
 * @throws Problem NOT_ENOUGH_DATA where the partnership has no boundary.
 */
export async function selectStudyArea(session: Session, selection: Selection): Promise<StudyArea> {
  const { rows, period, partnership } = selection;
  const regions = rows.regions.map((region) => sql`SELECT ${region}`);
  const [row] = await session.query<{ geom: string; area: number; outline: number }>(
    SELECT_STUDY_AREA.with({ regions: join(regions.length > 0 ? regions : [NO_REGION], ' UNION ALL ') }),
    { partnership_id: partnership.id, from: period.from, to: period.to },
  );
  if (!row)
    throw new Problem(
      'NOT_ENOUGH_DATA',
      'The partnership has no boundary in this period. Import its wards first: csg import boundaries --kind ward …',
    );
  const { type, coordinates } = fromEwkb(row.geom);
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as [number, number][][][];
  const rings = polygons.flat().map((ring) => Float64Array.from(ring.flat()));
  return { rings, area: row.area, outline: row.outline };
}
