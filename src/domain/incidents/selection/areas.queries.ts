import { addMonths, endOfMonth, monthOf, type Period } from '../../../platform/calendar';
import type { Session } from '../../../platform/database';
import { type Fragment, loadSql, sql } from '../../../platform/database/sql';
import { AreaKind, type AskedAreas, unknownArea } from '../../areas';
import { type Caveat } from '../../caveats';
import { boundaryCaveats, checkDay } from './boundaries';
import { anyOf, type Conditions } from './conditions.queries';
import { type AreaBy, type IncidentFilter, type NamedArea, namedArea } from './filter.input';
import { Needs } from './needs';
import type { Holders } from './rows.queries';

const SELECT_AREA_IDS = loadSql(__dirname, 'select_area_ids');

/** The areas that a filter names. */
interface NamedAreas {
  named: AskedAreas[];
  /** Ids of the versions that count in the period. */
  ids: number[];
  /** Days in which the areas exist; null where there is no bound. */
  from: string | null;
  to: string | null;
  conditions: Partial<Conditions>;
}

const NO_AREAS: NamedAreas = { named: [], ids: [], from: null, to: null, conditions: {} };

/** The areas that a filter names or an answer is broken down by. */
export interface FilterAreas extends NamedAreas {
  all: AskedAreas[];
  /** Caveats on their boundaries. */
  caveats: Caveat[];
}

/** A version of an area; without days it counts at all times. */
interface Version {
  id: number;
  kind: string;
  code: string;
  valid_from: string | null;
  valid_to: string | null;
  in_period: boolean;
}

/**
 * Resolves the areas of a filter: each in the boundaries of its time, or all in those of the day `areasAsOf`.
 *
 * @param by kinds of area that the answer is broken down by.
 * @throws Problem BAD_USER_INPUT where an area has no boundary in the period, or on that day.
 */
export async function resolveAreas(
  session: Session,
  holders: Holders,
  { areas, areasAsOf = null }: IncidentFilter,
  by: readonly AreaKind[],
  period: Period,
): Promise<FilterAreas> {
  const found = await findNamed(session, holders, areas ?? [], period, areasAsOf);
  const all = [...by.map((kind) => ({ kind, code: null })), ...found.named];
  await checkDay(session, holders.ids, by, areasAsOf);
  const caveats = await boundaryCaveats(session, holders.ids, all, period, areasAsOf);
  return { ...found, all, caveats };
}

async function findNamed(
  session: Session,
  holders: Holders,
  areas: readonly AreaBy[],
  period: Period,
  areasAsOf: string | null,
): Promise<NamedAreas> {
  if (areas.length === 0) return NO_AREAS;
  const asked = areas.map((area, index) => namedArea(area, `areas[${index}]`));
  const found = await session.query<Version>(SELECT_AREA_IDS, {
    partnership_ids: holders.ids,
    kinds: asked.map(({ kind }) => kind),
    codes: asked.map(({ code }) => code),
    from: monthOf(period.from),
    to: period.to,
    day: areasAsOf,
  });
  const when = areasAsOf ? 'on the day of areasAsOf' : 'in this period';
  for (const area of asked)
    if (!found.some(({ kind, code, in_period }) => kind === area.kind && code === area.code && in_period))
      throw await unknownArea(session, holders.ids, area, when);
  const versions = areasAsOf ? found.map((row) => ({ ...row, valid_from: null, valid_to: null })) : found;
  const ids = found.filter((row) => row.in_period).map(({ id }) => id);
  return {
    named: asked.map(({ kind, code }) => ({ kind, code })),
    ids,
    ...daysOf(versions),
    conditions: conditionsOf(holders, asked, versions, ids, areasAsOf),
  };
}

function conditionsOf(
  holders: Holders,
  asked: readonly NamedArea[],
  versions: readonly Version[],
  ids: readonly number[],
  areasAsOf: string | null,
): Partial<Conditions> {
  const has = (kind: AreaKind) => asked.some((area) => area.kind === kind);
  const districts = asked.filter(({ kind }) => kind === AreaKind.POSTCODE_DISTRICT).map(({ code }) => code);
  const inDistrict = sql`ANY (${districts}::text[])`;
  const groups = sameDays(versions).map((group) => {
    const areaIds = sql`${group.map(({ id }) => id)}::integer[]`;
    const days = sql`daterange(${group[0].valid_from}::date, ${group[0].valid_to}::date, '[]')`;
    return {
      rows: sql`(c.location_id IN (SELECT location_id FROM location_area
        WHERE partnership_id = ANY (${holders.list}) AND area_id = ANY (${areaIds})) AND ${days} @> c.month)`,
      cells: sql`((e.ward_id = ANY (${areaIds}) OR ${sntAreaOf(sql`e`, areasAsOf)} = ANY (${areaIds}))
        AND ${days} @> e.month)`,
    };
  });
  return {
    rows: [anyOf([...groups.map(({ rows }) => rows), sql`c.postcode_district = ${inDistrict}`])],
    cells: [anyOf([...groups.map(({ cells }) => cells), sql`e.postcode_district = ${inDistrict}`])],
    regions: [sql`(SELECT ST_Union(geom) FROM area WHERE id = ANY (${ids}::integer[]))`],
    needs: [
      ...(has(AreaKind.LSOA) ? [Needs.LSOAS] : []),
      ...(has(AreaKind.POSTCODE_DISTRICT) ? [Needs.POSTCODE_DISTRICTS] : []),
    ],
  };
}

/** Condition on rows whose place is unknown beside these areas: an outward code is a place among postcode districts. */
export function unplacedAmong({ named }: Pick<FilterAreas, 'named'>): Fragment {
  return named.some(({ kind }) => kind === AreaKind.POSTCODE_DISTRICT)
    ? sql`c.location_id IS NULL AND c.postcode_district IS NULL`
    : sql`c.location_id IS NULL`;
}

/**
 * Versions grouped by the days in which they are valid, so that each group shares a condition. Versions from before
 * and after the period are for what it is compared with.
 */
function sameDays(versions: readonly Version[]): Version[][] {
  const groups = new Map<string, Version[]>();
  for (const version of versions) {
    const key = `${version.valid_from} ${version.valid_to}`;
    groups.set(key, [...(groups.get(key) ?? []), version]);
  }
  return [...groups.values()];
}

/**
 * The SNT area that a cell counts in: the one that holds at least half of its ward, of two halves the first.
 *
 * @param cell alias with partnership_id, ward_id and month.
 * @param areasAsOf day whose areas count; null: those of the cell's month.
 */
export function sntAreaOf(cell: Fragment, areasAsOf: string | null): Fragment {
  return sql`(SELECT min(o.other_id)
    FROM area_overlap AS o JOIN area AS a ON a.id = o.other_id
    WHERE o.partnership_id = ${cell}.partnership_id AND o.ward_id = ${cell}.ward_id AND o.share_of_ward >= 0.5
      AND a.kind = 'SNT_AREA'
      AND daterange(a.valid_from, a.valid_to, '[]') @> coalesce(${areasAsOf}::date, ${cell}.month))`;
}

/**
 * The days in which all areas exist, from the first version of each to its last; where they never all do, because
 * some follow others, those in which any does.
 */
function daysOf(versions: readonly Version[]): Pick<NamedAreas, 'from' | 'to'> {
  const codes = [...new Set(versions.map(({ code }) => code))];
  const spans = codes.map((code) => {
    const own = versions.filter((version) => version.code === code);
    const begins = own.map(({ valid_from }) => valid_from ?? '').sort();
    const ends = own.map(({ valid_to }) => valid_to ?? '9').sort();
    return { from: begins[0], to: ends.at(-1)! };
  });
  const begins = spans.map(({ from }) => from).sort();
  const ends = spans.map(({ to }) => to).sort();
  const coexist = begins.at(-1)! <= ends[0];
  const [from, to] = coexist ? [begins.at(-1)!, ends[0]] : [begins[0], ends.at(-1)!];
  return { from: from === '' ? null : firstMonthSince(from), to: to === '9' ? null : endOfMonth(to) };
}

/** The first day of a month on a day or after it. */
function firstMonthSince(day: string): string {
  return monthOf(day) === day ? day : addMonths(monthOf(day), 1);
}

/** The days of a period in which the areas of a filter exist. It ends before it begins where they never do. */
export function daysWithAreas({ from, to }: Period, areas: FilterAreas): Period {
  return {
    from: areas.from !== null && areas.from > from ? areas.from : from,
    to: areas.to !== null && areas.to < to ? areas.to : to,
  };
}
