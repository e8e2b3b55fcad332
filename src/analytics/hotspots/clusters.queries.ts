import { apart, countsIn, type Fragment, type Selection } from '../../domain/incidents';
import { isMonthAligned, type Period } from '../../platform/calendar';
import { type Session, unpackBooleans, unpackFloats, unpackIntegers } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';
import type { Geometry } from '../../platform/geo';
import type { WeightedPlaces } from '../../platform/statistics';
import type { Windows } from '../trends';

const SELECT_PLACES = loadSql(__dirname, 'select_places');
const DESCRIBE_CLUSTERS = loadSql(__dirname, 'describe_clusters');

/** What a count weighs, and how many of its incidents have no weight: 0 and none where no weight set was asked for. */
const UNWEIGHED = ['0::float8', '0'];
const WEIGHED = ['coalesce(c.n * w.weight, 0)', 'CASE WHEN w.weight IS NULL THEN c.n ELSE 0 END'];
const WEIGHT_JOIN = `LEFT JOIN offence_weight AS w
  ON w.weight_set_id = :weight_set AND w.offence_id = c.offence_id`;

/** Distinct places with their incidents; entry i of every array is the same place. */
export interface Places extends WeightedPlaces {
  locationIds: number[];
  /** Whether the place is an anonymous map point. */
  snapped: boolean[];
  /** Incidents of the period that have no place. */
  unlocated: number;
  /** Their summed weights by a weight set, where one was asked for. */
  weighted: Float64Array | null;
  /** Incidents of the period, with or without a place, whose offence has no weight in it. */
  withoutWeight: number;
  /** Incidents of the current and of the previous window of the comparison. */
  current: Float64Array;
  previous: Float64Array;
}

/** A selection, and the windows of its comparison. */
export interface PlacesAsked {
  selection: Selection;
  windows: Windows | null;
}

/**
 * The counts of a period and of its windows as rows of location_id, n, current, previous, weighted, without_weight.
 * Where all three are whole months they are read in one go, each count once; else the branches of each are added up.
 */
function countsOf({ selection, windows }: PlacesAsked, weightSet: number | null): Fragment {
  const { period } = selection;
  const weigh = weightSet !== null;
  const spans = windows ? [period, windows.current, windows.previous] : [period];
  const [zeroWeight, noneWithout] = UNWEIGHED;
  const [weight, without] = weigh ? WEIGHED : UNWEIGHED;
  const join = weigh ? WEIGHT_JOIN : '';
  const row = (...values: string[]) =>
    values
      .map((value, i) => `${value} AS ${['n', 'current', 'previous', 'weighted', 'without_weight'][i]}`)
      .join(', ');
  if (selection.needsRecords || !spans.every(isMonthAligned)) {
    const parameters: Record<string, unknown> = { weight_set: weightSet };
    const branch = (span: Period, prefix: string, columns: string, joined = '') => {
      const counts = countsIn(selection, span, prefix);
      Object.assign(parameters, counts.parameters);
      return `SELECT c.location_id, ${columns} FROM ${counts.sql} AS c ${joined}`;
    };
    const branches = [branch(period, 'period', row('c.n', '0', '0', weight, without), join)];
    if (windows)
      branches.push(
        branch(windows.current, 'current', row('0', 'c.n', '0', zeroWeight, noneWithout)),
        branch(windows.previous, 'previous', row('0', '0', 'c.n', zeroWeight, noneWithout)),
      );
    return { sql: branches.join(' UNION ALL '), parameters };
  }
  const whole = hullOf(spans);
  const counts = countsIn(selection, whole);
  const parameters = { ...counts.parameters, weight_set: weightSet } as Record<string, unknown>;
  const within = spans.map((span, i) => {
    if (span.from === whole.from && span.to === whole.to) return 'true';
    parameters[`span${i}_from`] = span.from;
    parameters[`span${i}_to`] = span.to;
    return `c.month BETWEEN :span${i}_from::date AND :span${i}_to::date`;
  });
  const where = (condition: string | undefined, value: string) =>
    condition === 'true' ? value : condition ? `CASE WHEN ${condition} THEN ${value} ELSE 0 END` : '0';
  const [inPeriod, inCurrent, inPrevious] = within;
  const columns = row(
    where(inPeriod, 'c.n'),
    where(inCurrent, 'c.n'),
    where(inPrevious, 'c.n'),
    weigh ? where(inPeriod, weight) : weight,
    weigh ? where(inPeriod, without) : without,
  );
  return {
    sql: `SELECT c.location_id, ${columns} FROM ${counts.sql} AS c ${join} WHERE ${within.join(' OR ')}`,
    parameters,
  };
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
  'location_ids' | 'eastings' | 'northings' | 'snapped' | 'ns' | 'currents' | 'previouses' | 'weighteds',
  Buffer | null
> & { unlocated: number; without_weight: number };

/**
 * Incidents at each place that has any in the period or in one of the windows, of each selection: one statement,
 * whatever their number.
 *
 * @param asked selections of one partnership.
 * @param weightSet row of the weight set by which to weigh them too.
 */
export async function selectPlaces(
  session: Session,
  asked: PlacesAsked[],
  weightSet: number | null = null,
): Promise<Places[]> {
  if (asked.length === 0) return [];
  const branches = asked.map((each, request) => {
    const { sql, parameters } = apart(countsOf(each, weightSet), `r${request}`);
    return { sql: `SELECT ${request} AS request, c.* FROM (${sql}) AS c`, parameters };
  });
  const rows = await session.query<PackedPlaces>(
    SELECT_PLACES.with({ counts: branches.map(({ sql }) => sql).join('\n  UNION ALL\n  ') }),
    Object.assign(
      {
        partnership_ids: asked[0].selection.parameters.partnership_ids,
        requests: asked.map((_, request) => request),
      },
      ...branches.map(({ parameters }) => parameters),
    ),
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
  }));
}

/** The places of clusters, and where the middle of each is. */
export interface ClusterMembers {
  /** One entry per place. */
  clusters: number[];
  locationIds: number[];
  weights: number[];
  /** One entry per cluster, on the National Grid. */
  centres: { cluster: number; easting: number; northing: number }[];
}

/** What the database knows of a cluster. */
export interface ClusterDescription {
  hull: Geometry;
  areaKm2: number;
  longitude: number;
  latitude: number;
  /** Of the gazetteer, else of its SNT area, else of its ward; null outside all of them. */
  name: string | null;
  wardId: number | null;
  sntAreaId: number | null;
  offences: { offence_id: number; count: number }[];
}

/** A selection, and the clusters that were found in it. */
export interface ClustersAsked {
  selection: Selection;
  members: ClusterMembers;
}

/**
 * Hull, name, areas and offences of all clusters of each selection, by cluster: one statement, whatever their number.
 *
 * @param asked selections of one partnership.
 */
export async function describeClusters(
  session: Session,
  asked: ClustersAsked[],
  eps: number,
): Promise<Map<number, ClusterDescription>[]> {
  const described = asked.map(() => new Map<number, ClusterDescription>());
  const found = asked.flatMap(({ selection, members }, request) =>
    members.centres.length > 0 ? [{ selection, members, request }] : [],
  );
  if (found.length === 0) return described;
  const branches = found.map(({ selection, request }) => {
    const { sql, parameters } = apart(countsIn(selection, selection.period), `r${request}`);
    return {
      sql: `SELECT ${request} AS request, c.location_id, c.offence_id, c.n FROM ${sql} AS c`,
      parameters,
    };
  });
  const rows = await session.query<{
    request: number;
    cluster: number;
    hull: string;
    area_km2: number;
    longitude: number;
    latitude: number;
    name: string | null;
    ward_id: number | null;
    snt_area_id: number | null;
    offences: { offence_id: number; count: number }[];
  }>(
    DESCRIBE_CLUSTERS.with({ counts: branches.map(({ sql }) => sql).join('\n    UNION ALL\n    ') }),
    Object.assign(
      {
        partnership_ids: found[0].selection.parameters.partnership_ids,
        requests: found.flatMap(({ members, request }) => members.clusters.map(() => request)),
        clusters: found.flatMap(({ members }) => members.clusters),
        locations: found.flatMap(({ members }) => members.locationIds),
        weights: found.flatMap(({ members }) => members.weights),
        centre_requests: found.flatMap(({ members, request }) => members.centres.map(() => request)),
        centre_clusters: found.flatMap(({ members }) => members.centres.map(({ cluster }) => cluster)),
        centre_eastings: found.flatMap(({ members }) => members.centres.map(({ easting }) => easting)),
        centre_northings: found.flatMap(({ members }) => members.centres.map(({ northing }) => northing)),
        centre_days: found.flatMap(({ selection, members }) =>
          members.centres.map(() => selection.areasAsOf ?? selection.period.to),
        ),
        eps,
      },
      ...branches.map(({ parameters }) => parameters),
    ),
  );
  for (const row of rows)
    described[row.request].set(row.cluster, {
      hull: JSON.parse(row.hull),
      areaKm2: row.area_km2,
      longitude: row.longitude,
      latitude: row.latitude,
      name: row.name,
      wardId: row.ward_id,
      sntAreaId: row.snt_area_id,
      offences: row.offences,
    });
  return described;
}
