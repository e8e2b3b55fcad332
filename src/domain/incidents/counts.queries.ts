import type { Fragment, Session, Statement } from '../../platform/database';
import { loadSql, raw, sql } from '../../platform/database/sql';
import { areasOfLocations, holdersOf } from '../areas';
import { CountDimension, type CountTotal, type IncidentCountRow } from './incident.type';
import { sntAreaOf } from './selection/areas.queries';
import type { Selection } from './selection/selection';

const COUNT_BY_DIMENSIONS = loadSql(__dirname, 'count_by_dimensions');
const FETCH_COUNTS = loadSql(__dirname, 'fetch_counts');

/** Dimensions that are areas: `at most one of them` is checked by the resolver. */
export const AREA_DIMENSIONS = [
  CountDimension.WARD,
  CountDimension.SNT_AREA,
  CountDimension.POSTCODE_DISTRICT,
  CountDimension.LSOA,
  CountDimension.PARTNERSHIP,
];

/** Dimensions of time: at most one of them. */
export const TIME_DIMENSIONS: Partial<Record<CountDimension, Fragment>> = {
  MONTH: sql`to_char(c.month, 'YYYY-MM')`,
  QUARTER: sql`to_char(c.month, 'YYYY"Q"Q')`,
  YEAR: sql`to_char(c.month, 'YYYY')`,
};

/** Dimensions that are a term of the vocabulary: any of them together. */
const NAMED = [CountDimension.THEME, CountDimension.OFFENCE, CountDimension.SOURCE, CountDimension.OUTCOME];

const NONE = sql``;
const NULL_TEXT = sql`NULL::text`;

/** Names of columns as a list. */
const listed = (columns: readonly string[]) => raw(columns.join(', '));

/** How counts and cells find the area of a dimension that they count in. */
interface AreaParts {
  /** Joins to `counts AS c`. */
  place_joins: Fragment;
  /** Id of the area of a count, and of a cell. */
  place_area: Fragment;
  cell_area: Fragment;
  /** Table of these areas. */
  areas: Fragment;
  /** Outward code that a record itself tells. */
  district: Fragment;
  area_code: Fragment;
  area_name: Fragment;
}

const NO_AREA: AreaParts = {
  place_joins: NONE,
  place_area: sql`NULL::integer`,
  cell_area: sql`NULL::integer`,
  areas: sql`area`,
  district: NULL_TEXT,
  area_code: NULL_TEXT,
  area_name: NULL_TEXT,
};

/** A county's partnerships are its members. */
const OF_PARTNERSHIP: AreaParts = {
  ...NO_AREA,
  place_area: sql`c.partnership_id::integer`,
  cell_area: sql`c.partnership_id::integer`,
  areas: sql`partnership`,
  area_code: sql`area.code`,
  area_name: sql`area.name`,
};

/** The area of a kind that a row lies in, in the boundaries of the month, or of the one day asked for. */
function areaParts({ partnership, areasAsOf }: Selection, kind: CountDimension): AreaParts {
  const { ids } = holdersOf(partnership);
  const day = sql`coalesce(${areasAsOf}::date, c.month)`;
  const parts: AreaParts = {
    place_joins: sql`LEFT JOIN ${areasOfLocations(ids, kind)} AS place
    ON place.location_id = c.location_id AND place.valid @> ${day}`,
    place_area: sql`place.area_id`,
    cell_area: NO_AREA.cell_area,
    areas: sql`area`,
    district: NULL_TEXT,
    area_code: sql`area.code`,
    area_name: sql`area.name`,
  };
  if (kind === CountDimension.WARD) return { ...parts, cell_area: sql`c.ward_id` };
  if (kind === CountDimension.SNT_AREA) return { ...parts, cell_area: sntAreaOf(sql`c`, areasAsOf) };
  if (kind !== CountDimension.POSTCODE_DISTRICT) return parts;
  // The district that is named instead of a place: on the map of any member where it is a county.
  const named = sql`(SELECT min(a.id) FROM area AS a WHERE a.partnership_id = ANY (${ids}::smallint[])
    AND a.kind = 'POSTCODE_DISTRICT' AND a.code = c.postcode_district
    AND daterange(a.valid_from, a.valid_to, '[]') @> ${day})`;
  return {
    ...parts,
    place_area: sql`coalesce(place.area_id, CASE WHEN c.postcode_district IS NOT NULL THEN ${named} END)`,
    cell_area: named,
    // Records that tell an outward code count under it, whether or not its outline has been imported.
    district: sql`c.postcode_district`,
    area_code: sql`coalesce(area.code, c.district)`,
    area_name: sql`coalesce(area.name, c.district)`,
  };
}

/** Each combination of offence and flags belongs to the same themes: resolved once, not once per count. */
const themeJoin = ({ sourcesNamed }: Selection) => sql`LEFT JOIN (
    SELECT combination.*, theme.code
    FROM (SELECT DISTINCT source_id, coalesce(offence_id, 0) AS offence_id, flags, coalesce(flag, 0) AS flag
      FROM counted) AS combination
    JOIN source ON source.id = combination.source_id AND (source.adds_to_themes OR ${sourcesNamed}::boolean)
    JOIN theme ON (combination.flags | combination.flag) & theme.flags <> 0
      OR EXISTS (SELECT FROM offence_theme AS ot
        WHERE ot.offence_id = combination.offence_id AND ot.theme_id = theme.id)
  ) AS theme ON theme.source_id = c.source_id AND theme.offence_id = coalesce(c.offence_id, 0)
    AND theme.flags = c.flags AND theme.flag = coalesce(c.flag, 0)`;

/** Sort keys of a row, the cursor's content. */
export type CountKey = [string, string, string, string, string, string, string];

/** A group, with the columns of the dimensions that were asked for. */
interface GroupRow {
  area_code?: string;
  area_name?: string;
  period?: string;
  theme?: string;
  offence?: string;
  source?: string;
  outcome?: string;
  count: number;
  estimated: boolean;
}

/** A row of a page: the total stands on each, and where there is no group, on a single one of nulls. */
type PageRow = (GroupRow | { count: null }) & {
  total: number;
  total_estimated: boolean;
};

/** What the statement does with the groups: gives a page of them with their total, or hands all of them over. */
const RESULT = {
  page: (selection: Selection) => ({
    cursor: NONE,
    total: sql`, total.n AS total, total.estimated AS total_estimated`,
    page: sql`(
      SELECT coalesce(round(sum(n)), 0)::bigint AS n, coalesce(bool_or(estimated), false) AS estimated
      FROM counted
      WHERE flag IS NULL OR ${selection.byFlagTheme}::boolean
    ) AS total LEFT JOIN page ON true`,
  }),
  stream: () => ({ cursor: sql`DECLARE counts NO SCROLL CURSOR FOR`, total: NONE, page: sql`page` }),
};

const keyOf = (group: GroupRow): CountKey => [
  group.area_code ?? '',
  group.area_name ?? '',
  group.period ?? '',
  group.theme ?? '',
  group.offence ?? '',
  group.source ?? '',
  group.outcome ?? '',
];

/**
 * Whether protected cells take part in a count. It does not ask whether any is there: a count without one may hide a
 * cell that is published as nothing.
 *
 * @param source code of the one source that is counted; empty where all are.
 */
function isPerturbed({ cellSources, exactCells }: Selection, source: string): boolean {
  return !exactCells && cellSources.some(({ code }) => source === '' || code === source);
}

/** A row of counts with its sort keys. */
export interface KeyedCount {
  row: IncidentCountRow;
  key: CountKey;
}

/** The dimensions of a count, by what they are. */
function dimensionsOf(by: CountDimension[]) {
  const units = Object.keys(TIME_DIMENSIONS) as CountDimension[];
  return {
    area: AREA_DIMENSIONS.find((kind) => by.includes(kind)) ?? null,
    time: units.find((unit) => by.includes(unit)) ?? null,
    names: NAMED.filter((dimension) => by.includes(dimension)),
  };
}

/** The statement that counts by some dimensions. */
function countStatement(selection: Selection, by: CountDimension[], result: keyof typeof RESULT): Statement {
  const { rows, period } = selection;
  const { area, time, names } = dimensionsOf(by);
  const byTheme = names.includes(CountDimension.THEME);
  const asked = (dimension: CountDimension, expression: Fragment) =>
    names.includes(dimension) ? expression : NULL_TEXT;
  const columns = [
    ...['count', 'estimated'],
    ...(area ? ['area_code', 'area_name'] : []),
    ...(time ? ['period'] : []),
    ...names.map((dimension) => dimension.toLowerCase()),
  ];
  const areas =
    area === CountDimension.PARTNERSHIP ? OF_PARTNERSHIP : area ? areaParts(selection, area) : NO_AREA;
  return COUNT_BY_DIMENSIONS.with({
    ...RESULT[result](selection),
    ...areas,
    columns: listed(columns.map((column) => `page.${column}`)),
    counts: rows.counts(period),
    cells: rows.cells(period, { withFlags: byTheme }),
    theme_join: byTheme ? themeJoin(selection) : NONE,
    period: (time && TIME_DIMENSIONS[time]) ?? NULL_TEXT,
    theme: asked(CountDimension.THEME, sql`theme.code`),
    offence: asked(CountDimension.OFFENCE, sql`offence.code`),
    source: asked(CountDimension.SOURCE, sql`source.code`),
    outcome: asked(CountDimension.OUTCOME, sql`outcome.code`),
  });
}

/** A group as a row of the answer. */
function toCount(selection: Selection, by: CountDimension[], group: GroupRow): IncidentCountRow {
  const { area, time } = dimensionsOf(by);
  return {
    areaKind: area,
    areaCode: group.area_code || null,
    areaName: group.area_name || null,
    month: time === CountDimension.MONTH ? group.period! : null,
    quarter: time === CountDimension.QUARTER ? group.period! : null,
    year: time === CountDimension.YEAR ? group.period! : null,
    theme: group.theme || null,
    offence: group.offence || null,
    source: group.source || null,
    outcome: group.outcome || null,
    count: group.count,
    perturbed: isPerturbed(selection, group.source ?? ''),
    estimated: group.estimated,
  };
}

/**
 * Counts by any set of dimensions: from places where the viewer may read them, from the cells of the disclosure
 * control elsewhere. One statement, whatever the dimensions.
 */
export async function countByDimensions(
  session: Session,
  selection: Selection,
  by: CountDimension[],
  page: { after: CountKey | null; first: number },
): Promise<{ rows: KeyedCount[]; total: CountTotal }> {
  const statement = countStatement(selection, by, 'page');
  const rows = await session.query<PageRow>(statement, { after: page.after, most: page.first + 1 });
  const groups = rows.filter((row): row is GroupRow & PageRow => row.count !== null);
  return {
    rows: groups.map((group) => ({ row: toCount(selection, by, group), key: keyOf(group) })),
    total: {
      count: rows[0].total,
      perturbed: isPerturbed(selection, ''),
      // However a ward is divided, its parts make the same total, unless a filter takes only some of them.
      estimated: rows[0].total_estimated && selection.rows.regions.length > 0,
    },
  };
}

/**
 * All counts after a key, batch by batch from one statement, whose rows are made once.
 *
 * @param hand takes a batch and says whether to go on.
 * @returns whether that was all.
 */
export async function handCounts(
  session: Session,
  selection: Selection,
  by: CountDimension[],
  after: CountKey | null,
  hand: (batch: IncidentCountRow[], last: CountKey) => Promise<boolean>,
): Promise<boolean> {
  await session.query(countStatement(selection, by, 'stream'), { after, most: null });
  for (;;) {
    const groups = await session.query<GroupRow>(FETCH_COUNTS);
    const last = groups.at(-1);
    if (last === undefined) return true;
    if (
      !(await hand(
        groups.map((group) => toCount(selection, by, group)),
        keyOf(last),
      ))
    )
      return false;
  }
}
