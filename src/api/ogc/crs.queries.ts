import { type Session, unpackFloats } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

const TRANSFORM_POSITIONS = loadSql(__dirname, 'transform_positions');

/** Positions, longitude (easting) first. */
export interface Positions {
  xs: number[];
  ys: number[];
}

/** Positions in another CRS, in the same order, as PostGIS transforms them. */
export async function transformPositions(
  session: Session,
  { xs, ys }: Positions,
  fromSrid: number,
  toSrid: number,
): Promise<{ xs: Float64Array; ys: Float64Array }> {
  const [row] = await session.query<{ xs: Buffer | null; ys: Buffer | null }>(TRANSFORM_POSITIONS, {
    xs,
    ys,
    from_srid: fromSrid,
    to_srid: toSrid,
  });
  return { xs: unpackFloats(row.xs), ys: unpackFloats(row.ys) };
}
