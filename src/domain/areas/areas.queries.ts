import type { Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import { didYouMean, nearestCodes, Problem } from '../../platform/errors';
import type { Geometry } from '../../platform/geo';
import { PartnershipEntity } from './area.entity';
import type { Area, AreaKind, AreaOrigin, Overlap } from './area.type';
import type { Partnership } from './partnership.type';

const SELECT_PARTNERSHIPS = loadSql(__dirname, 'select_partnerships');
const SELECT_AREAS = loadSql(__dirname, 'select_areas');
const SELECT_AREAS_BY_ID = loadSql(__dirname, 'select_areas_by_id');
const SELECT_AREAS_AT = loadSql(__dirname, 'select_areas_at');
const SELECT_GEOMETRIES = loadSql(__dirname, 'select_geometries');
const SELECT_OVERLAPS = loadSql(__dirname, 'select_overlaps');
const SELECT_BOUNDS = loadSql(__dirname, 'select_bounds');
const COUNT_AREAS = loadSql(__dirname, 'count_areas');

/** A row of the statements that select areas. */
export interface AreaRow {
  id: number;
  kind: AreaKind;
  code: string;
  name: string;
  origin: AreaOrigin;
  valid_from: string | null;
  valid_to: string | null;
  area_km2: number;
  easting: number;
  northing: number;
  longitude: number;
  latitude: number;
}

/** Row of a listed area, with the ids of the same area in other members of the county. */
type ListedAreaRow = AreaRow & { twins: number[] };

/** Area from its row. */
export function toArea(row: AreaRow | ListedAreaRow): Area {
  const { longitude, latitude, easting, northing } = row;
  return {
    id: row.id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    origin: row.origin,
    areaKm2: row.area_km2,
    centroid: { longitude, latitude, easting, northing },
    validFrom: row.valid_from,
    validTo: row.valid_to,
    twins: 'twins' in row ? row.twins : undefined,
  };
}

/** Adds a partnership; its boundaries and data come later. Problem CONFLICT where the code is taken. */
export async function addPartnership(
  { manager }: Session,
  { code, name, synthetic = false }: { code: string; name: string; synthetic?: boolean },
): Promise<PartnershipEntity> {
  if (await manager.existsBy(PartnershipEntity, { code }))
    throw new Problem('CONFLICT', 'There is a partnership with this code already.');
  return manager.save(manager.create(PartnershipEntity, { code, name, synthetic, dataVersion: 1 }));
}

async function selectPartnerships(
  session: Session,
  which: { code?: string; ids?: readonly number[] },
): Promise<Partnership[]> {
  const rows = await session.query<{
    id: number;
    code: string;
    name: string;
    synthetic: boolean;
    data_version: string;
    release_due: string;
    hotspots_version: number;
    county_id: number | null;
    member_ids: number[];
    member_codes: string[];
    member_names: string[];
    sharing_ids: number[];
    shares_records: boolean;
    overlap: number;
  }>(SELECT_PARTNERSHIPS, { code: which.code ?? null, ids: which.ids ?? null });
  const partnerships = rows.map(({ id, code, name, synthetic, overlap, ...row }) => ({
    id,
    code,
    name,
    synthetic,
    overlap,
    dataVersion: row.data_version,
    releaseDue: row.release_due,
    hotspotsVersion: row.hotspots_version,
    countyId: row.county_id,
    sharesRecords: row.shares_records,
    memberIds: row.member_ids,
    memberCodes: row.member_codes,
    memberNames: row.member_names,
    sharingIds: row.sharing_ids,
  }));
  for (const partnership of partnerships) {
    session.remember(partnershipByCode, partnership.code, partnership);
    session.remember(selectById, partnership.id, partnership);
  }
  return partnerships;
}

/**
 * Partnership by its code, as a read that sessions of a request share (`once`). Problem NOT_FOUND, listing the codes.
 */
export async function partnershipByCode(session: Session, code: string): Promise<Partnership> {
  const [partnership] = await selectPartnerships(session, { code });
  if (partnership) return partnership;
  const all = await listPartnerships(session);
  const codes = all.map((each) => each.code);
  throw new Problem(
    'NOT_FOUND',
    codes.length > 0
      ? `There is no partnership with this code. ${didYouMean(nearestCodes(code, all))}There are: ${codes.slice(0, 20).join(', ')}.`
      : 'There is no partnership yet. Add one with: csg partnership add CODE NAME.',
  );
}

async function selectById(session: Session, id: number): Promise<Partnership> {
  return (await selectPartnerships(session, { ids: [id] }))[0];
}

const selectAll = (session: Session, _: 'all') => selectPartnerships(session, {});

/** All partnerships by code; read once per request. */
export function listPartnerships(session: Session): Promise<Partnership[]> {
  return session.once(selectAll, 'all');
}

/** Partnerships by id, in no particular order. */
export function selectPartnershipsById(session: Session, ids: readonly number[]): Promise<Partnership[]> {
  return selectPartnerships(session, { ids });
}

/** Partnership by its code; read once per request. Problem NOT_FOUND, listing the codes. */
export function findPartnership(session: Session, code: string): Promise<Partnership> {
  return session.once(partnershipByCode, code);
}

/** Partnership by an id from a row that refers to it; read once per request. */
export function partnershipById(session: Session, id: number): Promise<Partnership> {
  return session.once(selectById, id);
}

/** Page of areas of a kind that are valid on a day, by code; one more than `first`, to show that more follow. */
export async function selectAreas(
  session: Session,
  page: {
    partnershipIds: number[];
    kind: AreaKind;
    at: string;
    after: [string, number] | null;
    first: number;
  },
): Promise<Area[]> {
  const rows = await session.query<ListedAreaRow>(SELECT_AREAS, {
    partnership_ids: page.partnershipIds,
    kind: page.kind,
    at: page.at,
    after_code: page.after?.[0] ?? null,
    after_id: page.after?.[1] ?? null,
    most: page.first + 1,
  });
  return rows.map(toArea);
}

/** Partnerships and a day, for counting their areas. */
export interface AreasOnDay {
  /** Partnerships that hold the areas (`holdersOf`). */
  holderIds: readonly number[];
  day: string;
}

/** Columns of a statement that answers several questions: number of the question, and one of its partnerships. */
function columnsOf(holders: readonly (readonly number[])[]): { asked: number[]; holder_ids: number[] } {
  return {
    asked: holders.flatMap((ids, asked) => ids.map(() => asked)),
    holder_ids: holders.flat(),
  };
}

/**
 * Number of areas of each kind for several questions, in their order and one statement; kinds without areas are
 * missing.
 */
export async function countAreasOfEach(
  session: Session,
  questions: readonly AreasOnDay[],
): Promise<Map<AreaKind, number>[]> {
  const rows = await session.query<{ asked: number; kind: AreaKind; n: number }>(COUNT_AREAS, {
    ...columnsOf(questions.map(({ holderIds }) => holderIds)),
    days: questions.flatMap(({ holderIds, day }) => holderIds.map(() => day)),
  });
  const counts = questions.map(() => new Map<AreaKind, number>());
  for (const { asked, kind, n } of rows) counts[asked].set(kind, n);
  return counts;
}

/** Number of areas of each kind in partnerships on a day; kinds without areas are missing. */
export async function countAreas(
  session: Session,
  holderIds: readonly number[],
  day: string,
): Promise<Map<AreaKind, number>> {
  return (await countAreasOfEach(session, [{ holderIds, day }]))[0];
}

/** Areas by id, in no particular order. */
export async function selectAreasById(session: Session, ids: readonly number[]): Promise<Area[]> {
  return (await session.query<AreaRow>(SELECT_AREAS_BY_ID, { ids })).map(toArea);
}

/** Areas, at most one of each kind, that contain a point (degrees) on a day. */
export async function selectAreasAt(
  session: Session,
  at: { partnershipIds: number[]; longitude: number; latitude: number; at: string },
): Promise<Area[]> {
  const rows = await session.query<AreaRow>(SELECT_AREAS_AT, {
    partnership_ids: at.partnershipIds,
    longitude: at.longitude,
    latitude: at.latitude,
    at: at.at,
  });
  return rows.map(toArea);
}

/** Outlines of areas by id, in degrees, simplified with a tolerance in metres; 0 leaves them as stored. */
export async function selectGeometries(
  session: Session,
  ids: readonly number[],
  metres: number,
): Promise<Map<number, Geometry>> {
  const rows = await session.query<{ id: number; geometry: string }>(SELECT_GEOMETRIES, { ids, metres });
  return new Map(rows.map(({ id, geometry }) => [id, JSON.parse(geometry)]));
}

/** SNT area or postcode district, and the day at which its wards are valid. */
export interface OverlapKey {
  id: number;
  day: string;
}

/** Overlaps of SNT areas or postcode districts with wards; for each of them, the ward that covers most of it first. */
export async function selectOverlaps(
  session: Session,
  keys: readonly OverlapKey[],
): Promise<(Overlap & OverlapKey)[]> {
  const rows = await session.query<{
    other_id: number;
    day: string;
    ward_id: number;
    share_of_ward: number;
    share_of_other: number;
  }>(SELECT_OVERLAPS, { ids: keys.map(({ id }) => id), days: keys.map(({ day }) => day) });
  return rows.map((row) => ({
    id: row.other_id,
    day: row.day,
    wardId: row.ward_id,
    shareOfWard: row.share_of_ward,
    shareOfDistrict: row.share_of_other,
  }));
}

/**
 * Bounds (west, south, east, north in degrees) of several sets of partnerships, in their order and one statement; null
 * for a set without areas.
 */
export async function selectBounds(
  session: Session,
  holders: readonly (readonly number[])[],
): Promise<(number[] | null)[]> {
  const rows = await session.query<{
    asked: number;
    west: number;
    south: number;
    east: number;
    north: number;
  }>(SELECT_BOUNDS, columnsOf(holders));
  const bounds: (number[] | null)[] = holders.map(() => null);
  for (const { asked, west, south, east, north } of rows) bounds[asked] = [west, south, east, north];
  return bounds;
}
