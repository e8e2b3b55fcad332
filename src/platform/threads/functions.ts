import {
  aoristicWeek,
  assignToClusters,
  benjaminiHochberg,
  cellNeighbours,
  cellsOnArea,
  concentration,
  countClosePairs,
  dbscan,
  emergingCells,
  giStar,
  globalMoran,
  hotCells,
  intervalCensoredQuantiles,
  jaccard,
  kernelDensity,
  localMoran,
  lorenzCorners,
  nearRepeat,
  predictiveAccuracy,
  spearman,
} from '../statistics';

/**
 * Functions that may run in a thread: pure functions whose arguments and answers survive structured cloning (plain
 * objects, arrays and typed arrays; no functions, no class instances). To add a function, list it here.
 */
export const FUNCTIONS = {
  aoristicWeek,
  assignToClusters,
  benjaminiHochberg,
  cellNeighbours,
  cellsOnArea,
  concentration,
  countClosePairs,
  dbscan,
  emergingCells,
  giStar,
  globalMoran,
  hotCells,
  intervalCensoredQuantiles,
  jaccard,
  kernelDensity,
  localMoran,
  lorenzCorners,
  nearRepeat,
  predictiveAccuracy,
  spearman,
};

export type Functions = typeof FUNCTIONS;

/** Call of a function, as sent to a thread. */
export interface Call<Name extends keyof Functions = keyof Functions> {
  name: Name;
  args: Parameters<Functions[Name]>;
}
