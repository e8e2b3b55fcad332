import type { Fragment, Session, Statement } from '../../platform/database';
import { join, loadSql, raw, sql } from '../../platform/database/sql';
import { areasOfLocations, holdersOf } from '../areas';
import { type CountedUnit, countedUnits, monthsIn, type RecordedTerms, recordedTerms } from './counted-units';
import { CountDimension, type CountTotal, type IncidentCountRow } from './incident.type';
import { sntAreaOf } from './selection/areas.queries';
import type { Selection } from './selection/selection';

const COUNT_BY_DIMENSIONS = loadSql(__dirname, 'count_by_dimensions');
const FETCH_COUNTS = loadSql(__dirname, 'fetch_counts');

/** Dimensions that are kinds of area; the resolver refuses more than one of them. */
export const AREA_DIMENSIONS = [
  CountDimension.WARD,
  CountDimension.SNT_AREA,
  CountDimension.POSTCODE_DISTRICT,
  CountDimension.LSOA,
  CountDimension.PARTNERSHIP,
];

/** Dimensions that are units of time, with their expressions; the resolver refuses more than one of them. */
export const TIME_DIMENSIONS: Partial<Record<CountDimension, Fragment>> = {
  MONTH: sql`to_char(c.month, 'YYYY-MM')`,
  QUARTER: sql`to_char(c.month, 'YYYY"Q"Q')`,
  YEAR: sql`to_char(c.month, 'YYYY')`,
};

/** Dimensions that are terms of the vocabulary; any of them can be combined. */
const NAMED = [CountDimension.THEME, CountDimension.OFFENCE, CountDimension.SOURCE, CountDimension.OUTCOME];

const NONE = sql``;
const NULL_TEXT = sql`NULL::text`;

/** List of column names for a statement. */
const listed = (columns: readonly string[]) => raw(columns.join(', '));

/** Fragments by which counts and protected cells find the area that they count in. */
interface AreaParts {
  /** Joins to `counts AS c`. */
  place_joins: Fragment;
  /** Expressions of the area's id, for counts and for cells. */
  place_area: Fragment;
  cell_area: Fragment;
  /** Table that holds these areas. */
  areas: Fragment;
  /** Expression of the outward code in the record itself. */
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

/** Fragments for the dimension PARTNERSHIP, under which a county's counts divide among its members. */
const OF_PARTNERSHIP: AreaParts = {
  ...NO_AREA,
  place_area: sql`c.partnership_id::integer`,
  cell_area: sql`c.partnership_id::integer`,
  areas: sql`partnership`,
  area_code: sql`area.code`,
  area_name: sql`area.name`,
};

/** Fragments for a kind of area, in the boundaries of each month, or of the selection's `areasAsOf`. */
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
  // District of a record that has an outward code in place of a point; in a county, as outlined by any member.
  const named = sql`(SELECT min(a.id) FROM area AS a WHERE a.partnership_id = ANY (${ids}::smallint[])
    AND a.kind = 'POSTCODE_DISTRICT' AND a.code = c.postcode_district
    AND daterange(a.valid_from, a.valid_to, '[]') @> ${day})`;
  return {
    ...parts,
    place_area: sql`coalesce(place.area_id, CASE WHEN c.postcode_district IS NOT NULL THEN ${named} END)`,
    cell_area: named,
    // Records with an outward code count under it even where its outline has not been imported.
    district: sql`c.postcode_district`,
    area_code: sql`coalesce(area.code, c.district)`,
    area_name: sql`coalesce(area.name, c.district)`,
  };
}

/**
 * Join to themes. They depend on source, offence and flags only, so each combination is resolved once, not per count.
 */
function themeJoin({ sourcesNamed, cellSources, vocabulary }: Selection): Fragment {
  const themes = vocabulary.themes.all;
  const pairs = vocabulary.offenceThemes;
  const inCells = sql`${cellSources.map(({ id }) => id)}::smallint[]`;
  return sql`LEFT JOIN (
    SELECT combination.*, theme.code
    FROM (SELECT DISTINCT source_id, coalesce(offence_id, 0) AS offence_id, flags, coalesce(flag, 0) AS flag
      FROM counted) AS combination
    JOIN source ON source.id = combination.source_id AND (source.adds_to_themes OR ${sourcesNamed}::boolean)
    JOIN unnest(${themes.map(({ id }) => id)}::smallint[], ${themes.map(({ code }) => code)}::text[],
        ${themes.map(({ flags }) => flags)}::integer[], ${themes.map(({ match }) => match === 'ALL')}::boolean[],
        ${themes.map((theme) => theme.inCells)}::boolean[]) AS theme (id, code, flags, needs_both, in_cells)
      ON theme.in_cells OR combination.source_id <> ALL (${inCells})
    CROSS JOIN LATERAL (
      SELECT (combination.flags | combination.flag) & theme.flags <> 0 AS by_flag, EXISTS (
        SELECT FROM unnest(${pairs.map(({ offenceId }) => offenceId)}::smallint[],
          ${pairs.map(({ themeId }) => themeId)}::smallint[]) AS pair (offence_id, theme_id)
        WHERE pair.offence_id = combination.offence_id AND pair.theme_id = theme.id) AS by_offence
    ) AS belongs
    WHERE CASE WHEN theme.needs_both THEN by_flag AND by_offence ELSE by_flag OR by_offence END
  ) AS theme ON theme.source_id = c.source_id AND theme.offence_id = coalesce(c.offence_id, 0)
    AND theme.flags = c.flags AND theme.flag = coalesce(c.flag, 0)`;
}

/** Sort keys of a row, the cursor's content. */
export type CountKey = [string, string, string, string, string, string, string];

/** Group of counts, with columns for the requested dimensions only. */
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

/** Row of a page. Each repeats the total; a page without groups is a single row of nulls and the total. */
type PageRow = (GroupRow | { count: null }) & {
  total: number;
  total_estimated: boolean;
  /** Number of combinations of all dimensions but time; 0 where not counted by time. */
  groups: number;
};

/** Fragments for the end of the statement: a page of groups with the total, or a cursor over all groups. */
const RESULT = {
  page: (selection: Selection, groups: Fragment) => ({
    cursor: NONE,
    total: sql`, total.n AS total, total.estimated AS total_estimated, ${groups} AS groups`,
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
 * Whether protected cells may be part of a count. Independent of the cells found: a count without any may contain a
 * cell that was published as zero.
 *
 * @param source code of the only source counted; empty for all sources.
 */
function isPerturbed({ cellSources, exactCells }: Selection, source: string): boolean {
  return !exactCells && cellSources.some(({ code }) => source === '' || code === source);
}

/** A row of counts with its sort keys. */
export interface KeyedCount {
  row: IncidentCountRow;
  /** The count, also where the row says null because its theme is not recorded throughout. */
  count: number;
  key: CountKey;
}

/** Requested dimensions, sorted into area, time and terms of the vocabulary. */
function dimensionsOf(by: CountDimension[]) {
  const units = Object.keys(TIME_DIMENSIONS) as CountDimension[];
  return {
    area: AREA_DIMENSIONS.find((kind) => by.includes(kind)) ?? null,
    time: units.find((unit) => by.includes(unit)) ?? null,
    names: NAMED.filter((dimension) => by.includes(dimension)),
  };
}

/** Units of time of a question, and the terms of its dimensions that are recorded in them. */
interface KnownTerms {
  units: CountedUnit[];
  terms: RecordedTerms;
}

function knownTerms(selection: Selection, by: CountDimension[]): KnownTerms {
  const units = countedUnits(selection, dimensionsOf(by).time);
  return { units, terms: recordedTerms(selection, by, units) };
}

/** Slots of the statement where no rows of zero are added. */
const NOT_FILLED = { filled: NONE, from: sql`grouped` };

/** Maximum number of rows, with those of zero; above, only combinations with incidents have a row. */
const MAX_FILLED = 50_000;

/** Units of time of which any day is counted: only these have rows of zero. */
const countedAtAll = (units: readonly CountedUnit[]) => units.filter(({ counted }) => counted.length > 0);

/** Slots that add rows of zero: of each group that occurs, in the units of time in which it is known. */
function filledParts(selection: Selection, by: CountDimension[], { units, terms }: KnownTerms) {
  const { partnership, areasAsOf } = selection;
  const { area } = dimensionsOf(by);
  const known = countedAtAll(units);
  const months = known.map(monthsIn);
  const conditions = [...terms].map(([dimension, pairs]) => {
    const column = raw(`g.${dimension.toLowerCase()}`);
    return sql`(${column} = '' OR ${column} || ' ' || unit.period = ANY (${[...pairs]}::text[]))`;
  });
  if (area && area !== CountDimension.PARTNERSHIP && !areasAsOf) {
    const versions = sql`SELECT FROM area AS a WHERE a.partnership_id = ANY (${holdersOf(partnership).ids}::smallint[])
      AND a.kind = ${area} AND a.code = g.area_code AND a.name = g.area_name`;
    conditions.push(sql`(NOT EXISTS (${versions}) OR EXISTS (${versions}
      AND daterange(a.valid_from, a.valid_to, '[]') && daterange(unit.first_month, unit.last_month, '[]')))`);
  }
  const alone = by.length === 1 ? sql`UNION SELECT '', '', '', '', '', ''` : NONE;
  return {
    filled: sql`, groups AS (
  SELECT area_code, area_name, theme, offence, source, outcome FROM grouped
  ${alone}
  GROUP BY 1, 2, 3, 4, 5, 6
), filled AS (
  SELECT * FROM grouped
  UNION ALL
  SELECT g.area_code, g.area_name, unit.period, g.theme, g.offence, g.source, g.outcome, 0, false
  FROM groups AS g
  CROSS JOIN unnest(${known.map(({ label }) => label)}::text[], ${months.map((all) => all[0])}::date[],
    ${months.map((all) => all.at(-1)!)}::date[]) AS unit (period, first_month, last_month)
  WHERE ${join([sql`(SELECT count(*) FROM groups) * ${known.length}::integer <= ${MAX_FILLED}::integer`, ...conditions], ' AND ')}
    AND NOT EXISTS (SELECT FROM grouped AS o WHERE (o.area_code, o.area_name, o.period, o.theme, o.offence, o.source,
      o.outcome) = (g.area_code, g.area_name, unit.period, g.theme, g.offence, g.source, g.outcome))
)`,
    from: sql`filled`,
  };
}

/** Statement that counts by the requested dimensions. */
function countStatement(
  selection: Selection,
  by: CountDimension[],
  known: KnownTerms,
  result: keyof typeof RESULT,
): Statement {
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
    ...RESULT[result](selection, time ? sql`(SELECT count(*) FROM groups)::integer` : sql`0`),
    ...(time ? filledParts(selection, by, known) : NOT_FILLED),
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

/** Converts a group to a row of the answer. */
function toCount(
  selection: Selection,
  by: CountDimension[],
  { units, terms }: KnownTerms,
  group: GroupRow,
): IncidentCountRow {
  const { area, time, names } = dimensionsOf(by);
  const isTheme = Boolean(group.theme);
  const unit = units.find(({ label }) => label === (group.period ?? ''));
  const isRecorded = (dimension: CountDimension, code = '') =>
    code === '' || !terms.get(dimension) || terms.get(dimension)!.has(`${code} ${unit?.label}`);
  const recorded = names.every((name) => isRecorded(name, group[name.toLowerCase() as 'theme']));
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
    complete: (unit?.complete ?? false) && recorded,
    count: isTheme && selection.switchesSource && !recorded ? null : group.count,
    perturbed: isPerturbed(selection, group.source ?? ''),
    estimated: group.estimated,
  };
}

/**
 * Counts by any set of dimensions, in one statement: from the counts of places for sources that the viewer may read,
 * from protected cells for the others.
 *
 * @returns `filled`: whether combinations without incidents have rows of 0 in the units of time that were delivered.
 */
export async function countByDimensions(
  session: Session,
  selection: Selection,
  by: CountDimension[],
  page: { after: CountKey | null; first: number },
): Promise<{ rows: KeyedCount[]; total: CountTotal; filled: boolean }> {
  const known = knownTerms(selection, by);
  const statement = countStatement(selection, by, known, 'page');
  const rows = await session.query<PageRow>(statement, { after: page.after, most: page.first + 1 });
  const groups = rows.filter((row): row is GroupRow & PageRow => row.count !== null);
  return {
    rows: groups.map((group) => ({
      row: toCount(selection, by, known, group),
      count: group.count,
      key: keyOf(group),
    })),
    total: {
      count: selection.uncountable === null ? rows[0].total : null,
      perturbed: isPerturbed(selection, ''),
      // The parts of a divided ward add up to its count, so the total is an estimate only where a filter takes some
      // parts.
      estimated: rows[0].total_estimated && selection.rows.regions.length > 0,
    },
    filled: rows[0].groups * countedAtAll(known.units).length <= MAX_FILLED,
  };
}

/**
 * Hands over all counts after a key, batch by batch, through a cursor of one statement.
 *
 * @param hand takes a batch; false stops.
 * @returns whether all counts were handed over.
 */
export async function handCounts(
  session: Session,
  selection: Selection,
  by: CountDimension[],
  after: CountKey | null,
  hand: (batch: IncidentCountRow[], last: CountKey) => Promise<boolean>,
): Promise<boolean> {
  const known = knownTerms(selection, by);
  await session.query(countStatement(selection, by, known, 'stream'), { after, most: null });
  for (;;) {
    const groups = await session.query<GroupRow>(FETCH_COUNTS);
    const last = groups.at(-1);
    if (last === undefined) return true;
    if (
      !(await hand(
        groups.map((group) => toCount(selection, by, known, group)),
        keyOf(last),
      ))
    )
      return false;
  }
}
