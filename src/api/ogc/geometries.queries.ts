import type { ProjectedBox } from '../../domain/areas';
import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';

const PROJECT_GEOMETRIES = loadSql(__dirname, 'project_geometries');
const SELECT_INSIDE = loadSql(__dirname, 'select_inside');
const OUTLINE_BOX = loadSql(__dirname, 'outline_box');

const textOf = (geometry: Geometry) => JSON.stringify(geometry);

/** Transforms geometries from degrees to another CRS, easting or longitude first, in the order given. */
export async function projectGeometries(
  session: Session,
  geometries: readonly Geometry[],
  { srid, decimals }: { srid: number; decimals: number },
): Promise<Geometry[]> {
  const values = { geometries: geometries.map(textOf), srid, decimals };
  const rows = await session.query<{ geometry: string }>(PROJECT_GEOMETRIES, values);
  return rows.map(({ geometry }) => JSON.parse(geometry));
}

/** Indices of the geometries, given in degrees, that intersect a box. */
export async function selectInside(
  session: Session,
  geometries: readonly Geometry[],
  { srid, west, south, east, north }: ProjectedBox,
): Promise<number[]> {
  const values = { geometries: geometries.map(textOf), srid, west, south, east, north };
  return (await session.query<{ index: number }>(SELECT_INSIDE, values)).map(({ index }) => index);
}

/** Polygon in degrees that follows the sides of a box. */
export async function outlineBox(
  session: Session,
  { srid, west, south, east, north }: ProjectedBox,
): Promise<Geometry> {
  const [row] = await session.query<{ outline: string }>(OUTLINE_BOX, { srid, west, south, east, north });
  return JSON.parse(row.outline);
}
