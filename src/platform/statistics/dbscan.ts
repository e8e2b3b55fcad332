import { cellKey, gridPlaces, type PlaceGrid, placesBeside, ROW } from './place-grid';

/** Distinct places with the number of incidents at each; coordinates in metres (EPSG:27700). */
export interface WeightedPlaces {
  eastings: Float64Array;
  northings: Float64Array;
  /** Incidents at the place, zero or more; whole numbers are summed without rounding. */
  weights: Float64Array;
}

/** The answer of {@link dbscan}, one entry per place in the order of the input. */
export interface Clustering {
  /** Cluster number from 0, −1 for noise. */
  clusterOf: Int32Array;
  /** 1 for a core place, else 0. */
  core: Uint8Array;
  clusterCount: number;
}

/** Cells this many rows or columns away can hold a place within eps, where a cell's side is eps/√2. */
const REACH = 2;
/** Rows of cells that a neighbourhood spans. */
const BANDS = 2 * REACH + 1;

/**
 * Density-based clusters of distinct places, where a place with w incidents counts w times.
 *
 * - core: the places within `eps` (inclusive, itself included) hold `minWeight` incidents or more;
 * - core places within `eps` of each other share a cluster;
 * - border: not core, within `eps` of a core place: it joins the cluster of the nearest core place, ties go to the
 *   core place with the least (easting, northing);
 * - noise: the rest.
 *
 * Clusters are numbered by their least (easting, northing) core place, so neither the partition nor its numbers
 * depend on the order of the rows.
 *
 * Method: Ester, Kriegel, Sander & Xu 1996; cells of side eps/√2, whose places are all neighbours, after Gunawan 2013.
 * @param eps neighbourhood radius, metres
 * @param minWeight least summed weight of a core place's neighbourhood
 * @throws RangeError where `eps` or `minWeight` is not positive, arrays differ in length, a coordinate is not finite
 *   or a weight is negative.
 */
export function dbscan(places: WeightedPlaces, eps: number, minWeight: number): Clustering {
  const { weights } = places;
  const n = weights.length;
  if (places.eastings.length !== n) throw new RangeError('a weight is needed for every place');
  if (!(minWeight > 0)) throw new RangeError('minWeight must be positive');
  for (let i = 0; i < n; i++)
    if (!(weights[i] >= 0 && weights[i] < Infinity))
      throw new RangeError('weights must be finite and not negative');
  // A hair less than eps/√2, so that rounding never puts places further apart than eps into one cell.
  const grid = gridPlaces(places.eastings, places.northings, eps * Math.SQRT1_2 * (1 - 1e-9));
  const bands = neighbourBands(grid);
  const isCore = findCores(grid, bands, weights, eps, minWeight);
  const cluster = joinCores(grid, bands, isCore, eps);
  const clusterCount = numberClusters(grid, isCore, cluster);
  const clusterOf = new Int32Array(n).fill(-1);
  const core = new Uint8Array(n);
  for (let c = 0; c + 1 < grid.starts.length; c++)
    for (let p = grid.starts[c]; p < grid.starts[c + 1]; p++) {
      const row = grid.order[p];
      core[row] = isCore[p];
      clusterOf[row] = cluster[isCore[p] ? p : nearestCore(grid, bands, isCore, c, p, eps)] ?? -1;
    }
  return { clusterOf, core, clusterCount };
}

/**
 * The cluster that each further place would join: that of its nearest core place within `eps`, ties to the core
 * place with the least (easting, northing); −1 where no core place is that near. The clusters do not change.
 * @param others coordinates in metres, one entry of the answer for each
 * @throws RangeError where `eps` is not positive or arrays differ in length.
 */
export function assignToClusters(
  places: Pick<WeightedPlaces, 'eastings' | 'northings'>,
  clustering: Clustering,
  eps: number,
  others: { eastings: Float64Array; northings: Float64Array },
): Int32Array {
  if (others.eastings.length !== others.northings.length)
    throw new RangeError('eastings and northings must have the same length');
  const cores = new Int32Array(clustering.core.length);
  let count = 0;
  for (let i = 0; i < cores.length; i++) if (clustering.core[i]) cores[count++] = i;
  const grid = gridPlaces(places.eastings, places.northings, eps, cores.subarray(0, count));
  const assigned = new Int32Array(others.eastings.length).fill(-1);
  for (let i = 0; i < assigned.length; i++) {
    const easting = others.eastings[i];
    const northing = others.northings[i];
    const key = cellKey(grid, easting, northing);
    const nearest = new Nearest(grid, easting, northing, eps);
    for (let row = -1; row <= 1; row++) {
      const [first, end] = placesBeside(grid, key + row * ROW, 1);
      for (let p = first; p < end; p++) nearest.consider(p);
    }
    if (nearest.position >= 0) assigned[i] = clustering.clusterOf[grid.order[nearest.position]];
  }
  return assigned;
}

/** Keeps the nearest position within eps of a point; ties go to the least (easting, northing). */
class Nearest {
  position = -1;
  private squared: number;

  constructor(
    private readonly grid: PlaceGrid,
    private readonly easting: number,
    private readonly northing: number,
    eps: number,
  ) {
    this.squared = eps * eps;
  }

  consider(p: number): void {
    const { eastings, northings } = this.grid;
    const d2 = (eastings[p] - this.easting) ** 2 + (northings[p] - this.northing) ** 2;
    if (!(d2 <= this.squared)) return;
    if (d2 < this.squared || this.position < 0 || isBefore(this.grid, p, this.position)) {
      this.squared = d2;
      this.position = p;
    }
  }
}

function isBefore(grid: PlaceGrid, p: number, q: number): boolean {
  const { eastings, northings } = grid;
  return eastings[p] < eastings[q] || (eastings[p] === eastings[q] && northings[p] < northings[q]);
}

/** For every cell and each of its five rows of neighbouring cells: the first such cell, and the one after the last. */
function neighbourBands(grid: PlaceGrid): Int32Array {
  const { keys } = grid;
  const bands = new Int32Array(keys.length * BANDS * 2);
  for (let b = 0; b < BANDS; b++) {
    let first = 0;
    let end = 0;
    for (let c = 0; c < keys.length; c++) {
      const centre = keys[c] + (b - REACH) * ROW;
      while (first < keys.length && keys[first] < centre - REACH) first++;
      while (end < keys.length && keys[end] <= centre + REACH) end++;
      bands[(c * BANDS + b) * 2] = first;
      bands[(c * BANDS + b) * 2 + 1] = end;
    }
  }
  return bands;
}

/** Which positions are core: whole cells at once where their own weight, or that of their neighbours, decides. */
function findCores(
  grid: PlaceGrid,
  bands: Int32Array,
  weights: Float64Array,
  eps: number,
  minWeight: number,
): Uint8Array {
  const { starts, eastings, northings } = grid;
  const isCore = new Uint8Array(grid.order.length);
  const before = new Float64Array(isCore.length + 1); // weight at the positions before
  const weight = new Float64Array(isCore.length);
  for (let p = 0; p < isCore.length; p++) {
    weight[p] = weights[grid.order[p]];
    before[p + 1] = before[p] + weight[p];
  }
  for (let c = 0; c + 1 < starts.length; c++) {
    const own = before[starts[c + 1]] - before[starts[c]];
    if (own >= minWeight) {
      isCore.fill(1, starts[c], starts[c + 1]);
      continue;
    }
    let around = 0;
    for (let b = c * BANDS; b < (c + 1) * BANDS; b++)
      around += before[starts[bands[b * 2 + 1]]] - before[starts[bands[b * 2]]];
    if (around < minWeight) continue;
    for (let p = starts[c]; p < starts[c + 1]; p++) {
      let sum = 0;
      for (let b = c * BANDS; b < (c + 1) * BANDS && sum < minWeight; b++) {
        const end = starts[bands[b * 2 + 1]];
        for (let q = starts[bands[b * 2]]; q < end; q++) {
          const de = eastings[q] - eastings[p];
          const dn = northings[q] - northings[p];
          if (de * de + dn * dn <= eps * eps) sum += weight[q];
        }
      }
      if (sum >= minWeight) isCore[p] = 1;
    }
  }
  return isCore;
}

/** For every position the representative cell of its cluster (of meaning only for core positions). */
function joinCores(grid: PlaceGrid, bands: Int32Array, isCore: Uint8Array, eps: number): Int32Array {
  const { starts } = grid;
  const parent = Int32Array.from({ length: grid.keys.length }, (_, c) => c);
  const root = (c: number): number => {
    while (parent[c] !== c) {
      parent[c] = parent[parent[c]];
      c = parent[c];
    }
    return c;
  };
  const touch = (c: number, d: number): boolean => {
    for (let p = starts[c]; p < starts[c + 1]; p++)
      if (isCore[p])
        for (let q = starts[d]; q < starts[d + 1]; q++)
          if (isCore[q]) {
            const de = grid.eastings[q] - grid.eastings[p];
            const dn = grid.northings[q] - grid.northings[p];
            if (de * de + dn * dn <= eps * eps) return true;
          }
    return false;
  };
  // The core places of one cell are all neighbours, so cells are joined, each with those after it.
  for (let c = 0; c < parent.length; c++)
    for (let b = c * BANDS + REACH; b < (c + 1) * BANDS; b++)
      for (let d = Math.max(c + 1, bands[b * 2]); d < bands[b * 2 + 1]; d++)
        if (root(c) !== root(d) && touch(c, d)) parent[root(d)] = root(c);
  const cluster = new Int32Array(isCore.length);
  for (let c = 0; c < parent.length; c++) cluster.fill(root(c), starts[c], starts[c + 1]);
  return cluster;
}

/** Replace representative cells by numbers in order of each cluster's least core place; how many there are. */
function numberClusters(grid: PlaceGrid, isCore: Uint8Array, cluster: Int32Array): number {
  const least = new Int32Array(grid.keys.length).fill(-1);
  for (let p = 0; p < isCore.length; p++)
    if (isCore[p] && (least[cluster[p]] < 0 || isBefore(grid, p, least[cluster[p]]))) least[cluster[p]] = p;
  const ranked = least.filter((p) => p >= 0).sort((p, q) => (isBefore(grid, p, q) ? -1 : 1));
  const numberOf = new Int32Array(grid.keys.length);
  for (let i = 0; i < ranked.length; i++) numberOf[cluster[ranked[i]]] = i;
  for (let p = 0; p < cluster.length; p++) cluster[p] = numberOf[cluster[p]];
  return ranked.length;
}

/** The core position nearest to the position p of cell c, −1 where none is within eps. */
function nearestCore(
  grid: PlaceGrid,
  bands: Int32Array,
  isCore: Uint8Array,
  c: number,
  p: number,
  eps: number,
): number {
  const nearest = new Nearest(grid, grid.eastings[p], grid.northings[p], eps);
  for (let b = c * BANDS; b < (c + 1) * BANDS; b++) {
    const end = grid.starts[bands[b * 2 + 1]];
    for (let q = grid.starts[bands[b * 2]]; q < end; q++) if (isCore[q]) nearest.consider(q);
  }
  return nearest.position;
}
