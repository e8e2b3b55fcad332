import { Geometry as WkxGeometry } from 'wkx';
import type { Geometry } from './shape';

/**
 * GeoJSON as extended well-known binary, which PostGIS reads as a parameter without parsing JSON: a deeply nested text
 * would make the embedded back end fail without a message. Check the shape first, since `wkx` trusts its input.
 *
 * @param srid EPSG code of the coordinates, known to PostGIS.
 * @returns hexadecimal text for `:shape::geometry`.
 */
export function toEwkb(geometry: Geometry, srid: number): string {
  const parsed = WkxGeometry.parseGeoJSON(geometry);
  parsed.srid = srid;
  return parsed.toEwkb().toString('hex');
}

/** GeoJSON of a geometry from PostGIS (hexadecimal EWKB), in its own coordinates. */
export function fromEwkb(hex: string): Geometry {
  return WkxGeometry.parse(Buffer.from(hex, 'hex')).toGeoJSON() as Geometry;
}

/**
 * GeoJSON of well-known binary from elsewhere, such as a GeoPackage, in its own coordinates. Heights are kept, measures
 * are not. Checks the structure only.
 *
 * @throws Error where the bytes are damaged, or contain curves.
 */
export function fromWkb(bytes: Buffer): Geometry {
  return WkxGeometry.parse(bytes).toGeoJSON() as Geometry;
}
