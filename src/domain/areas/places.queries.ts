import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type Geometry, toEwkb } from '../../platform/geo';

const STORE_PLACES = loadSql(__dirname, 'store_places');

/** Place of the gazetteer: a name for the ground within a polygon, or within some distance of a point. */
export interface NamedPlace {
  /** Number of the feature or line in its file. */
  line: number;
  name: string;
  /** `estate`, `town centre` or another word; a hotspot takes its name from an estate or town centre first. */
  kind: string;
  /** Point, Polygon or MultiPolygon in the coordinates of `srid`, its rings closed and of numbers. */
  geometry: Geometry;
  srid: number;
  /** Metres around a point; null for polygons. */
  radius: number | null;
}

/** Result of storing a place. */
export interface StoredPlace {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside' | 'rejected';
  /** Fault of its rings that was repaired, in the words of PostGIS; null where there was none. */
  repaired: string | null;
}

/**
 * Stores places of the gazetteer, no two with one name and kind. A stored place of that name and kind is replaced; one
 * that does not touch the partnership's boundary is left out.
 */
export async function storePlaces(
  session: Session,
  partnershipId: number,
  places: readonly NamedPlace[],
): Promise<StoredPlace[]> {
  return session.query<StoredPlace>(STORE_PLACES, {
    partnership_id: partnershipId,
    lines: places.map(({ line }) => line),
    names: places.map(({ name }) => name),
    kinds: places.map(({ kind }) => kind),
    geometries: places.map(({ geometry, srid }) => toEwkb(geometry, srid)),
    radii: places.map(({ radius }) => radius),
  });
}
