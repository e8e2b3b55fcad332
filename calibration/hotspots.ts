import { dbscan, type SplitClustering, splitClusters, type WeightedPlaces } from '../src/platform/statistics';
import { type PoliceIncident, placesOf } from './police';

/** Neighbourhood radius of the hotspot clusters by default, metres, and their greatest area, square metres. */
export const EPS = 250;
export const MAX_AREA = 500_000;

/** Least incidents of a cluster by default: 1% of all. */
export function minimumOf(incidents: number, least = 5): number {
  return Math.max(least, Math.ceil(incidents / 100));
}

/** Kinds of crime that are looked at one by one. */
export const TYPES = [
  'Burglary',
  'Robbery',
  'Vehicle crime',
  'Anti-social behaviour',
  'Violence and sexual offences',
];

/** Distinct places of some incidents, with their number at each. */
export function allPlacesOf(incidents: readonly PoliceIncident[]): WeightedPlaces {
  return placesOf(incidents, ['weights'], () => 'weights');
}

/** Clusters of some incidents with the defaults; `maxArea` is the greatest area of one. */
export function clustersOf(
  incidents: readonly PoliceIncident[],
  maxArea = MAX_AREA,
): { places: WeightedPlaces; clustering: SplitClustering } {
  const places = allPlacesOf(incidents);
  const minWeight = minimumOf(incidents.length);
  const clustering = splitClusters(places, dbscan(places, EPS, minWeight), { eps: EPS, minWeight, maxArea });
  return { places, clustering };
}

/** Incidents of each cluster. */
export function weightsOf(
  { weights }: WeightedPlaces,
  { clusterOf, clusterCount }: SplitClustering,
): Float64Array {
  const sums = new Float64Array(clusterCount);
  clusterOf.forEach((cluster, row) => {
    if (cluster >= 0) sums[cluster] += weights[row];
  });
  return sums;
}
