import { isMonthAligned, type Period } from '../calendar';
import { type Session, unpackBooleans, unpackFloats, unpackIntegers } from '../database';
import { loadSql } from '../database/sql';
import type { Geometry } from '../geo';
import { countsIn, type Fragment, type Selection } from '../incidents';
import type { WeightedPlaces } from '../statistics';
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

/**
 * The counts of a period and of its windows as rows of location_id, n, current, previous, weighted, without_weight.
 * Where all three are whole months they are read in one go, each count once; else the branches of each are added up.
 */
function countsOf(selection: Selection, windows: Windows | null, weigh: boolean): Fragment {
  const { period } = selection;
  const spans = windows ? [period, windows.current, windows.previous] : [period];
  const [zeroWeight, noneWithout] = UNWEIGHED;
  const [weight, without] = weigh ? WEIGHED : UNWEIGHED;
  const join = weigh ? WEIGHT_JOIN : '';
  const row = (...values: string[]) =>
    values
      .map((value, i) => `${value} AS ${['n', 'current', 'previous', 'weighted', 'without_weight'][i]}`)
      .join(', ');
  if (selection.needsRecords || !spans.every(isMonthAligned)) {
    const parameters: Record<string, unknown> = {};
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
  const { parameters } = counts;
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

/**
 * Incidents at each place that has any in the period or in one of the windows: one statement.
 *
 * @param weightSet row of the weight set by which to weigh them too.
 */
export async function selectPlaces(
  session: Session,
  selection: Selection,
  windows: Windows | null,
  weightSet: number | null = null,
): Promise<Places> {
  const weigh = weightSet !== null;
  const counts = countsOf(selection, windows, weigh);
  const [row] = await session.query<
    Record<
      'location_ids' | 'eastings' | 'northings' | 'snapped' | 'ns' | 'currents' | 'previouses' | 'weighteds',
      Buffer | null
    > & { unlocated: number; without_weight: number }
  >(SELECT_PLACES.with({ counts: counts.sql }), { ...counts.parameters, weight_set: weightSet });
  return {
    locationIds: Array.from(unpackIntegers(row.location_ids)),
    snapped: unpackBooleans(row.snapped),
    unlocated: row.unlocated,
    eastings: unpackFloats(row.eastings),
    northings: unpackFloats(row.northings),
    weights: Float64Array.from(unpackIntegers(row.ns)),
    current: Float64Array.from(unpackIntegers(row.currents)),
    previous: Float64Array.from(unpackIntegers(row.previouses)),
    weighted: weigh ? unpackFloats(row.weighteds) : null,
    withoutWeight: row.without_weight,
  };
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
  /** Of the gazetteer. */
  placeName: string | null;
  wardId: number | null;
  sntAreaId: number | null;
  offences: { offence_id: number; count: number }[];
}

/** Hull, areas and offences of all clusters, by cluster: one statement. */
export async function describeClusters(
  session: Session,
  selection: Selection,
  members: ClusterMembers,
  eps: number,
): Promise<Map<number, ClusterDescription>> {
  const counts = countsIn(selection, selection.period);
  const rows = await session.query<{
    cluster: number;
    hull: string;
    area_km2: number;
    longitude: number;
    latitude: number;
    place_name: string | null;
    ward_id: number | null;
    snt_area_id: number | null;
    offences: { offence_id: number; count: number }[];
  }>(DESCRIBE_CLUSTERS.with({ counts: counts.sql }), {
    ...counts.parameters,
    clusters: members.clusters,
    locations: members.locationIds,
    weights: members.weights,
    centre_clusters: members.centres.map(({ cluster }) => cluster),
    centre_eastings: members.centres.map(({ easting }) => easting),
    centre_northings: members.centres.map(({ northing }) => northing),
    eps,
    at: selection.areasAsOf ?? selection.period.to,
  });
  return new Map(
    rows.map((row) => [
      row.cluster,
      {
        hull: JSON.parse(row.hull),
        areaKm2: row.area_km2,
        longitude: row.longitude,
        latitude: row.latitude,
        placeName: row.place_name,
        wardId: row.ward_id,
        sntAreaId: row.snt_area_id,
        offences: row.offences,
      },
    ]),
  );
}
