import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Period, Stretches } from '../../platform/calendar';
import { type Session, unpackBooleans, unpackFloats, unpackIntegers } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { WeightedPlaces } from '../../platform/statistics';

const SELECT_PLACES = loadSql(__dirname, 'select_places');

/** SQL columns for the weight of a count and its incidents without weight, and the join to the table of weights. */
interface Weighing {
  weight: Fragment;
  without: Fragment;
  joined: Fragment;
}

const UNWEIGHED: Weighing = { weight: sql`0::float8`, without: sql`0`, joined: sql`` };

const weighedBy = (weightSet: number): Weighing => ({
  weight: sql`coalesce(c.n * w.weight, 0)`,
  without: sql`CASE WHEN w.weight IS NULL THEN c.n ELSE 0 END`,
  joined: sql`LEFT JOIN known_weight AS w ON w.weight_set_id = ${weightSet} AND w.offence_id = c.offence_id`,
});

/** Distinct places with their incidents; entry i of every array belongs to place i. */
export interface Places extends WeightedPlaces {
  locationIds: number[];
  /** Whether the place is an anonymous map point. */
  snapped: boolean[];
  /** Counted incidents that have no place. */
  unlocated: number;
  /** Summed weights of the incidents by a weight set; null where none was requested. */
  weighted: Float64Array | null;
  /** Counted incidents, with or without a place, whose offence has no weight in the weight set. */
  withoutWeight: number;
  /** Incidents of the comparison window, and those of them that have no place. */
  previous: Float64Array;
  unlocatedBefore: number;
}

/** Selection, with the stretches to count. */
export interface PlacesAsked {
  selection: Selection;
  counted: Stretches;
  /** Stretches of the comparison window; empty where nothing is compared. */
  previous: Stretches;
  /** Whole months whose places are listed too, with zero incidents where they have none in the stretches; null: none. */
  history: Period | null;
}

type Column = 'n' | 'previous' | 'weighted' | 'without_weight';

/** Row of location_id and the given columns; the others are 0. */
function rowOf(columns: Partial<Record<Column, Fragment>>): Fragment {
  const { n, previous, weighted, without_weight } = columns;
  const zero = sql`0`;
  return sql`SELECT c.location_id, ${n ?? zero} AS n, ${previous ?? zero} AS previous,
      ${weighted ?? UNWEIGHED.weight} AS weighted, ${without_weight ?? zero} AS without_weight`;
}

/**
 * Counts of the stretches as rows of location_id, n, previous, weighted, without_weight. Where all consist of whole months,
 * each count is read once; else the counts of each are added up.
 */
function countsOf(asked: PlacesAsked, weightSet: number | null): Fragment {
  const { selection, counted, previous, history } = asked;
  const weighing = weightSet === null ? UNWEIGHED : weighedBy(weightSet);
  const spans = [...counted, ...previous, ...(history ? [history] : [])];
  return spans.every((span) => selection.rows.isMonthly(span))
    ? countsByMonth(asked, hullOf(spans), weighing)
    : countsBySpan(asked, weighing);
}

function countsBySpan(
  { selection: { rows }, counted, previous, history }: PlacesAsked,
  { weight, without, joined }: Weighing,
): Fragment {
  const n = sql`c.n`;
  const branches = [
    ...counted.map(
      (span) =>
        sql`${rowOf({ n, weighted: weight, without_weight: without })} FROM ${rows.counts(span)} AS c ${joined}`,
    ),
    ...previous.map((span) => sql`${rowOf({ previous: n })} FROM ${rows.counts(span)} AS c`),
    ...(history ? [sql`${rowOf({})} FROM ${rows.counts(history)} AS c`] : []),
  ];
  return join(branches, ' UNION ALL ');
}

function countsByMonth(
  { selection: { rows }, counted, previous, history }: PlacesAsked,
  whole: Period,
  weighing: Weighing,
): Fragment {
  const within = ({ from, to }: Period) =>
    from === whole.from && to === whole.to ? sql`true` : sql`c.month BETWEEN ${from}::date AND ${to}::date`;
  const inside = (spans: Stretches) => sql`(${join(spans.map(within), ' OR ')})`;
  const ifCounted = (value: Fragment) => sql`CASE WHEN ${inside(counted)} THEN ${value} ELSE 0 END`;
  const columns = {
    n: ifCounted(sql`c.n`),
    previous: previous.length > 0 ? sql`CASE WHEN ${inside(previous)} THEN c.n ELSE 0 END` : undefined,
    weighted: ifCounted(weighing.weight),
    without_weight: ifCounted(weighing.without),
  };
  const all = [...counted, ...previous, ...(history ? [history] : [])];
  return sql`${rowOf(columns)} FROM ${rows.counts(whole)} AS c ${weighing.joined} WHERE ${inside(all)}`;
}

/** From the earliest to the latest day of some periods. */
function hullOf(periods: Period[]): Period {
  return {
    from: periods.map(({ from }) => from).sort()[0],
    to: periods
      .map(({ to }) => to)
      .sort()
      .at(-1)!,
  };
}

type PackedPlaces = Record<
  'location_ids' | 'eastings' | 'northings' | 'snapped' | 'ns' | 'previouses' | 'weighteds',
  Buffer | null
> &
  Record<'unlocated' | 'unlocated_before' | 'without_weight', number>;

/**
 * Incidents at each place that has any in the stretches or the months asked for, for each selection, in one statement.
 *
 * @param asked selections of one partnership.
 * @param weightSet id of a weight set to sum weights by; null: none.
 */
export async function selectPlaces(
  session: Session,
  asked: PlacesAsked[],
  weightSet: number | null = null,
): Promise<Places[]> {
  if (asked.length === 0) return [];
  const branches = asked.map(
    (each, request) =>
      sql`SELECT ${request}::integer AS request, c.* FROM (${countsOf(each, weightSet)}) AS c`,
  );
  const rows = await session.query<PackedPlaces>(
    SELECT_PLACES.with({
      counts: join(branches, ' UNION ALL '),
      previous: asked.some(({ previous }) => previous.length > 0) ? sql`sum(c.previous)::integer` : sql`0`,
      weighted: weightSet === null ? UNWEIGHED.weight : sql`sum(c.weighted)`,
      without_weight: weightSet === null ? UNWEIGHED.without : sql`sum(c.without_weight)::integer`,
    }),
    {
      partnership_ids: holdersOf(asked[0].selection.partnership).ids,
      requests: asked.map((_, request) => request),
    },
  );
  return rows.map((row) => ({
    locationIds: Array.from(unpackIntegers(row.location_ids)),
    snapped: unpackBooleans(row.snapped),
    unlocated: row.unlocated,
    eastings: unpackFloats(row.eastings),
    northings: unpackFloats(row.northings),
    weights: Float64Array.from(unpackIntegers(row.ns)),
    previous: Float64Array.from(unpackIntegers(row.previouses)),
    weighted: weightSet === null ? null : unpackFloats(row.weighteds),
    withoutWeight: row.without_weight,
    unlocatedBefore: row.unlocated_before,
  }));
}

/** Places of clusters, and the centre of each cluster. */
export interface ClusterMembers {
  /** One entry per place. */
  clusters: number[];
  locationIds: number[];
  weights: number[];
  /** One entry per cluster, on the National Grid. */
  centres: { cluster: number; easting: number; northing: number }[];
}
