import { dbscan } from './dbscan';
import { type SplitClustering, splitClusters } from './split-clusters';

/** Distinct places with the incidents of two windows of time; coordinates in metres (EPSG:27700). */
export interface TwoWindowPlaces {
  eastings: Float64Array;
  northings: Float64Array;
  /** Incidents of each window at the place, zero or more. */
  current: Float64Array;
  previous: Float64Array;
}

/** Limits of {@link twoWindowClusters}. */
export interface TwoWindowLimits {
  /** Neighbourhood radius, metres. */
  eps: number;
  /** Least summed weight of a core place's neighbourhood, by the incidents of both windows and of either alone. */
  minBoth: number;
  minCurrent: number;
  minPrevious: number;
  /** Greatest area of a cluster, square metres. */
  maxArea: number;
}

/** The windows in which a cluster would be one by the incidents of that window alone. */
const CLUSTER_WINDOWS = ['CURRENT', 'PREVIOUS', 'BOTH'] as const;
export type ClusterWindow = (typeof CLUSTER_WINDOWS)[number];

/** A cluster on ground that favours neither window. */
export interface TwoWindowCluster {
  /** Incidents of either window on its ground, the places of the cluster. */
  current: number;
  previous: number;
  window: ClusterWindow;
}

/** Clusters of both windows together, with the counts of either. */
export interface TwoWindowClustering extends SplitClustering {
  clusters: TwoWindowCluster[];
}

/**
 * Clusters found on the incidents of two windows together, so that their change is measured on ground that was chosen by
 * neither. Clusters of the current window alone are high by choice: with no change at all they come out increasing, on
 * average by half.
 *
 * A cluster is one of a window where that window's incidents alone make one of its places a core place. Where neither
 * does, because rounding left the minimum of both below the sum of the two, it is the one of the window with more of its
 * incidents.
 *
 * @example twoWindowClusters(places, { eps: 250, minBoth: 20, minCurrent: 10, minPrevious: 10, maxArea: 500_000 })
 * @throws RangeError where a limit is not positive or the arrays do not fit each other.
 */
export function twoWindowClusters(places: TwoWindowPlaces, limits: TwoWindowLimits): TwoWindowClustering {
  const { eastings, northings, current, previous } = places;
  const { eps, minBoth, maxArea } = limits;
  if (previous.length !== current.length) throw new RangeError('every place has incidents of both windows');
  const both = { eastings, northings, weights: current.map((count, row) => count + previous[row]) };
  const split = splitClusters(both, dbscan(both, eps, minBoth), { eps, minWeight: minBoth, maxArea });
  const coreOf = (weights: Float64Array, minWeight: number) =>
    dbscan({ eastings, northings, weights }, eps, minWeight).core;
  const [currentCore, previousCore] = previous.some((count) => count > 0)
    ? [coreOf(current, limits.minCurrent), coreOf(previous, limits.minPrevious)]
    : [split.core, new Uint8Array(previous.length)];
  const tallies = Array.from({ length: split.clusterCount }, () => ({
    current: 0,
    previous: 0,
    inCurrent: false,
    inPrevious: false,
  }));
  split.clusterOf.forEach((cluster, row) => {
    if (cluster < 0) return;
    const tally = tallies[cluster];
    tally.current += current[row];
    tally.previous += previous[row];
    tally.inCurrent ||= currentCore[row] === 1 && current[row] > 0;
    tally.inPrevious ||= previousCore[row] === 1 && previous[row] > 0;
  });
  const clusters = tallies.map((tally) => ({
    current: tally.current,
    previous: tally.previous,
    window: windowOf(tally),
  }));
  return { ...split, clusters };
}

function windowOf(tally: {
  current: number;
  previous: number;
  inCurrent: boolean;
  inPrevious: boolean;
}): ClusterWindow {
  const { current, previous, inCurrent, inPrevious } = tally;
  if (inCurrent === inPrevious) {
    if (inCurrent || current === previous) return 'BOTH';
    return current > previous ? 'CURRENT' : 'PREVIOUS';
  }
  return inCurrent ? 'CURRENT' : 'PREVIOUS';
}
