import { AreaKind, countAreas, selectDenominators } from '../../domain/areas';
import { CountDimension, countByDimensions, type Selection } from '../../domain/incidents';
import type { Period } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import type { GroundPart } from '../../platform/statistics';
import { type District, type SharedPeople, selectDistricts, selectSharedPeople } from './districts.queries';

/** Districts and wards of a day, and the people that they share. */
export interface Ground {
  day: string;
  districts: District[];
  shared: SharedPeople[];
  /** People of each district who live in none of the wards, as far as can be told; by code. */
  elsewhere: Map<string, number>;
}

/** Kinds of area of a day that counts are asked by: wards only where there are any. */
export async function kindsOn(session: Session, partnershipIds: number[], day: string): Promise<AreaKind[]> {
  const counts = await countAreas(session, partnershipIds, day);
  return [AreaKind.POSTCODE_DISTRICT, AreaKind.WARD].filter((kind) => counts.has(kind));
}

/** A district of which so little more lies elsewhere lies wholly in the wards: outlines are drawn at several scales. */
const WHOLE = 0.999;

/**
 * The ground on which counts pass between postcode districts and wards. How many people of a district live outside the
 * partnership is told by the district's own population where that has been imported; else they are taken to live as
 * densely there as inside.
 */
export async function groundOn(session: Session, partnershipIds: number[], day: string): Promise<Ground> {
  const year = Number(day.slice(0, 4));
  const districts = await selectDistricts(session, partnershipIds, day);
  const shared = await selectSharedPeople(session, { partnershipIds, day, year });
  const delivered = await selectDenominators(session, {
    partnershipIds,
    kind: AreaKind.POSTCODE_DISTRICT,
    measure: 'RESIDENTS',
    year,
  });
  const elsewhere = districts.map(({ code, inside }): [string, number] => {
    const people = shared
      .filter(({ districtCode }) => districtCode === code)
      .reduce((sum, each) => sum + each.people, 0);
    const all = delivered.get(code);
    if (all) return [code, Math.max(0, all.n - people)];
    return [code, inside === null || inside > WHOLE || inside === 0 ? 0 : (people * (1 - inside)) / inside];
  });
  return { day, districts, shared, elsewhere: new Map(elsewhere) };
}

/** Counts by the finest ground that is told: the district or, of what closed cells tell, the ward. */
export interface PlacedCounts {
  byDistrict: Map<string, number>;
  byWard: Map<string, number>;
  /** Counts with neither. */
  unplaced: number;
}

const MAX_ROWS = 10_000;

async function countBy(
  session: Session,
  selection: Selection,
  dimension: CountDimension,
): Promise<[string | null, number][]> {
  const { rows } = await countByDimensions(session, selection, [dimension], {
    after: null,
    first: MAX_ROWS,
  });
  return rows.map(({ row, count }) => [row.areaCode, count]);
}

/**
 * Counts of a selection by postcode district: records with a point by where it lies, others by the outward code they
 * tell. Closed cells of wards, which know no district, by ward.
 */
export async function countOnDistricts(
  session: Session,
  selection: Selection,
  window: Period,
): Promise<PlacedCounts> {
  const { rows } = selection;
  const byDistrict = { ...selection, period: window, rows: rows.withWards(false) };
  const byWard = { ...selection, period: window, rows: rows.ofSources([]).withWards(true) };
  const districts = await countBy(session, byDistrict, CountDimension.POSTCODE_DISTRICT);
  const wards = selection.cellSources.length > 0 ? await countBy(session, byWard, CountDimension.WARD) : [];
  return placed(districts, wards);
}

/** Counts of a selection by ward where they have a point, else by the outward code they tell. */
export async function countOnWards(
  session: Session,
  selection: Selection,
  window: Period,
): Promise<PlacedCounts> {
  const { rows } = selection;
  const byDistrict = { ...selection, period: window, rows: rows.located(false).withWards(false) };
  const byWard = { ...selection, period: window, rows: rows.located(true).withWards(true) };
  const districts = await countBy(session, byDistrict, CountDimension.POSTCODE_DISTRICT);
  const wards = await countBy(session, byWard, CountDimension.WARD);
  return placed(districts, wards);
}

function placed(districts: [string | null, number][], wards: [string | null, number][]): PlacedCounts {
  const known = (rows: [string | null, number][]) =>
    new Map(rows.filter((row): row is [string, number] => row[0] !== null));
  const unplaced = [...districts, ...wards].filter(([code]) => code === null);
  return {
    byDistrict: known(districts),
    byWard: known(wards),
    unplaced: unplaced.reduce((sum, [, count]) => sum + count, 0),
  };
}

/** Counts and the parts of their ground, as `carryCounts` takes them. */
export interface Carriage {
  counts: number[];
  parts: GroundPart[];
}

/** How counts pass to districts: those of a district as they are, those of a ward by who lives in which district. */
export function carriageToDistricts({ byDistrict, byWard }: PlacedCounts, ground: Ground): Carriage {
  const codes = ground.districts.map(({ code }) => code);
  const direct = codes.map((code, i) => ({
    count: byDistrict.get(code) ?? 0,
    parts: [{ to: i, people: 1 }],
  }));
  const carried = [...byWard].map(([ward, count]) => ({
    count,
    parts: ground.shared
      .filter(({ wardCode, districtCode }) => wardCode === ward && codes.includes(districtCode))
      .map(({ districtCode, people }) => ({ to: codes.indexOf(districtCode), people })),
  }));
  return carriageOf([...direct, ...carried]);
}

/**
 * How counts pass to wards: those of a ward as they are, those of a district by who lives in which ward. Districts without
 * a record take part too: none was seen there, which is not to say that none could be. Those who live elsewhere make one
 * more area, the last.
 */
export function carriageToWards(
  { byDistrict, byWard }: PlacedCounts,
  ground: Ground,
  wards: readonly string[],
): Carriage {
  const direct = wards.map((ward, i) => ({ count: byWard.get(ward) ?? 0, parts: [{ to: i, people: 1 }] }));
  const districts = new Set([...ground.districts.map(({ code }) => code), ...byDistrict.keys()]);
  const carried = [...districts].map((district) => ({
    count: byDistrict.get(district) ?? 0,
    parts: [
      ...ground.shared
        .filter(({ districtCode }) => districtCode === district)
        .map(({ wardCode, people }) => ({ to: wards.indexOf(wardCode), people })),
      { to: wards.length, people: ground.elsewhere.get(district) ?? 0 },
    ],
  }));
  return carriageOf([...(byWard.size > 0 ? direct : []), ...(byDistrict.size > 0 ? carried : [])]);
}

function carriageOf(grounds: { count: number; parts: Omit<GroundPart, 'from'>[] }[]): Carriage {
  return {
    counts: grounds.map(({ count }) => count),
    parts: grounds.flatMap(({ parts }, from) => parts.map((part) => ({ from, ...part }))),
  };
}
