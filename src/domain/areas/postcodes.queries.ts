import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { fromEwkb } from '../../platform/geo';
import { AreaKind, AreaOrigin } from './area.type';
import { completeAfterBoundaries, storeBoundaries } from './boundaries.queries';

const STORE_POSTCODES = loadSql(__dirname, 'store_postcodes');
const FORGET_COARSE_POSTCODES = loadSql(__dirname, 'forget_coarse_postcodes');
const OUTLINE_DISTRICTS = loadSql(__dirname, 'outline_districts');

/** Where a postcode is, or a whole district. */
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

/** What became of a postcode: one of its district and hectare is kept. */
export interface StoredPostcode {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside';
}

/**
 * Stores where postcodes are, or (`coarse`) single points that stand for whole districts.
 * @param srid of their coordinates, 27700 or 4326
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

/** A postcode district that was outlined by its postcodes. */
export interface OutlinedDistrict {
  code: string;
  /** Whether one point stands for all of it. */
  coarse: boolean;
}

/** Outlines the districts of the partnership that no outline has been imported of, by all the postcodes that are known. */
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
