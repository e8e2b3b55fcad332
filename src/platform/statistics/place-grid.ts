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
  const n = members ? members.length : eastings.length;
  let west = Infinity;
  let east = -Infinity;
  let south = Infinity;
  let north = -Infinity;
  for (let i = 0; i < n; i++) {
    const row = members ? members[i] : i;
    const e = eastings[row];
    const m = northings[row];
    if (!(Number.isFinite(e) && Number.isFinite(m))) throw new RangeError('coordinates must be finite');
    if (e < west) west = e;
    if (e > east) east = e;
    if (m < south) south = m;
    if (m > north) north = m;
  }
  if (n > 0 && Math.max(east - west, north - south) / cellSize > ROW - 8)
    throw new RangeError('the distance is too small for the extent of the places');

  const keyOf = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = members ? members[i] : i;
    const column = Math.floor((eastings[row] - west) / cellSize);
    keyOf[i] = Math.floor((northings[row] - south) / cellSize) * ROW + column;
  }
  const keys = keyOf.slice().sort();
  let cells = 0;
  for (let i = 0; i < n; i++) if (i === 0 || keys[i] !== keys[i - 1]) keys[cells++] = keys[i];

  const grid: PlaceGrid = {
    cellSize,
    originEasting: west,
    originNorthing: south,
    keys: keys.slice(0, cells),
    starts: new Int32Array(cells + 1),
    order: new Int32Array(n),
    eastings: new Float64Array(n),
    northings: new Float64Array(n),
  };
  const cellOf = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    cellOf[i] = lowerBound(grid.keys, keyOf[i]);
    grid.starts[cellOf[i] + 1]++;
  }
  for (let c = 0; c < cells; c++) grid.starts[c + 1] += grid.starts[c];
  const next = grid.starts.slice();
  for (let i = 0; i < n; i++) {
    const position = next[cellOf[i]]++;
    const row = members ? members[i] : i;
    grid.order[position] = row;
    grid.eastings[position] = eastings[row];
    grid.northings[position] = northings[row];
  }
  return grid;
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
