import type { WeightedPlaces } from './dbscan';
import { cellKey, gridPlaces, placesBeside, ROW } from './place-grid';

/** A component of the hierarchy of density levels: places that are joined at a distance, and at no smaller one. */
export interface DensityNode {
  /** Mutual reachability distance at which its children are joined, metres; 0 for a single place. */
  height: number;
  /** Components that it falls into below that distance. */
  children: DensityNode[];
  /** Row of the place, where it is a single one; else −1. */
  place: number;
  /** Places in it. */
  size: number;
  /** Summed weight of its places. */
  weight: number;
}

/**
 * Core distance of each of some places: the least radius round it that holds `minWeight`, the place itself included; 0
 * where its own weight is enough. Infinity where `eps` does not hold as much.
 *
 * @param rows places asked about, one entry of the answer for each; all places count
 * @param eps greatest radius looked at, metres
 */
export function coreDistances(
  places: WeightedPlaces,
  rows: Int32Array,
  eps: number,
  minWeight: number,
): Float64Array {
  const { eastings, northings, weights } = places;
  const grid = gridPlaces(eastings, northings, eps);
  return Float64Array.from(rows, (row) => {
    if (weights[row] >= minWeight) return 0;
    const near: { squared: number; weight: number }[] = [];
    const key = cellKey(grid, eastings[row], northings[row]);
    for (let band = -1; band <= 1; band++) {
      const [first, end] = placesBeside(grid, key + band * ROW, 1);
      for (let p = first; p < end; p++) {
        const squared = (grid.eastings[p] - eastings[row]) ** 2 + (grid.northings[p] - northings[row]) ** 2;
        if (squared <= eps * eps) near.push({ squared, weight: weights[grid.order[p]] });
      }
    }
    near.sort((a, b) => a.squared - b.squared);
    let held = 0;
    for (const { squared, weight } of near) {
      held += weight;
      if (held >= minWeight) return Math.sqrt(squared);
    }
    return Infinity;
  });
}

/**
 * The hierarchy of density levels of some places: single linkage by mutual reachability, the greatest of their distance
 * and both core distances. At a distance ε its components are the clusters of core places that DBSCAN has at that ε.
 * Joins at equal distance are one node, so the tree does not depend on the order of the places.
 *
 * Method: Campello, Moulavi & Sander 2013, with weights; Prim's spanning tree 1957, in O(n²).
 * @param rows the places, at least one
 * @param cores their core distances, by the order of `rows`
 */
export function densityTree(places: WeightedPlaces, rows: Int32Array, cores: Float64Array): DensityNode {
  const nodes: DensityNode[] = Array.from(rows, (place) => ({
    height: 0,
    children: [],
    place,
    size: 1,
    weight: places.weights[place],
  }));
  const parent = Int32Array.from(rows, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  };
  for (const { from, to, distance } of spanningTree(places, rows, cores)) {
    const [a, b] = [root(from), root(to)];
    nodes[a] = joined(nodes[a], nodes[b], distance);
    parent[b] = a;
  }
  return nodes[root(0)];
}

function joined(a: DensityNode, b: DensityNode, height: number): DensityNode {
  const parts = (node: DensityNode) => (node.place < 0 && node.height === height ? node.children : [node]);
  return {
    height,
    children: [...parts(a), ...parts(b)],
    place: -1,
    size: a.size + b.size,
    weight: a.weight + b.weight,
  };
}

/** Edges of a least spanning tree by mutual reachability, the shortest first. */
function spanningTree(
  { eastings, northings }: WeightedPlaces,
  rows: Int32Array,
  cores: Float64Array,
): { from: number; to: number; distance: number }[] {
  const n = rows.length;
  const distance = new Float64Array(n).fill(Infinity);
  const from = new Int32Array(n);
  const inTree = new Uint8Array(n);
  const edges: { from: number; to: number; distance: number }[] = [];
  for (let last = 0; edges.length < n - 1; ) {
    inTree[last] = 1;
    let next = -1;
    for (let i = 0; i < n; i++) {
      if (inTree[i]) continue;
      const de = eastings[rows[i]] - eastings[rows[last]];
      const dn = northings[rows[i]] - northings[rows[last]];
      const reach = Math.max(Math.sqrt(de * de + dn * dn), cores[i], cores[last]);
      if (reach < distance[i]) {
        distance[i] = reach;
        from[i] = last;
      }
      if (next < 0 || distance[i] < distance[next]) next = i;
    }
    edges.push({ from: from[next], to: next, distance: distance[next] });
    last = next;
  }
  return edges.sort((a, b) => a.distance - b.distance);
}
