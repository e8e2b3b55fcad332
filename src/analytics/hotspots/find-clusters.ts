import { createHash } from 'node:crypto';
import type { Clustering } from '../../platform/statistics';
import { compute, type Requester } from '../../platform/threads';
import type { ClusterMembers, Places } from './clusters.queries';

/** A cluster before the database has told its shape and name. */
export interface BareCluster {
  /** Number that the clustering gave it. */
  cluster: number;
  /** Rows of its places. */
  rows: number[];
  incidentCount: number;
  /** Greatest number of incidents at one of its anonymous map points. */
  mostAtSnapPoint: number;
  /** Mean centre, metres. */
  easting: number;
  northing: number;
  /** Its core place with the least (easting, northing): the anchor of its id. */
  anchor: number;
  current: number;
  previous: number;
}

export interface FoundClusters {
  /** Most incidents first; ties by anchor. */
  clusters: BareCluster[];
  noiseCount: number;
  incidentCount: number;
  minIncidents: number;
}

/** Up to so many places the clustering takes 3 ms, hardly more than handing it to a thread. */
const LIGHT = 5_000;

/** Fewest incidents of a cluster where the caller gives none: 1 % of all, at least 5. */
function defaultMinIncidents(incidents: number): number {
  return Math.max(5, Math.ceil(incidents / 100));
}

function subset(places: Places, keep: (row: number) => boolean) {
  const rows = places.locationIds.map((_, row) => row).filter(keep);
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
  return {
    rows,
    eastings: pick(places.eastings),
    northings: pick(places.northings),
    weights: pick(places.weights),
  };
}

function before(places: Places, a: number, b: number): boolean {
  const east = places.eastings[a] - places.eastings[b];
  return east < 0 || (east === 0 && places.northings[a] < places.northings[b]);
}

function gather(places: Places, rows: number[], clustering: Clustering): BareCluster[] {
  const clusters = Array.from({ length: clustering.clusterCount }, (_, cluster): BareCluster => {
    return {
      cluster,
      rows: [],
      incidentCount: 0,
      mostAtSnapPoint: 0,
      easting: 0,
      northing: 0,
      anchor: -1,
      current: 0,
      previous: 0,
    };
  });
  rows.forEach((row, i) => {
    const found = clusters[clustering.clusterOf[i]];
    if (!found) return;
    const weight = places.weights[row];
    found.rows.push(row);
    found.incidentCount += weight;
    if (places.snapped[row]) found.mostAtSnapPoint = Math.max(found.mostAtSnapPoint, weight);
    found.easting += weight * places.eastings[row];
    found.northing += weight * places.northings[row];
    found.current += places.current[row];
    found.previous += places.previous[row];
    if (clustering.core[i] && (found.anchor < 0 || before(places, row, found.anchor))) found.anchor = row;
  });
  for (const found of clusters) {
    found.easting /= found.incidentCount;
    found.northing /= found.incidentCount;
  }
  return clusters;
}

/**
 * Clusters of the places that have incidents in the period (weighted DBSCAN), ranked. Places that have incidents in
 * a window of the comparison only take no part in the clustering: they count with the cluster that they would join.
 */
export async function findClusters(
  places: Places,
  eps: number,
  minIncidents?: number | null,
  request: Requester = {},
): Promise<FoundClusters> {
  const used = subset(places, (row) => places.weights[row] > 0);
  const located = used.weights.reduce((sum, weight) => sum + weight, 0);
  const incidentCount = located + places.unlocated;
  const least = minIncidents ?? defaultMinIncidents(incidentCount);
  const light = places.locationIds.length <= LIGHT;
  const clustering = await compute('dbscan', [used, eps, least], request, light);
  const clusters = gather(places, used.rows, clustering);
  const others = subset(places, (row) => places.weights[row] === 0);
  const joined = await compute('assignToClusters', [used, clustering, eps, others], request, light);
  others.rows.forEach((row, i) => {
    const found = clusters[joined[i]];
    if (!found) return;
    found.current += places.current[row];
    found.previous += places.previous[row];
  });
  clusters.sort((a, b) => b.incidentCount - a.incidentCount || (before(places, a.anchor, b.anchor) ? -1 : 1));
  const clustered = clusters.reduce((sum, found) => sum + found.incidentCount, 0);
  return { clusters, noiseCount: located - clustered, incidentCount, minIncidents: least };
}

/**
 * An id that is the same for the same parameters and the same anchor, whatever the order of rows or clusters. The
 * anchor counts to the centimetre: the two back ends transform degrees alike to a millionth of that.
 */
export function clusterId(parameters: string, places: Places, { anchor }: BareCluster): string {
  const centimetres = (metres: number) => Math.round(metres * 100);
  const [easting, northing] = [places.eastings[anchor], places.northings[anchor]].map(centimetres);
  return createHash('sha256').update(`${parameters} ${easting} ${northing}`).digest('hex').slice(0, 16);
}

/** What the database is asked to describe. */
export function membersOf(places: Places, clusters: BareCluster[]): ClusterMembers {
  return {
    clusters: clusters.flatMap(({ cluster, rows }) => rows.map(() => cluster)),
    locationIds: clusters.flatMap(({ rows }) => rows.map((row) => places.locationIds[row])),
    weights: clusters.flatMap(({ rows }) => rows.map((row) => places.weights[row])),
    centres: clusters.map(({ cluster, easting, northing }) => ({ cluster, easting, northing })),
  };
}
