import { type ClusterQuestion, clusterPlaces } from '../../domain/incidents';
import type { ClusterWindow, TwoWindowClustering } from '../../platform/statistics';
import type { Requester } from '../../platform/threads';
import type { ComparedWindows } from '../trends';
import type { ClusterMembers, Places } from './clusters.queries';

/** Cluster without the shape and name that the database adds. */
export interface BareCluster {
  /** Number given by the clustering. */
  cluster: number;
  /** Indices of its places with incidents of either window. */
  rows: number[];
  /** Ids of its places, and of others within reach of its core places that have incidents in other months only. */
  ground: number[];
  /** Window whose incidents alone would make it a cluster. */
  foundIn: ClusterWindow;
  /** Incidents of the counted window within the cluster. */
  incidentCount: number;
  /** Incidents of the comparison window within the cluster. */
  previousCount: number;
  /** Incidents of both windows, by which the cluster was found. */
  weight: number;
  /** Largest number of `weight` incidents at one of its anonymous map points. */
  mostAtSnapPoint: number;
  /** Mean centre of the `weight` incidents, metres. */
  easting: number;
  northing: number;
  /** Index of the place with most `weight` incidents; ties by the smallest (easting, northing). */
  busiest: number;
  /** Area of the union of discs of radius eps/2 around its places, square metres. */
  area: number;
}

/** Clusters of a filter, with the minimum that decided them. */
export interface FoundClusters {
  /** Most incidents first, those of the comparison window alone last; ties by the least core place. */
  clusters: BareCluster[];
  noiseCount: number;
  incidentCount: number;
  minIncidents: number;
  /** Number of clusters that were split as too large, and their counted incidents that fall into no piece. */
  splitCount: number;
  splitNoise: number;
}

/** Settings that determine the clusters of places. */
export interface FindOptions {
  /** Radius of a neighbourhood, metres. */
  eps: number;
  /** Minimum number of incidents of a neighbourhood in both windows together. Default: 1% of them. */
  minIncidents?: number | null;
  /** Maximum area of a cluster, square metres. */
  maxArea: number;
  /** Windows of the comparison; null: cluster the counted incidents alone. */
  compared: ComparedWindows | null;
}

/** One per cent of some incidents, rounded up. */
const percentOf = (incidents: number) => Math.ceil(incidents / 100);

/** Lower bounds of the default minimum number of incidents, for one window and for both. */
const MIN_OF_ONE = 5;
const MIN_OF_BOTH = 10;

const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);

/**
 * Minimum number of incidents of a cluster, in both windows together and in each alone: its share of both by days, so that
 * a minimum that was left out and the same minimum given find clusters in the same windows.
 */
function minimaOf(places: Places, { minIncidents, compared }: FindOptions) {
  const current = sum(places.weights) + places.unlocated;
  if (!compared) {
    const least = minIncidents ?? Math.max(MIN_OF_ONE, percentOf(current));
    return { minBoth: least, minCurrent: least, minPrevious: least };
  }
  const previous = sum(places.previous) + places.unlocatedBefore;
  const minBoth = minIncidents ?? Math.max(MIN_OF_BOTH, percentOf(current + previous));
  const share = compared.current.days / (compared.current.days + compared.previous.days);
  return {
    minBoth,
    minCurrent: Math.max(1, Math.round(minBoth * share)),
    minPrevious: Math.max(1, Math.round(minBoth * (1 - share))),
  };
}

function isBefore({ eastings, northings }: Places, a: number, b: number): boolean {
  return eastings[a] < eastings[b] || (eastings[a] === eastings[b] && northings[a] < northings[b]);
}

function gather(places: Places, clustering: TwoWindowClustering): BareCluster[] {
  const clusters = clustering.clusters.map(
    (counts, cluster): BareCluster => ({
      cluster,
      rows: [],
      ground: [],
      foundIn: counts.window,
      incidentCount: 0,
      previousCount: 0,
      weight: 0,
      mostAtSnapPoint: 0,
      easting: 0,
      northing: 0,
      busiest: -1,
      area: clustering.areas[cluster],
    }),
  );
  const weightOf = (row: number) => places.weights[row] + places.previous[row];
  clustering.clusterOf.forEach((cluster, row) => {
    const found = clusters[cluster];
    if (!found) return;
    found.ground.push(places.locationIds[row]);
    const weight = weightOf(row);
    if (weight === 0) return;
    found.rows.push(row);
    found.incidentCount += places.weights[row];
    found.previousCount += places.previous[row];
    found.weight += weight;
    if (places.snapped[row]) found.mostAtSnapPoint = Math.max(found.mostAtSnapPoint, weight);
    found.easting += weight * places.eastings[row];
    found.northing += weight * places.northings[row];
    const most = found.busiest < 0 ? -1 : weightOf(found.busiest);
    if (weight > most || (weight === most && isBefore(places, row, found.busiest))) found.busiest = row;
  });
  for (const found of clusters) {
    found.easting /= found.weight;
    found.northing /= found.weight;
  }
  return clusters;
}

/**
 * Finds and ranks clusters of places. They are found on both windows of the comparison together, so that neither window
 * is favoured by selection, and split where they are too large.
 */
export async function findClusters(
  places: Places,
  options: FindOptions,
  request: Requester = {},
): Promise<FoundClusters> {
  const { eps, maxArea } = options;
  const minima = minimaOf(places, options);
  const { eastings, northings, weights, previous } = places;
  const clustering = await clusterPlaces(
    { eastings, northings, current: weights, previous },
    { eps, maxArea, ...minima },
    request,
  );
  const clusters = gather(places, clustering);
  const isGone = ({ foundIn }: BareCluster) => Number(foundIn === 'PREVIOUS');
  clusters.sort(
    (a, b) => isGone(a) - isGone(b) || b.incidentCount - a.incidentCount || a.cluster - b.cluster,
  );
  const located = sum(weights);
  const clustered = clusters.reduce((total, { incidentCount }) => total + incidentCount, 0);
  return {
    clusters,
    noiseCount: located - clustered,
    incidentCount: located + places.unlocated,
    minIncidents: minima.minBoth,
    splitCount: clustering.splitCount,
    splitNoise: sum(weights.map((weight, row) => (clustering.fallen[row] ? weight : 0))),
  };
}

/** Question answered by the clusters, as encoded in their ids. @param where canonical filter, with its period */
export function questionOf(
  where: string,
  counted: ClusterQuestion['current'],
  { eps, maxArea, compared }: FindOptions,
  { minIncidents }: FoundClusters,
): ClusterQuestion {
  return {
    where,
    current: counted,
    previous: compared ? compared.previous.counted : [],
    eps,
    minIncidents,
    maxArea,
  };
}

/** Places and centres of clusters, as input for their description by the database. */
export function membersOf(places: Places, clusters: BareCluster[]): ClusterMembers {
  return {
    clusters: clusters.flatMap(({ cluster, rows }) => rows.map(() => cluster)),
    locationIds: clusters.flatMap(({ rows }) => rows.map((row) => places.locationIds[row])),
    weights: clusters.flatMap(({ rows }) => rows.map((row) => places.weights[row] + places.previous[row])),
    centres: clusters.map(({ cluster, easting, northing }) => ({ cluster, easting, northing })),
  };
}
