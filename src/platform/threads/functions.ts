import {
  adjustedLocalMoran,
  aoristicWeek,
  areaDispersions,
  assignToClusters,
  cellNeighbours,
  cellsOnArea,
  compareWindows,
  concentration,
  countClosePairs,
  dbscan,
  emergingCounts,
  hotCounts,
  intervalCensoredQuantiles,
  jaccard,
  kernelDensity,
  lorenzCorners,
  nearRepeat,
  rollingSearches,
  searchesOf,
  spearman,
  twoWindowClusters,
} from '../statistics';

/**
 * Functions that may run in a thread: pure functions whose arguments and answers survive structured cloning (plain
 * objects, arrays and typed arrays; no functions, no class instances). To add a function, list it here.
 */
export const FUNCTIONS = {
  adjustedLocalMoran,
  aoristicWeek,
  areaDispersions,
  assignToClusters,
  cellNeighbours,
  cellsOnArea,
  compareWindows,
  concentration,
  countClosePairs,
  dbscan,
  emergingCounts,
  hotCounts,
  intervalCensoredQuantiles,
  jaccard,
  kernelDensity,
  lorenzCorners,
  nearRepeat,
  rollingSearches,
  searchesOf,
  spearman,
  twoWindowClusters,
};

export type Functions = typeof FUNCTIONS;

/** Call of a function, as sent to a thread. */
export interface Call<Name extends keyof Functions = keyof Functions> {
  name: Name;
  args: Parameters<Functions[Name]>;
}
