import { Problem } from '../errors';

/** GeoJSON geometry in longitude and latitude (RFC 7946), as in answers of the API. */
export interface Geometry {
  type: string;
  coordinates: unknown;
}

/** GeoJSON Polygon or MultiPolygon from a caller. */
export interface Shape {
  type: 'Polygon' | 'MultiPolygon';
  coordinates: unknown[];
}

const MAX_VERTICES = 10_000;

function isPosition(value: unknown): value is [number, number] {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    value.length <= 3 &&
    value.every((part) => Number.isFinite(part)) &&
    Math.abs(value[0]) <= 180 &&
    Math.abs(value[1]) <= 90
  );
}

function refuse(reason: string): never {
  throw new Problem('BAD_USER_INPUT', `The shape cannot be used: ${reason}.`);
}

function checkRing(ring: unknown): number {
  if (!Array.isArray(ring) || !ring.every(isPosition))
    refuse('its coordinates must be longitude, latitude in degrees (WGS 84)');
  const [first, last] = [ring[0], ring.at(-1)] as [number, number][];
  if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1])
    refuse('each ring needs at least four positions, the last equal to the first');
  return ring.length;
}

/**
 * Checks a shape from a caller: structure, range and size. Crossing rings are left for PostGIS to repair.
 *
 * @returns the shape without heights, since a ring with heights at some positions only could not be written.
 * @throws Problem BAD_USER_INPUT or TOO_LARGE.
 */
export function checkShape(value: unknown): Shape {
  const shape = value as Shape;
  if (shape?.type !== 'Polygon' && shape?.type !== 'MultiPolygon')
    refuse('it must be a GeoJSON Polygon or MultiPolygon');
  const polygons = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates) as unknown[][];
  if (
    !Array.isArray(polygons) ||
    polygons.length === 0 ||
    !polygons.every((p) => Array.isArray(p) && p.length > 0)
  )
    refuse('it has no rings');
  const vertices = polygons.flat().reduce((sum: number, ring) => sum + checkRing(ring), 0);
  if (vertices > MAX_VERTICES)
    throw new Problem('TOO_LARGE', `A shape may have ${MAX_VERTICES} vertices at most; simplify it first.`, {
      limit: MAX_VERTICES,
    });
  const level = polygons.map((rings) => (rings as number[][][]).map((ring) => ring.map(([x, y]) => [x, y])));
  return { type: shape.type, coordinates: shape.type === 'Polygon' ? level[0] : level };
}

/** All positions of a shape, longitude first. */
export function positionsOf({ type, coordinates }: Shape): [number, number][] {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return (polygons as [number, number][][][]).flat(2);
}
