import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { fromEwkb } from '../../platform/geo';
import { AreaKind, AreaOrigin } from './area.type';
import { completeAfterBoundaries, storeBoundaries } from './boundaries.queries';

const STORE_POSTCODES = loadSql(__dirname, 'store_postcodes');
const FORGET_COARSE_POSTCODES = loadSql(__dirname, 'forget_coarse_postcodes');
const OUTLINE_DISTRICTS = loadSql(__dirname, 'outline_districts');

/** Position of a postcode, or of a whole district. */
export interface PostcodePoint {
  /** Line of the file. */
  line: number;
  /** Outward part of the postcode. */
  district: string;
  /** Easting, or longitude. */
  x: number;
  /** Northing, or latitude. */
  y: number;
}

/** Result of storing a postcode; one is kept for each district and hectare. */
export interface StoredPostcode {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside';
}

/**
 * Stores positions of postcodes, or (`coarse`) single points for whole districts.
 *
 * @param srid EPSG code of the positions, 27700 or 4326.
 */
export function storePostcodes(
  session: Session,
  partnershipId: number,
  points: readonly PostcodePoint[],
  { srid, coarse }: { srid: number; coarse: boolean },
): Promise<StoredPostcode[]> {
  return session.query<StoredPostcode>(STORE_POSTCODES, {
    partnership_id: partnershipId,
    lines: points.map(({ line }) => line),
    districts: points.map(({ district }) => district),
    xs: points.map(({ x }) => x),
    ys: points.map(({ y }) => y),
    srid,
    coarse,
  });
}

/** Postcode district outlined from its postcodes. */
export interface OutlinedDistrict {
  code: string;
  /** Whether the outline is made from one point for the whole district. */
  coarse: boolean;
}

/** Outlines the districts of the partnership that have no imported outline, from all postcodes stored. */
export async function outlineDistricts(session: Session, partnershipId: number): Promise<OutlinedDistrict[]> {
  const partnership = { partnership_id: partnershipId };
  await session.query(FORGET_COARSE_POSTCODES, partnership);
  const rows = await session.query<{ code: string; coarse: boolean; geom: string }>(
    OUTLINE_DISTRICTS,
    partnership,
  );
  if (rows.length === 0) return [];
  const kind = AreaKind.POSTCODE_DISTRICT;
  const boundaries = rows.map(({ code, geom }, i) => ({
    ...{ line: i + 1, code, name: code, srid: 27700 },
    geometry: fromEwkb(geom),
  }));
  const as = { kind, validFrom: null, validTo: null, origin: AreaOrigin.DERIVED };
  const stored = await storeBoundaries(session, partnershipId, boundaries, as);
  if (stored.some(({ fate }) => fate === 'loaded'))
    await completeAfterBoundaries(session, partnershipId, kind);
  return rows.map(({ code, coarse }) => ({ code, coarse }));
}
