import { Geometry as WkxGeometry } from 'wkx';
import type { Geometry } from './shape';

/**
 * GeoJSON as extended well-known binary, the form in which PostGIS takes a geometry as a parameter without parsing
 * JSON (a deeply nested text would make the embedded back end fail without a word). Check the shape first: `wkx`
 * trusts what it is given.
 *
 * @param srid of the coordinates: 4326 or 27700.
 * @returns hexadecimal text for `:shape::geometry`.
 */
export function toEwkb(geometry: Geometry, srid: 4326 | 27700): string {
  const parsed = WkxGeometry.parseGeoJSON(geometry);
  parsed.srid = srid;
  return parsed.toEwkb().toString('hex');
}

/** Geometry of our own database, as PostGIS sends it (hexadecimal EWKB), as GeoJSON in the coordinates it has. */
export function fromEwkb(hex: string): Geometry {
  return WkxGeometry.parse(Buffer.from(hex, 'hex')).toGeoJSON() as Geometry;
}
