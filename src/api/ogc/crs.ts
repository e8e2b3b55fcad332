import type { RequestContext } from '../../access';
import { Problem } from '../../platform/errors';
import type { Geometry } from '../../platform/geo';
import { transformPositions } from './crs.queries';

/** Metres. Radius of the sphere of EPSG:3857. */
const RADIUS = 6_378_137;

/** A coordinate reference system that features are given in. */
export interface Crs {
  uri: string;
  srid: number;
  /** Whether latitude comes first, as the authority of the CRS orders its axes. */
  latitudeFirst: boolean;
  /** Decimals that mean a centimetre or less. */
  decimals: number;
}

const crs = (path: string, srid: number, latitudeFirst: boolean, decimals: number): Crs => ({
  uri: `http://www.opengis.net/def/crs/${path}`,
  srid,
  latitudeFirst,
  decimals,
});

export const CRS84 = crs('OGC/1.3/CRS84', 4326, false, 7);
const WGS84 = crs('EPSG/0/4326', 4326, true, 7);
const NATIONAL_GRID = crs('EPSG/0/27700', 27700, false, 3);
const WEB_MERCATOR = crs('EPSG/0/3857', 3857, false, 3);

/** Every CRS that a collection is offered in. The first is that of GeoJSON. */
export const ALL_CRS = [CRS84, WGS84, NATIONAL_GRID, WEB_MERCATOR];

/** The CRS of a URI. Problem BAD_USER_INPUT with those that are known. */
export function crsOf(parameter: string, uri: string): Crs {
  const found = ALL_CRS.find((each) => each.uri === uri);
  if (found) return found;
  throw new Problem(
    'BAD_USER_INPUT',
    `${parameter}: expected one of ${ALL_CRS.map((each) => each.uri).join(', ')}.`,
    {
      parameter,
    },
  );
}

type Position = [number, number];

const toMercator = ([longitude, latitude]: Position): Position => [
  (RADIUS * longitude * Math.PI) / 180,
  RADIUS * Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)),
];

/** A position as coordinates say it; a list of them, of rings, of polygons. */
type Coordinates = Position | Coordinates[];

const isPosition = (coordinates: Coordinates): coordinates is Position => typeof coordinates[0] === 'number';

const eachPosition = (coordinates: Coordinates, change: (position: Position) => Position): Coordinates =>
  isPosition(coordinates) ? change(coordinates) : coordinates.map((part) => eachPosition(part, change));

function mapGeometry(geometry: Geometry | null, change: (position: Position) => Position): Geometry | null {
  return geometry && { ...geometry, coordinates: eachPosition(geometry.coordinates as Coordinates, change) };
}

/** Degrees as positions of a CRS, easting or longitude first. */
async function project(context: RequestContext, positions: Position[], srid: number): Promise<Position[]> {
  if (srid === 4326 || positions.length === 0) return positions;
  if (srid === 3857) return positions.map(toMercator);
  const given = { xs: positions.map(([x]) => x), ys: positions.map(([, y]) => y) };
  const { xs, ys } = await context.session((session) => transformPositions(session, given, 4326, srid));
  return positions.map((_, i) => [xs[i], ys[i]]);
}

/** Things with a geometry in degrees, in a CRS, easting or longitude first whatever its axes: a statement for all. */
export async function bringTo<T extends { geometry: Geometry | null }>(
  context: RequestContext,
  things: readonly T[],
  { srid }: Crs,
): Promise<T[]> {
  if (srid === 4326) return [...things];
  const all: Position[] = [];
  for (const { geometry } of things)
    mapGeometry(geometry, (position) => {
      all.push(position);
      return position;
    });
  const projected = await project(context, all, srid);
  let next = 0;
  return things.map((thing) => ({
    ...thing,
    geometry: mapGeometry(thing.geometry, () => projected[next++]),
  }));
}

/** A thing that was brought to a CRS as it is written: its axes in their order, rounded. */
export function written<T extends { geometry: Geometry | null }>(
  thing: T,
  { latitudeFirst, decimals }: Crs,
): T {
  const scale = 10 ** decimals;
  const round = (value: number) => Math.round(value * scale) / scale;
  return {
    ...thing,
    geometry: mapGeometry(thing.geometry, ([x, y]) =>
      latitudeFirst ? [round(y), round(x)] : [round(x), round(y)],
    ),
  };
}

/** A box in a CRS, easting or longitude first. */
export interface Box {
  crs: Crs;
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Pieces of each side of a box whose sides are not straight in degrees. */
const PIECES = 16;

/** A box as a ring in degrees. */
export async function ringOf(
  context: RequestContext,
  { crs, west, south, east, north }: Box,
): Promise<Position[]> {
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  const ring = corners.flatMap(([x, y], i): Position[] => {
    const [toX, toY] = corners[(i + 1) % corners.length];
    return Array.from({ length: PIECES }, (_, n) => [
      x + ((toX - x) * n) / PIECES,
      y + ((toY - y) * n) / PIECES,
    ]);
  });
  ring.push(ring[0]);
  if (crs.srid === 4326) return ring;
  const given = { xs: ring.map(([x]) => x), ys: ring.map(([, y]) => y) };
  const { xs, ys } = await context.session((session) => transformPositions(session, given, crs.srid, 4326));
  return ring.map((_, i) => [xs[i], ys[i]]);
}

/** Whether a line between two positions meets a box (Liang and Barsky 1984). */
function meets([x, y]: Position, [toX, toY]: Position, box: Box): boolean {
  let enter = 0;
  let leave = 1;
  const sides = [
    [x - toX, x - box.west],
    [toX - x, box.east - x],
    [y - toY, y - box.south],
    [toY - y, box.north - y],
  ];
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return false;
    if (direction < 0) enter = Math.max(enter, distance / direction);
    if (direction > 0) leave = Math.min(leave, distance / direction);
  }
  return enter <= leave;
}

/** Whether a position lies inside rings, by the number of their sides to the east of it. */
function isInside([x, y]: Position, rings: Position[][]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1];
      const [x2, y2] = ring[i];
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
    }
  return inside;
}

/** Whether a point or an area shares anything with a box; both in the same CRS. */
export function intersects(geometry: Geometry | null, box: Box): boolean {
  if (geometry === null) return false;
  if (geometry.type === 'Point') {
    const position = geometry.coordinates as Position;
    return meets(position, position, box);
  }
  const polygons = (
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  ) as Position[][][];
  return polygons.some(
    (rings) =>
      rings.some((ring) => ring.some((to, i) => i > 0 && meets(ring[i - 1], to, box))) ||
      isInside([box.west, box.south], rings),
  );
}
