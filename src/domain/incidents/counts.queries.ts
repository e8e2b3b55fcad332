import type { Session, Statement } from '../../platform/database';
import { loadSql, statement } from '../../platform/database/sql';
import { CountDimension, type CountTotal, type IncidentCountRow } from './incident.type';
import { cellsIn, countsIn, type Selection, sntAreaOf } from './selection/selection.queries';

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

/** Dimensions of time, likewise. */
export const TIME_DIMENSIONS: Partial<Record<CountDimension, string>> = {
  MONTH: "to_char(c.month, 'YYYY-MM')",
  QUARTER: 'to_char(c.month, \'YYYY"Q"Q\')',
  YEAR: "to_char(c.month, 'YYYY')",
};

/** Dimensions that are a term of the vocabulary: any of them together. */
const NAMED = [CountDimension.THEME, CountDimension.OFFENCE, CountDimension.SOURCE, CountDimension.OUTCOME];

/** The area of a kind that a place lies in, in the boundaries of the month, or of the one day asked for. */
const PLACE_JOINS = `LEFT JOIN (
    SELECT la.location_id, a.id, daterange(a.valid_from, a.valid_to, '[]') AS valid
    FROM location_area AS la JOIN area AS a ON a.id = la.area_id
    WHERE la.partnership_id = ANY (:partnership_ids::smallint[]) AND la.kind = :area_kind
  ) AS place ON place.location_id = c.location_id AND place.valid @> coalesce(:areas_as_of::date, c.month)`;

/** The postcode district that is named instead of a place: on the map of any member where it is a county. */
const NAMED_DISTRICT = `(SELECT min(a.id) FROM area AS a WHERE a.partnership_id = ANY (:partnership_ids::smallint[])
    AND a.kind = 'POSTCODE_DISTRICT' AND a.code = c.postcode_district
    AND daterange(a.valid_from, a.valid_to, '[]') @> coalesce(:areas_as_of::date, c.month))`;

/** The area of each kind that a cell counts in. */
const CELL_AREA: Partial<Record<CountDimension, string>> = {
  WARD: 'c.ward_id',
  SNT_AREA: sntAreaOf('c'),
  POSTCODE_DISTRICT: NAMED_DISTRICT,
};

/** Each combination of offence and flags belongs to the same themes: resolved once, not once per count. */
const THEME_JOIN = `LEFT JOIN (
    SELECT combination.*, theme.code
    FROM (SELECT DISTINCT source_id, coalesce(offence_id, 0) AS offence_id, flags, coalesce(flag, 0) AS flag
      FROM counted) AS combination
    JOIN source ON source.id = combination.source_id AND (source.adds_to_themes OR :sources_named::boolean)
    JOIN theme ON (combination.flags | combination.flag) & theme.flags <> 0
      OR EXISTS (SELECT FROM offence_theme AS ot
        WHERE ot.offence_id = combination.offence_id AND ot.theme_id = theme.id)
  ) AS theme ON theme.source_id = c.source_id AND theme.offence_id = coalesce(c.offence_id, 0)
    AND theme.flags = c.flags AND theme.flag = coalesce(c.flag, 0)`;

/** The area of a kind that a count lies in. */
const placeArea = (kind: CountDimension) =>
  kind === CountDimension.POSTCODE_DISTRICT
    ? `coalesce(place.id, CASE WHEN c.postcode_district IS NOT NULL THEN ${NAMED_DISTRICT} END)`
    : 'place.id';

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

/** What the statement gives beside the groups: their total, or nothing. */
const BESIDE = {
  total: {
    total: ', total.n AS total, total.estimated AS total_estimated',
    page: `(
      SELECT coalesce(round(sum(n)), 0)::bigint AS n, coalesce(bool_or(estimated), false) AS estimated
      FROM counted
      WHERE flag IS NULL OR :flags_in_total::boolean
    ) AS total LEFT JOIN page ON true`,
  },
  nothing: { total: '', page: 'page' },
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

/** The statement that counts by some dimensions, and what its rows mean. */
function countStatement(
  selection: Selection,
  by: CountDimension[],
  page: { after: CountKey | null; most: number | null },
  beside: keyof typeof BESIDE,
): { text: Statement; values: Record<string, unknown>; toCount: (group: GroupRow) => IncidentCountRow } {
  const counts = countsIn(selection, selection.period);
  const byTheme = by.includes(CountDimension.THEME);
  const cells = cellsIn(selection, selection.period, { withFlags: byTheme });
  const area = AREA_DIMENSIONS.find((kind) => by.includes(kind));
  const time = Object.keys(TIME_DIMENSIONS).find((unit) => by.includes(unit as CountDimension)) as
    | CountDimension
    | undefined;
  const whole = area === CountDimension.PARTNERSHIP;
  const asked = (dimension: CountDimension, expression: string) =>
    by.includes(dimension) ? expression : 'NULL::text';
  const columns = [
    ...(area ? ['area_code', 'area_name'] : []),
    ...(time ? ['period'] : []),
    ...NAMED.filter((dimension) => by.includes(dimension)).map((dimension) => dimension.toLowerCase()),
  ];
  const resolved = area && !whole;
  // A county's partnerships are its members.
  const holder = 'c.partnership_id::integer';
  // Records that tell an outward code count under it, whether or not its outline has been imported.
  const byDistrict = area === CountDimension.POSTCODE_DISTRICT;
  const areaText = (column: string) =>
    byDistrict ? `coalesce(area.${column}, c.district)` : `area.${column}`;
  return {
    text: COUNT_BY_DIMENSIONS.with({
      ...BESIDE[beside],
      columns: ['count', 'estimated', ...columns].map((column) => `page.${column}`).join(', '),
      counts: counts.sql,
      cells: cells.sql,
      place_joins: resolved ? PLACE_JOINS : '',
      place_area: whole ? holder : resolved ? placeArea(area) : 'NULL::integer',
      cell_area: whole ? holder : ((area && CELL_AREA[area]) ?? 'NULL::integer'),
      areas: whole ? 'partnership' : 'area',
      district: byDistrict ? 'c.postcode_district' : 'NULL::text',
      theme_join: byTheme ? THEME_JOIN : '',
      area_code: area ? areaText('code') : 'NULL::text',
      area_name: area ? areaText('name') : 'NULL::text',
      period: time ? TIME_DIMENSIONS[time]! : 'NULL::text',
      theme: asked(CountDimension.THEME, 'theme.code'),
      offence: asked(CountDimension.OFFENCE, 'offence.code'),
      source: asked(CountDimension.SOURCE, 'source.code'),
      outcome: asked(CountDimension.OUTCOME, 'outcome.code'),
    }),
    values: {
      ...counts.parameters,
      ...cells.parameters,
      area_kind: area ?? null,
      flags_in_total: selection.byFlagTheme,
      sources_named: selection.sourcesNamed,
      ...page,
    },
    toCount: (group) => ({
      areaKind: area ?? null,
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
    }),
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
  const wanted = { after: page.after, most: page.first + 1 };
  const { text, values, toCount } = countStatement(selection, by, wanted, 'total');
  const rows = await session.query<PageRow>(text, values);
  const groups = rows.filter((row): row is GroupRow & PageRow => row.count !== null);
  return {
    rows: groups.map((group) => ({ row: toCount(group), key: keyOf(group) })),
    total: {
      count: rows[0].total,
      perturbed: isPerturbed(selection, ''),
      // However a ward is divided, its parts make the same total, unless a filter takes only some of them.
      estimated: rows[0].total_estimated && selection.regions.length > 0,
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
  const { text, values, toCount } = countStatement(selection, by, { after, most: null }, 'nothing');
  await session.query(statement(text.name, `DECLARE counts NO SCROLL CURSOR FOR ${text.text}`), values);
  for (;;) {
    const groups = await session.query<GroupRow>(FETCH_COUNTS);
    const last = groups.at(-1);
    if (last === undefined) return true;
    if (!(await hand(groups.map(toCount), keyOf(last)))) return false;
  }
}
