import { holdersOf } from '../../domain/areas';
import type { Selection } from '../../domain/incidents';
import type { Period, Stretches } from '../../platform/calendar';
import { type Session, unpackBooleans, unpackFloats, unpackIntegers } from '../../platform/database';
import { type Fragment, join, loadSql, sql } from '../../platform/database/sql';
import type { WeightedPlaces } from '../../platform/statistics';
import type { ComparedWindows } from '../trends';

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
  /** Incidents of the period that have no place. */
  unlocated: number;
  /** Summed weights of the incidents by a weight set; null where none was requested. */
  weighted: Float64Array | null;
  /** Incidents of the period, with or without a place, whose offence has no weight in the weight set. */
  withoutWeight: number;
  /** Incidents of the current and of the previous window of the comparison. */
  current: Float64Array;
  previous: Float64Array;
  /** Incidents of the windows that have no place. */
  unlocatedInWindows: { current: number; previous: number };
}

/** Selection, with the windows of its comparison. */
export interface PlacesAsked {
  selection: Selection;
  windows: ComparedWindows | null;
}

type Column = 'n' | 'current' | 'previous' | 'weighted' | 'without_weight';

/** Row of location_id and the given columns; the others are 0. */
function rowOf(columns: Partial<Record<Column, Fragment>>): Fragment {
  const { n, current, previous, weighted, without_weight } = columns;
  const zero = sql`0`;
  return sql`SELECT c.location_id, ${n ?? zero} AS n, ${current ?? zero} AS current, ${previous ?? zero} AS previous,
      ${weighted ?? UNWEIGHED.weight} AS weighted, ${without_weight ?? zero} AS without_weight`;
}

/**
 * The counts of a period and of its windows as rows of location_id, n, current, previous, weighted, without_weight.
 * Where all three consist of whole months, each count is read once; else the counts of each are added up.
 */
function countsOf(asked: PlacesAsked, weightSet: number | null): Fragment {
  const { selection, windows } = asked;
  const weighing = weightSet === null ? UNWEIGHED : weighedBy(weightSet);
  const spans = [[selection.period], ...(windows ? [windows.current.counted, windows.previous.counted] : [])];
  return spans.flat().every((span) => selection.rows.isMonthly(span))
    ? countsByMonth(selection, spans, weighing)
    : countsBySpan(asked, weighing);
}

function countsBySpan({ selection: { rows, period }, windows }: PlacesAsked, weighing: Weighing): Fragment {
  const { weight, without, joined } = weighing;
  const n = sql`c.n`;
  const branches = [
    sql`${rowOf({ n, weighted: weight, without_weight: without })} FROM ${rows.counts(period)} AS c ${joined}`,
  ];
  if (windows)
    branches.push(
      ...windows.current.counted.map((span) => sql`${rowOf({ current: n })} FROM ${rows.counts(span)} AS c`),
      ...windows.previous.counted.map(
        (span) => sql`${rowOf({ previous: n })} FROM ${rows.counts(span)} AS c`,
      ),
    );
  return join(branches, ' UNION ALL ');
}

/** @param spans stretches of whole months: those of the period, and of the windows where there are any. */
function countsByMonth({ rows }: Selection, spans: Stretches[], weighing: Weighing): Fragment {
  const whole = hullOf(spans.flat());
  const within = ({ from, to }: Period) =>
    from === whole.from && to === whole.to ? sql`true` : sql`c.month BETWEEN ${from}::date AND ${to}::date`;
  const inside = spans.map((stretches) =>
    stretches.length === 1 ? within(stretches[0]) : sql`(${join(stretches.map(within), ' OR ')})`,
  );
  const where = (span: number, value: Fragment) =>
    inside[span] && sql`CASE WHEN ${inside[span]} THEN ${value} ELSE 0 END`;
  const columns = {
    n: where(0, sql`c.n`),
    current: where(1, sql`c.n`),
    previous: where(2, sql`c.n`),
    weighted: where(0, weighing.weight),
    without_weight: where(0, weighing.without),
  };
  return sql`${rowOf(columns)} FROM ${rows.counts(whole)} AS c ${weighing.joined} WHERE ${join(inside, ' OR ')}`;
}

/** From the earliest to the latest day of some periods. */
export function hullOf(periods: Period[]): Period {
  return {
    from: periods.map(({ from }) => from).sort()[0],
    to: periods
      .map(({ to }) => to)
      .sort()
      .at(-1)!,
  };
}

type PackedPlaces = Record<
  'location_ids' | 'eastings' | 'northings' | 'snapped' | 'ns' | 'currents' | 'previouses' | 'weighteds',
  Buffer | null
> &
  Record<'unlocated' | 'unlocated_current' | 'unlocated_previous' | 'without_weight', number>;

/**
 * Incidents at each place that has any in the period or in one of the windows, for each selection, in one statement.
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
    SELECT_PLACES.with({ counts: join(branches, ' UNION ALL ') }),
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
    current: Float64Array.from(unpackIntegers(row.currents)),
    previous: Float64Array.from(unpackIntegers(row.previouses)),
    weighted: weightSet === null ? null : unpackFloats(row.weighteds),
    withoutWeight: row.without_weight,
    unlocatedInWindows: { current: row.unlocated_current, previous: row.unlocated_previous },
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
