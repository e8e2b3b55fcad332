import type { Session } from '../database';
import { loadSql } from '../database/sql';
import type { Geometry } from '../geo';
import { countsIn, type Selection } from '../incidents';
import type { WeightedPlaces } from '../statistics';
import type { Windows } from '../trends';

const SELECT_PLACES = loadSql(__dirname, 'select_places');
const DESCRIBE_CLUSTERS = loadSql(__dirname, 'describe_clusters');

/** What a count weighs, and how many of its incidents have no weight: 0 and none where no weight set was asked for. */
const UNWEIGHED = '0::float8 AS weighted, 0 AS without_weight';
const WEIGHED = `coalesce(c.n * w.weight, 0) AS weighted, CASE WHEN w.weight IS NULL THEN c.n ELSE 0 END AS without_weight`;
const WEIGHT_JOIN = `LEFT JOIN offence_weight AS w
  ON w.weight_set_id = :weight_set AND w.offence_id = c.offence_id`;

/** Distinct places with their incidents; entry i of every array is the same place. */
export interface Places extends WeightedPlaces {
  locationIds: number[];
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
  const parameters: Record<string, unknown> = { weight_set: weightSet };
  const branch = (period: { from: string; to: string }, prefix: string, columns: string, join = '') => {
    const counts = countsIn(selection, period, prefix);
    Object.assign(parameters, counts.parameters);
    return `SELECT c.location_id, ${columns} FROM ${counts.sql} AS c ${join}`;
  };
  const { period } = selection;
  const same = windows?.current.from === period.from && windows.current.to === period.to;
  const weigh = weightSet !== null;
  const branches = [
    branch(
      period,
      'period',
      `c.n, ${same ? 'c.n' : '0'} AS current, 0 AS previous, ${weigh ? WEIGHED : UNWEIGHED}`,
      weigh ? WEIGHT_JOIN : '',
    ),
  ];
  if (windows && !same) branches.push(branch(windows.current, 'current', `0, c.n, 0, ${UNWEIGHED}`));
  if (windows) branches.push(branch(windows.previous, 'previous', `0, 0, c.n, ${UNWEIGHED}`));
  const all = await session.query<{
    location_id: number | null;
    easting: number;
    northing: number;
    n: number;
    current: number;
    previous: number;
    weighted: number;
    without_weight: number;
  }>(SELECT_PLACES.with({ counts: branches.join(' UNION ALL ') }), parameters);
  const rows = all.filter((row) => row.location_id !== null);
  return {
    locationIds: rows.map((row) => row.location_id!),
    unlocated: all.find((row) => row.location_id === null)?.n ?? 0,
    eastings: Float64Array.from(rows, (row) => row.easting),
    northings: Float64Array.from(rows, (row) => row.northing),
    weights: Float64Array.from(rows, (row) => row.n),
    current: Float64Array.from(rows, (row) => row.current),
    previous: Float64Array.from(rows, (row) => row.previous),
    weighted: weigh ? Float64Array.from(rows, (row) => row.weighted) : null,
    withoutWeight: all.reduce((sum, row) => sum + row.without_weight, 0),
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
    at: selection.period.to,
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
