import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { Problem } from '../../platform/errors';
import { fromEwkb, type Geometry, toEwkb } from '../../platform/geo';
import { AreaKind, type AreaOrigin } from './area.type';
import { completeCountyOf } from './counties.queries';
import { someOf } from './versions.queries';

const LOCATE_BOXES = loadSql(__dirname, 'locate_boxes');
const DISSOLVE_WARDS = loadSql(__dirname, 'dissolve_wards');
const SELECT_CODES = loadSql(__dirname, 'select_codes');
const STORE_AREAS = loadSql(__dirname, 'store_areas');
const END_REPLACED_AREAS = loadSql(__dirname, 'end_replaced_areas');
const COMPLETE_GROUNDS = loadSql(__dirname, 'complete_grounds');
const DERIVE_BOUNDARY = loadSql(__dirname, 'derive_boundary');
const CLEAR_DERIVED_BOUNDARY = loadSql(__dirname, 'clear_derived_boundary');
const CLEAR_LOCATION_AREAS = loadSql(__dirname, 'clear_location_areas');
const COMPLETE_LOCATION_AREAS = loadSql(__dirname, 'complete_location_areas');
const CLEAR_OVERLAPS = loadSql(__dirname, 'clear_overlaps');
const COMPLETE_OVERLAPS = loadSql(__dirname, 'complete_overlaps');

/** Boundary read from a file. */
export interface Boundary {
  /** Number of the feature or line in its file. */
  line: number;
  code: string;
  name: string;
  /** Polygon or MultiPolygon in the coordinates of `srid`, its rings closed and of numbers. */
  geometry: Geometry;
  /** EPSG code of the coordinates. */
  srid: number;
}

/** Result of storing a boundary. */
export interface StoredBoundary {
  line: number;
  fate: 'loaded' | 'unchanged' | 'outside' | 'rejected';
  /** Fault of its rings that was repaired, in the words of PostGIS; null where there was none. */
  repaired: string | null;
  squareMetresChanged: number | null;
}

/** SQLSTATE of errors that PostGIS raises. */
const POSTGIS_FAULT = 'XX000';

/** West, south, east, north. */
export type Box = [west: number, south: number, east: number, north: number];

/**
 * Whether boxes in a CRS lie within limits on the National Grid (metres), by their corners.
 *
 * @param srid EPSG code of the boxes.
 * @throws Problem where PostGIS does not know the CRS, or cannot transform the coordinates to the National Grid.
 */
export async function lieWithin(
  session: Session,
  srid: number,
  boxes: readonly Box[],
  [west, south, east, north]: Box,
): Promise<boolean[]> {
  const side = (i: number) => boxes.map((box) => box[i]);
  const corners = { wests: side(0), souths: side(1), easts: side(2), norths: side(3) };
  try {
    const limits = { west, south, east, north };
    const rows = await session.query<{ inside: boolean }>(LOCATE_BOXES, { srid, ...corners, ...limits });
    return rows.map(({ inside }) => inside);
  } catch (fault) {
    if ((fault as { code?: string }).code !== POSTGIS_FAULT) throw fault;
    throw new Problem(
      'BAD_USER_INPUT',
      `PostGIS cannot bring coordinates of EPSG:${srid} to the National Grid: it does not know this CRS, or they are ` +
        'beyond it. Name the right CRS with --crs.',
    );
  }
}

/** Ids of the areas of a kind that are valid on a day, by code; the later one where two have one code. */
export async function codesAt(
  session: Session,
  of: { partnershipId: number; kind: AreaKind; at: string },
): Promise<Map<string, number>> {
  const rows = await session.query<{ id: number; code: string }>(SELECT_CODES, {
    partnership_id: of.partnershipId,
    kind: of.kind,
    at: of.at,
  });
  return new Map(rows.map(({ id, code }) => [code, id]));
}

/** Unions of groups of wards, given by id; MultiPolygons on the National Grid, in the order of the groups. */
export async function dissolveWards(session: Session, areas: readonly number[][]): Promise<Geometry[]> {
  const rows = await session.query<{ area: number; geom: string }>(DISSOLVE_WARDS, {
    groups: areas.flatMap((wards, i) => wards.map(() => i)),
    wards: areas.flat(),
  });
  return rows.map(({ geom }) => fromEwkb(geom));
}

/** Kinds of area that may reach beyond the partnership; only those that touch it are stored. */
const WIDER_KINDS = [AreaKind.POSTCODE_DISTRICT, AreaKind.LSOA];

/** Stores boundaries of a kind; one that is stored already with the same shape stays unchanged. */
export async function storeBoundaries(
  session: Session,
  partnershipId: number,
  boundaries: Boundary[],
  as: { kind: AreaKind; validFrom: string | null; validTo: string | null; origin: AreaOrigin },
): Promise<StoredBoundary[]> {
  const rows = await session.query<{
    line: number;
    fate: StoredBoundary['fate'];
    repaired: string | null;
    square_metres_changed: number | null;
  }>(STORE_AREAS, {
    partnership_id: partnershipId,
    kind: as.kind,
    lines: boundaries.map(({ line }) => line),
    codes: boundaries.map(({ code }) => code),
    names: boundaries.map(({ name }) => name),
    geometries: boundaries.map(({ geometry, srid }) => toEwkb(geometry, srid)),
    valid_from: as.validFrom,
    valid_to: as.validTo,
    origin: as.origin,
    within_partnership: WIDER_KINDS.includes(as.kind),
  });
  return rows.map(({ line, fate, repaired, square_metres_changed }) => ({
    line,
    fate,
    repaired,
    squareMetresChanged: square_metres_changed,
  }));
}

/**
 * Ends boundaries of a kind where later ones replace them: those with the same code, or covering more than half of
 * them. Call it after all boundaries of one vintage are stored.
 *
 * @returns sentences about the ended boundaries, for the person who imports.
 */
export async function endReplacedBoundaries(
  session: Session,
  partnershipId: number,
  { kind, validFrom, validTo }: { kind: AreaKind; validFrom: string | null; validTo: string | null },
): Promise<string[]> {
  const rows = await session.query<{ earlier: boolean; day: string; codes: string[] }>(END_REPLACED_AREAS, {
    partnership_id: partnershipId,
    kind,
    valid_from: validFrom,
    valid_to: validTo,
  });
  return rows.map(({ earlier, day, codes }) =>
    earlier
      ? `${codes.length} from before end on ${day}, as these take their place (${someOf(codes)})`
      : `${codes.length} of these end on ${day}, as later ones take their place (${someOf(codes)})`,
  );
}

/**
 * Updates everything derived from boundaries after some of a kind were stored: county, areas of locations, overlaps.
 */
export async function completeAfterBoundaries(
  session: Session,
  partnershipId: number,
  kind: AreaKind,
): Promise<void> {
  const partnership = { partnership_id: partnershipId };
  await session.query(COMPLETE_GROUNDS, { ...partnership, kind });
  if (kind === AreaKind.WARD) await session.query(DERIVE_BOUNDARY, partnership);
  if (kind === AreaKind.PARTNERSHIP) await session.query(CLEAR_DERIVED_BOUNDARY, partnership);
  if (kind === AreaKind.WARD || kind === AreaKind.PARTNERSHIP) await completeCountyOf(session, partnershipId);
  if (kind === AreaKind.PARTNERSHIP) return;
  await session.query(CLEAR_LOCATION_AREAS, { ...partnership, kind });
  await session.query(COMPLETE_LOCATION_AREAS, { ...partnership, kind, locations: null });
  if (kind === AreaKind.LSOA) return;
  await session.query(CLEAR_OVERLAPS, partnership);
  await session.query(COMPLETE_OVERLAPS, partnership);
}

/** Resolves the areas of locations that were just added. */
export async function completeLocations(
  session: Session,
  partnershipId: number,
  locations: number[],
): Promise<void> {
  await session.query(COMPLETE_LOCATION_AREAS, { partnership_id: partnershipId, kind: null, locations });
}
