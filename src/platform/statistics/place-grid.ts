import { lowerBound } from './lower-bound';

/**
 * Places sorted into the occupied cells of a square grid, cells in row-major order, so that the places of
 * neighbouring cells in one row of cells lie side by side. Empty cells take no memory, however wide the extent.
 */
export interface PlaceGrid {
  /** Side of a cell, metres. */
  cellSize: number;
  /** South-west corner, metres. */
  originEasting: number;
  originNorthing: number;
  /** Key (row × ROW + column) of every occupied cell, ascending. */
  keys: Float64Array;
  /** Cell c holds the positions starts[c] … starts[c + 1] − 1. */
  starts: Int32Array;
  /** Position → row of the caller's arrays; and the coordinates by position. */
  order: Int32Array;
  eastings: Float64Array;
  northings: Float64Array;
}

/** Keys of one row of cells are consecutive; rows are this far apart. */
export const ROW = 2 ** 26;

/**
 * Index places (metres) by cells of side `cellSize`; `members` restricts the index to some rows.
 * @throws RangeError where the arrays differ in length, a coordinate is not finite, `cellSize` is not a positive
 *   number, or the extent spans more than 2^26 − 8 cells.
 */
export function gridPlaces(
  eastings: Float64Array,
  northings: Float64Array,
  cellSize: number,
  members?: Int32Array,
): PlaceGrid {
  if (eastings.length !== northings.length)
    throw new RangeError('eastings and northings must have the same length');
  if (!(cellSize > 0 && cellSize < Infinity)) throw new RangeError('the distance must be a positive number');
  const xs = members ? pick(eastings, members) : eastings;
  const ys = members ? pick(northings, members) : northings;
  const { west, south, side } = extentOf(xs, ys);
  if (side / cellSize > ROW - 8)
    throw new RangeError('the distance is too small for the extent of the places');

  const keyOf = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++)
    keyOf[i] = Math.floor((ys[i] - south) / cellSize) * ROW + Math.floor((xs[i] - west) / cellSize);
  const keys = distinct(keyOf);
  const { starts, order } = sortByCell(keyOf, keys);
  return {
    ...{ cellSize, originEasting: west, originNorthing: south, keys, starts },
    order: members ? order.map((i) => members[i]) : order,
    eastings: pick(xs, order),
    northings: pick(ys, order),
  };
}

/** The values at some positions, in their order. */
function pick(values: Float64Array, positions: Int32Array): Float64Array {
  const picked = new Float64Array(positions.length);
  for (let i = 0; i < positions.length; i++) picked[i] = values[positions[i]];
  return picked;
}

/** South-west corner and longer side of the box around some points. */
function extentOf(xs: Float64Array, ys: Float64Array): { west: number; south: number; side: number } {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const y = ys[i];
    if (!(Number.isFinite(x) && Number.isFinite(y))) throw new RangeError('coordinates must be finite');
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < south) south = y;
    if (y > north) north = y;
  }
  return { west, south, side: xs.length > 0 ? Math.max(east - west, north - south) : 0 };
}

/** The values of an array, ascending, each once. */
function distinct(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let n = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i];
  return sorted.slice(0, n);
}

/** Counting sort of positions by the cell of their key; positions of one cell keep their order. */
function sortByCell(keyOf: Float64Array, keys: Float64Array): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(keys.length + 1);
  const cellOf = new Int32Array(keyOf.length);
  for (let i = 0; i < keyOf.length; i++) {
    cellOf[i] = lowerBound(keys, keyOf[i]);
    starts[cellOf[i] + 1]++;
  }
  for (let c = 0; c < keys.length; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const order = new Int32Array(keyOf.length);
  for (let i = 0; i < keyOf.length; i++) order[next[cellOf[i]]++] = i;
  return { starts, order };
}

/** The key of the cell that holds a point, which need not be occupied nor lie inside the extent. */
export function cellKey(grid: PlaceGrid, easting: number, northing: number): number {
  const column = Math.floor((easting - grid.originEasting) / grid.cellSize);
  return Math.floor((northing - grid.originNorthing) / grid.cellSize) * ROW + column;
}

/**
 * The positions of the places in the cells `reach` columns to either side of a cell, in its own row of cells or
 * another: pass the key of the cell in that row. One unbroken run, [first, end).
 */
export function placesBeside(grid: PlaceGrid, key: number, reach: number): [first: number, end: number] {
  return [
    grid.starts[lowerBound(grid.keys, key - reach)],
    grid.starts[lowerBound(grid.keys, key + reach + 1)],
  ];
}
