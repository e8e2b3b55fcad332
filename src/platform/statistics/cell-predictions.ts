import { type Accuracy, predictiveAccuracy } from './accuracy';
import { assignToClusters, dbscan, type WeightedPlaces } from './dbscan';
import { DiscArea } from './disc-area';
import { giStarScores } from './gi-star';
import { type Cells, cellCentres, cellNeighbours, countByCell, type Grid, type Points } from './grid';
import { kernelDensity } from './kde';
import type { Neighbours } from './neighbours';
import { compareSearches, type SearchComparison, type SearchTrial } from './search-comparison';
import { type SplitLimits, splitClusters } from './split-clusters';

/** Quantities of past incidents by which cells can be ranked for a search. */
export const PREDICTORS = ['CLUSTERS', 'KDE', 'GI_STAR', 'LAST_PERIOD'] as const;
export type Predictor = (typeof PREDICTORS)[number];

/** Where to predict, and the settings of the predictors. */
export interface PredictionSettings {
  grid: Grid;
  cells: Cells;
  /** Of the kernel density, metres, 1.5 cells or more. */
  bandwidth: number;
  /** Neighbourhood radius of clusters, metres; their greatest area, square metres. */
  eps: number;
  maxArea: number;
  /** Least incidents of a cluster: this share of all, and no fewer than `leastIncidents`. */
  incidentShare: number;
  leastIncidents: number;
}

/** Side of the squares that are one piece of ground each when predictors are compared, metres. */
export const GROUND_SIDE = 1_000;

/** Centres and neighbour lists, which all predictions on the same cells share. */
interface Ground {
  centres: Points;
  neighbours: Neighbours;
}

function groundOf({ grid, cells }: PredictionSettings): Ground {
  return { centres: cellCentres(grid, cells), neighbours: cellNeighbours(grid, cells) };
}

/** Incidents of the past by place; and by cell, and their density, which add up over periods. */
interface Past {
  places: WeightedPlaces;
  counts: Float64Array;
  density: Float64Array;
}

function pastOf(
  places: WeightedPlaces,
  { grid, cells, bandwidth }: PredictionSettings,
  { centres }: Ground,
): Past {
  return {
    places,
    counts: countByCell(grid, cells, places, places.weights),
    density: kernelDensity(places, centres, bandwidth, grid.cellSize),
  };
}

/**
 * The prediction of every cell by each of {@link PREDICTORS}, in their order: incidents per square metre of the cluster
 * that the cell lies in, kernel density at its centre, Gi*, and its own count.
 *
 * A cell lies in the cluster of the nearest clustered place within eps/2 of its centre, or within half its diagonal where
 * that is more; outside of all clusters all cells are equal.
 * @param places distinct, with the incidents of the past
 */
export function cellPredictions(places: WeightedPlaces, settings: PredictionSettings): Float64Array[] {
  const ground = groundOf(settings);
  return predictionsOf(pastOf(places, settings, ground), settings, ground);
}

function predictionsOf(
  { places, counts, density }: Past,
  { grid, eps, maxArea, incidentShare, leastIncidents }: PredictionSettings,
  { centres, neighbours }: Ground,
): Float64Array[] {
  const incidents = places.weights.reduce((sum, weight) => sum + weight, 0);
  const minWeight = Math.max(leastIncidents, Math.ceil(incidents * incidentShare));
  const reach = Math.max(eps / 2, grid.cellSize * Math.SQRT1_2);
  return [
    clusterDensities(places, centres, reach, { eps, minWeight, maxArea }),
    density,
    giStarScores(counts, neighbours),
    counts,
  ];
}

/** Incidents per square metre of the cluster of the nearest clustered place within `reach` of each point; 0 where there is none. */
export function clusterDensities(
  places: WeightedPlaces,
  points: Points,
  reach: number,
  limits: SplitLimits,
): Float64Array {
  const { eps, minWeight } = limits;
  const found = splitClusters(places, dbscan(places, eps, minWeight), limits);
  const { clusterOf, clusterCount } = found;
  const members: number[][] = Array.from({ length: clusterCount }, () => []);
  clusterOf.forEach((cluster, row) => {
    if (cluster >= 0) members[cluster].push(row);
  });
  const densities = members.map((rows) => {
    const discs = new DiscArea(eps / 2, places, rows);
    for (const row of rows) discs.add(row);
    return rows.reduce((sum, row) => sum + places.weights[row], 0) / discs.area;
  });
  const clustered = { ...found, core: Uint8Array.from(clusterOf, (cluster) => (cluster >= 0 ? 1 : 0)) };
  const clusterAt = assignToClusters(places, clustered, reach, points);
  return Float64Array.from(clusterAt, (cluster) => (cluster < 0 ? 0 : densities[cluster]));
}

/** Accuracy of one search: its share of the area, and what it found (see {@link predictiveAccuracy}). */
export type SearchAccuracy = Record<keyof Accuracy, number>;

/** Searches of one share of the area. */
export interface SearchesOfShare extends SearchComparison {
  /** By predictor. */
  accuracies: SearchAccuracy[];
}

/**
 * Searches by each of {@link PREDICTORS} for the incidents of a later period, one for each share of the area.
 *
 * @param places distinct, with the incidents of the past
 * @param observed incidents of each cell in the later period
 * @param shares of the area that are searched, 0 to 1
 * @throws RangeError where nothing was observed.
 */
export function searchesOf(
  places: WeightedPlaces,
  observed: Float64Array,
  shares: readonly number[],
  settings: PredictionSettings,
): SearchesOfShare[] {
  const predictions = cellPredictions(places, settings);
  const accuracies = predictions.map((predicted) => predictiveAccuracy(observed, predicted));
  const grounds = groundsOf(settings);
  return shares.map((share) => {
    const chosen = cellsSearched(observed.length, share);
    return {
      ...compareSearches([{ observed, predictions }], chosen, grounds),
      accuracies: accuracies.map(({ areaShare, hitRate, pai, pei }) => ({
        areaShare: areaShare[chosen - 1],
        hitRate: hitRate[chosen - 1],
        pai: pai[chosen - 1],
        pei: pei[chosen - 1],
      })),
    };
  });
}

/**
 * Searches of each period by each of {@link PREDICTORS}, predicted from the `training` periods before it, all together.
 *
 * @param periods incidents at distinct places, oldest first, more than `training` periods
 * @param share of the area that is searched, 0 to 1
 * @returns null where there was nothing to find
 */
export function rollingSearches(
  periods: readonly WeightedPlaces[],
  training: number,
  share: number,
  settings: PredictionSettings,
): SearchComparison | null {
  const ground = groundOf(settings);
  const pasts = periods.map((places) => pastOf(places, settings, ground));
  const observed = pasts.slice(training).map(({ counts }) => counts);
  if (!observed.some((counts) => counts.some((count) => count > 0))) return null;
  function* trials(): Generator<SearchTrial> {
    for (const [nth, counts] of observed.entries()) {
      const past = together(pasts.slice(nth, nth + training));
      yield { observed: counts, predictions: predictionsOf(past, settings, ground) };
    }
  }
  const { length } = settings.cells.columns;
  return compareSearches(trials(), cellsSearched(length, share), groundsOf(settings));
}

/** Cells that a share of the area is, whole ones, at least one. */
function cellsSearched(cells: number, share: number): number {
  return Math.max(1, Math.floor(cells * share));
}

/** Several periods as one. */
function together(pasts: readonly Past[]): Past {
  return {
    places: togetherAt(pasts.map(({ places }) => places)),
    counts: added(pasts.map(({ counts }) => counts)),
    density: added(pasts.map(({ density }) => density)),
  };
}

function added(maps: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(maps[0].length);
  for (const map of maps) for (let cell = 0; cell < map.length; cell++) sums[cell] += map[cell];
  return sums;
}

/** The places of several periods, each once. */
function togetherAt(periods: readonly WeightedPlaces[]): WeightedPlaces {
  const rows = new Map<string, [easting: number, northing: number, weight: number]>();
  for (const { eastings, northings, weights } of periods)
    for (let i = 0; i < weights.length; i++) {
      const key = `${eastings[i]} ${northings[i]}`;
      const row = rows.get(key);
      if (row) row[2] += weights[i];
      else rows.set(key, [eastings[i], northings[i], weights[i]]);
    }
  const column = (c: 0 | 1 | 2) => Float64Array.from(rows.values(), (row) => row[c]);
  return { eastings: column(0), northings: column(1), weights: column(2) };
}

/** Number of the kilometre square of the National Grid that each cell's centre lies in, from 0. */
function groundsOf({ grid, cells }: PredictionSettings): Int32Array {
  const { eastings, northings } = cellCentres(grid, cells);
  const numbers = new Map<string, number>();
  return Int32Array.from(eastings, (easting, cell) => {
    const key = `${Math.floor(easting / GROUND_SIDE)} ${Math.floor(northings[cell] / GROUND_SIDE)}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}
