import { Problem } from '../../platform/errors';
import type { Geometry } from '../../platform/geo';

/** Coordinate reference system that features are available in. */
export interface Crs {
  uri: string;
  srid: number;
  /** Whether latitude comes first, as the authority of the CRS orders its axes. */
  latitudeFirst: boolean;
  /** Decimals of a coordinate, enough for a centimetre. */
  decimals: number;
}

const crs = (path: string, srid: number, latitudeFirst: boolean, decimals: number): Crs => ({
  uri: `http://www.opengis.net/def/crs/${path}`,
  srid,
  latitudeFirst,
  decimals,
});

/** Longitude and latitude (WGS 84), the CRS of GeoJSON. */
export const CRS84 = crs('OGC/1.3/CRS84', 4326, false, 7);
const WGS84 = crs('EPSG/0/4326', 4326, true, 7);
const NATIONAL_GRID = crs('EPSG/0/27700', 27700, false, 3);
const WEB_MERCATOR = crs('EPSG/0/3857', 3857, false, 3);

/** CRSs of all collections, that of GeoJSON first. */
export const ALL_CRS = [CRS84, WGS84, NATIONAL_GRID, WEB_MERCATOR];

/** CRS by its URI. Problem BAD_USER_INPUT, listing the known ones. */
export function crsOf(parameter: string, uri: string): Crs {
  const found = ALL_CRS.find((each) => each.uri === uri);
  if (found) return found;
  const known = ALL_CRS.map((each) => each.uri).join(', ');
  throw new Problem('BAD_USER_INPUT', `${parameter}: expected one of ${known}.`, { parameter });
}

type Position = [number, number];

/** Position, or nested lists of positions. */
type Coordinates = Position | Coordinates[];

const isPosition = (coordinates: Coordinates): coordinates is Position => typeof coordinates[0] === 'number';

const eachPosition = (coordinates: Coordinates, change: (position: Position) => Position): Coordinates =>
  isPosition(coordinates) ? change(coordinates) : coordinates.map((part) => eachPosition(part, change));

/** Puts a feature's coordinates, easting or longitude first, in the axis order of a CRS, and rounds them. */
export function inAxisOrder<T extends { geometry: Geometry | null }>(
  feature: T,
  { latitudeFirst, decimals }: Crs,
): T {
  const scale = 10 ** decimals;
  const round = (value: number) => Math.round(value * scale) / scale;
  const { geometry } = feature;
  if (geometry === null) return feature;
  const coordinates = eachPosition(geometry.coordinates as Coordinates, ([x, y]) =>
    latitudeFirst ? [round(y), round(x)] : [round(x), round(y)],
  );
  return { ...feature, geometry: { ...geometry, coordinates } };
}
