import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { type Geometry, toEwkb } from '../../platform/geo';

const STORE_PLACES = loadSql(__dirname, 'store_places');

/** A name that people use for some ground: that within some distance of a point, or a polygon. */
export interface NamedPlace {
  /** Number of the feature or line in its file. */
  line: number;
  name: string;
  /** `estate`, `town centre` or another word; the former two name a hotspot first. */
  kind: string;
  /** Point, Polygon or MultiPolygon in the coordinates of `srid`, structurally sound. */
  geometry: Geometry;
  srid: number;
  /** Metres around a point; null for polygons. */
  radius: number | null;
}

/** What became of a place. */
export interface StoredPlace {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside' | 'rejected';
  /** What was wrong with its rings before they were repaired; null where nothing was. */
  repaired: string | null;
}

/**
 * Stores places of the gazetteer; one of the same name and kind is replaced, one that does not touch the partnership's
 * boundary is left out. No two of them may have the same name and kind.
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
