import { Geometry as WkxGeometry } from 'wkx';
import type { Geometry } from './shape';

/**
 * GeoJSON as extended well-known binary, the form in which PostGIS takes a geometry as a parameter without parsing
 * JSON (a deeply nested text would make the embedded back end fail without a word). Check the shape first: `wkx`
 * trusts what it is given.
 *
 * @param srid of the coordinates, a code of EPSG that PostGIS knows.
 * @returns hexadecimal text for `:shape::geometry`.
 */
export function toEwkb(geometry: Geometry, srid: number): string {
  const parsed = WkxGeometry.parseGeoJSON(geometry);
  parsed.srid = srid;
  return parsed.toEwkb().toString('hex');
}

/** Geometry of our own database, as PostGIS sends it (hexadecimal EWKB), as GeoJSON in the coordinates it has. */
export function fromEwkb(hex: string): Geometry {
  return WkxGeometry.parse(Buffer.from(hex, 'hex')).toGeoJSON() as Geometry;
}

/**
 * Well-known binary of others, as a GeoPackage has it, as GeoJSON in the coordinates it has. Heights stay, measures
 * don't. Nothing but its structure is checked.
 *
 * @throws Error of any kind where the bytes are damaged, or hold curves.
 */
export function fromWkb(bytes: Buffer): Geometry {
  return WkxGeometry.parse(bytes).toGeoJSON() as Geometry;
}
