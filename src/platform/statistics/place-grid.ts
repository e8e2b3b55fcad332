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
  const rows = members ?? rowNumbers(eastings.length);
  const { west, south, side } = extentOf(eastings, northings, rows);
  if (side / cellSize > ROW - 8)
    throw new RangeError('the distance is too small for the extent of the places');

  const n = rows.length;
  const keyOf = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const column = Math.floor((eastings[rows[i]] - west) / cellSize);
    keyOf[i] = Math.floor((northings[rows[i]] - south) / cellSize) * ROW + column;
  }
  const keys = distinct(keyOf);
  const { starts, order } = sortByCell(rows, keyOf, keys);
  const grid: PlaceGrid = {
    ...{ cellSize, originEasting: west, originNorthing: south, keys, starts, order },
    eastings: new Float64Array(n),
    northings: new Float64Array(n),
  };
  for (let i = 0; i < n; i++) {
    grid.eastings[i] = eastings[order[i]];
    grid.northings[i] = northings[order[i]];
  }
  return grid;
}

function rowNumbers(n: number): Int32Array {
  const rows = new Int32Array(n);
  for (let i = 0; i < n; i++) rows[i] = i;
  return rows;
}

/** South-west corner and longer side of the box around some places. */
function extentOf(
  eastings: Float64Array,
  northings: Float64Array,
  rows: Int32Array,
): { west: number; south: number; side: number } {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const e = eastings[rows[i]];
    const n = northings[rows[i]];
    if (!(Number.isFinite(e) && Number.isFinite(n))) throw new RangeError('coordinates must be finite');
    if (e < west) west = e;
    if (e > east) east = e;
    if (n < south) south = n;
    if (n > north) north = n;
  }
  return { west, south, side: rows.length > 0 ? Math.max(east - west, north - south) : 0 };
}

/** The values of an array, ascending, each once. */
function distinct(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  let n = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[n++] = sorted[i];
  return sorted.slice(0, n);
}

/** Counting sort of rows by the cell of their key; rows of one cell keep their order. */
function sortByCell(
  rows: Int32Array,
  keyOf: Float64Array,
  keys: Float64Array,
): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(keys.length + 1);
  const cellOf = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    cellOf[i] = lowerBound(keys, keyOf[i]);
    starts[cellOf[i] + 1]++;
  }
  for (let c = 0; c < keys.length; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const order = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) order[next[cellOf[i]]++] = rows[i];
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
