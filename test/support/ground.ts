import { type AreaKind, addPartnership } from '../../src/domain/areas';
import { importBoundaries } from '../../src/ingest';
import type { BoundaryAnswer, BoundaryImport } from '../../src/ingest/boundaries';
import type { Database } from '../../src/platform/database';
import { fileOf } from '../ingest/files';
import { sql } from './api';

/** South-west corner of the ground that tests invent, on the National Grid: near Ampthill. */
export const ORIGIN = { easting: 500_000, northing: 230_000 };

export type Ring = number[][];

/** A rectangle on the invented ground, in metres from its corner. */
export function box(x: number, y: number, width: number, height = width): Ring {
  const { easting, northing } = ORIGIN;
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
    [x, y],
  ].map(([dx, dy]) => [easting + dx, northing + dy]);
}

/** Lets protected counts of the police be told by place: no open source publishes the same crimes. */
export async function forgetOpenCategories(database: Database): Promise<void> {
  await sql(database, 'UPDATE source_offence SET published_from = NULL');
}

/** An area of a boundary file: one ring, or any GeoJSON geometry. */
export interface TestArea {
  code: string;
  name?: string;
  ring?: Ring;
  geometry?: object;
}

/** A GeoJSON file of areas. */
export function boundaryFile(areas: TestArea[], name = 'areas.geojson', folder?: string): string {
  const features = areas.map(({ code, name: label = `Area ${code}`, ring, geometry }) => ({
    type: 'Feature',
    properties: { code, name: label },
    geometry: geometry ?? { type: 'Polygon', coordinates: [ring] },
  }));
  return fileOf(JSON.stringify({ type: 'FeatureCollection', features }), name, folder);
}

/** Imports areas on the National Grid, unless `options` say otherwise. */
export function importAreas(
  database: Database,
  partnership: string,
  kind: keyof typeof AreaKind,
  areas: TestArea[],
  { file, ...options }: Partial<Omit<BoundaryImport, 'paths'>> & { file?: string } = {},
): Promise<BoundaryAnswer> {
  return importBoundaries(database, {
    partnership,
    kind: kind as AreaKind,
    crs: 'EPSG:27700',
    paths: [boundaryFile(areas, file)],
    ...options,
  });
}

/** A new partnership; its id. */
export async function partnershipOf(database: Database, code: string, name = `Partnership ${code}`) {
  const { id } = await database.transaction({}, (session) => addPartnership(session, { code, name }));
  return id;
}

/** A new partnership of the wards W1 and W2 around Dunstable, where the street files of the tests have their points; its id. */
export async function dunstableOf(database: Database, code: string): Promise<number> {
  const id = await partnershipOf(database, code);
  const between = (west: number, east: number) => [
    [west, 51.8],
    [east, 51.8],
    [east, 51.95],
    [west, 51.95],
    [west, 51.8],
  ];
  const wards = [
    { code: 'W1', ring: between(-0.6, -0.52) },
    { code: 'W2', ring: between(-0.52, -0.4) },
  ];
  await importAreas(database, code, 'WARD', wards, { crs: undefined });
  return id;
}
