import type { Neighbours } from './neighbours';

/**
 * A regular grid over the British National Grid with its origin at (0, 0), so that a cell has the same number in
 * every query. `cellSize` in metres: the side of a square, the distance between opposite sides of a hexagon.
 */
export interface Grid {
  shape: 'SQUARE' | 'HEXAGON';
  cellSize: number;
}

/** Cells of a grid, one entry each: column i eastwards, row j northwards, as PostGIS numbers them. */
export interface Cells {
  columns: Int32Array;
  rows: Int32Array;
}

/** Points in metres, one entry each. */
export interface Points {
  eastings: Float64Array;
  northings: Float64Array;
}

/** A point, [easting, northing]. */
export type Position = [easting: number, northing: number];

const LETTER = { SQUARE: 'S', HEXAGON: 'H' } as const;

/** Steps from a hexagon to its six neighbours, from an even column and from an odd one (which lies half a row north). */
const HEXAGON_STEPS = [
  [0, -1, 0, 1, -1, -1, -1, 0, 1, -1, 1, 0],
  [0, -1, 0, 1, -1, 0, -1, 1, 1, 0, 1, 1],
];
const SQUARE_STEPS = [-1, -1, -1, 0, -1, 1, 0, -1, 0, 1, 1, -1, 1, 0, 1, 1];

/**
 * A grid.
 * @throws RangeError where the cell size is not a positive number.
 */
export function gridOf(shape: Grid['shape'], cellSize: number): Grid {
  if (!(cellSize > 0 && cellSize < Infinity)) throw new RangeError('the cell size must be a positive number');
  return { shape, cellSize };
}

/** The `size` argument with which ST_SquareGrid or ST_HexagonGrid draws this grid: the length of a cell's side. */
export function sideLength({ shape, cellSize }: Grid): number {
  return shape === 'SQUARE' ? cellSize : cellSize / Math.sqrt(3);
}

/** Area of a cell, square metres. */
export function cellArea({ shape, cellSize }: Grid): number {
  return shape === 'SQUARE' ? cellSize ** 2 : (cellSize ** 2 * Math.sqrt(3)) / 2;
}

/** The id of a cell, the same in every query: `S250:1987:910` for a square of 250 m, `H…` for a hexagon. */
export function cellId({ shape, cellSize }: Grid, column: number, row: number): string {
  return `${LETTER[shape]}${cellSize}:${column}:${row}`;
}

/** The grid, column and row that an id of {@link cellId} names; null where the text is no such id. */
export function parseCellId(id: string): { grid: Grid; column: number; row: number } | null {
  const match = /^([SH])(\d{1,9}(?:\.\d{1,9})?):(-?\d{1,9}):(-?\d{1,9})$/.exec(id);
  if (!match || !(Number(match[2]) > 0)) return null;
  const grid = gridOf(match[1] === 'S' ? 'SQUARE' : 'HEXAGON', Number(match[2]));
  return { grid, column: Number(match[3]), row: Number(match[4]) };
}

/** The centre of a cell. */
export function cellCentre(grid: Grid, column: number, row: number): Position {
  const { shape, cellSize } = grid;
  if (shape === 'SQUARE') return [(column + 0.5) * cellSize, (row + 0.5) * cellSize];
  return [1.5 * sideLength(grid) * column, cellSize * (row + (column & 1) / 2)];
}

/** The centres of cells. */
export function cellCentres(grid: Grid, { columns, rows }: Cells): Points {
  const eastings = new Float64Array(columns.length);
  const northings = new Float64Array(columns.length);
  for (let c = 0; c < columns.length; c++)
    [eastings[c], northings[c]] = cellCentre(grid, columns[c], rows[c]);
  return { eastings, northings };
}

/** The ring of a cell's corners, anticlockwise, the first repeated at the end. */
export function cellPolygon(grid: Grid, column: number, row: number): Position[] {
  const { shape, cellSize } = grid;
  const [e, n] = cellCentre(grid, column, row);
  const half = cellSize / 2;
  if (shape === 'SQUARE') {
    const [west, south] = [column * cellSize, row * cellSize];
    const [east, north] = [(column + 1) * cellSize, (row + 1) * cellSize];
    return [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
  }
  const side = sideLength(grid);
  return [
    [e - side, n],
    [e - side / 2, n - half],
    [e + side / 2, n - half],
    [e + side, n],
    [e + side / 2, n + half],
    [e - side / 2, n + half],
    [e - side, n],
  ];
}

/**
 * The cell that holds each point; a point on an edge belongs to the cell to its north or east.
 * @throws RangeError where a coordinate is not finite.
 */
export function cellsOf(grid: Grid, { eastings, northings }: Points): Cells {
  const columns = new Int32Array(eastings.length);
  const rows = new Int32Array(eastings.length);
  const { shape, cellSize } = grid;
  const width = 1.5 * sideLength(grid);
  for (let p = 0; p < eastings.length; p++) {
    if (!Number.isFinite(eastings[p] + northings[p])) throw new RangeError('coordinates must be finite');
    if (shape === 'SQUARE') {
      columns[p] = Math.floor(eastings[p] / cellSize);
      rows[p] = Math.floor(northings[p] / cellSize);
      continue;
    }
    // The nearest centre is in the column of centres to the west of the point or in the one to its east.
    let least = Infinity;
    const west = Math.floor(eastings[p] / width);
    for (let column = west; column <= west + 1; column++) {
      const row = Math.floor(northings[p] / cellSize - (column & 1) / 2 + 0.5);
      const [e, n] = cellCentre(grid, column, row);
      const d2 = (eastings[p] - e) ** 2 + (northings[p] - n) ** 2;
      if (d2 > least) continue;
      least = d2;
      columns[p] = column;
      rows[p] = row;
    }
  }
  return { columns, rows };
}

/** All cells that meet a box (metres), by column, then row; hexagons that just miss one of its corners are among them. */
export function cellsInBox(grid: Grid, west: number, south: number, east: number, north: number): Cells {
  const { shape, cellSize } = grid;
  const hexagon = shape === 'HEXAGON';
  const width = hexagon ? 1.5 * sideLength(grid) : cellSize;
  const reach = hexagon ? sideLength(grid) : 0; // from a centre to the corners west and east of it
  const firstColumn = hexagon ? Math.ceil((west - reach) / width) : Math.floor(west / width);
  const lastColumn = Math.floor((east + reach) / width);
  const columns: number[] = [];
  const rows: number[] = [];
  for (let column = firstColumn; column <= lastColumn; column++) {
    const shift = hexagon ? (column & 1) / 2 - 0.5 : 0; // where row 0 begins, in cells
    const lastRow = Math.floor(north / cellSize - shift);
    for (let row = Math.floor(south / cellSize - shift); row <= lastRow; row++) {
      columns.push(column);
      rows.push(row);
    }
  }
  return { columns: Int32Array.from(columns), rows: Int32Array.from(rows) };
}

/** Largest size of the lookup table, in fields per cell; up to it a table takes less memory than a hash map. */
const TABLE_FIELDS_PER_CELL = 12;

/** Looks up the position of a cell in a set of cells; −1 where it is not in the set. */
export function cellLookup({ columns, rows }: Cells): (column: number, row: number) => number {
  const [west, east] = extent(columns);
  const [south, north] = extent(rows);
  const width = east - west + 1;
  const height = north - south + 1;
  if (width * height <= TABLE_FIELDS_PER_CELL * columns.length) {
    const table = new Int32Array(width * height).fill(-1);
    for (let c = 0; c < columns.length; c++) table[(columns[c] - west) * height + rows[c] - south] = c;
    return (column, row) =>
      column < west || column > east || row < south || row > north
        ? -1
        : table[(column - west) * height + row - south];
  }
  const key = (column: number, row: number) => column * 2 ** 26 + row;
  const position = new Map<number, number>();
  for (let c = 0; c < columns.length; c++) position.set(key(columns[c], rows[c]), c);
  return (column, row) => position.get(key(column, row)) ?? -1;
}

/** The least and the greatest of some numbers. */
function extent(numbers: Int32Array): [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const number of numbers) {
    if (number < least) least = number;
    if (number > greatest) greatest = number;
  }
  return [least, greatest];
}

/**
 * The neighbours of each cell among the cells given (no others exist): all eight around a square (queen), the six
 * around a hexagon. The cells must be distinct.
 */
export function cellNeighbours(grid: Grid, cells: Cells): Neighbours {
  const { columns, rows } = cells;
  const find = cellLookup(cells);
  const offsets = new Int32Array(columns.length + 1);
  const neighbours = new Int32Array(columns.length * 8);
  let count = 0;
  for (let c = 0; c < columns.length; c++) {
    const steps = grid.shape === 'SQUARE' ? SQUARE_STEPS : HEXAGON_STEPS[columns[c] & 1];
    for (let s = 0; s < steps.length; s += 2) {
      const neighbour = find(columns[c] + steps[s], rows[c] + steps[s + 1]);
      if (neighbour >= 0) neighbours[count++] = neighbour;
    }
    offsets[c + 1] = count;
  }
  return { offsets, neighbours: neighbours.slice(0, count) };
}

/**
 * The summed weight of the points in each cell; a point outside all of the cells counts nowhere.
 * @param weights one per point; 1 each where left out
 */
export function countByCell(grid: Grid, cells: Cells, points: Points, weights?: Float64Array): Float64Array {
  const find = cellLookup(cells);
  const { columns, rows } = cellsOf(grid, points);
  const counts = new Float64Array(cells.columns.length);
  for (let p = 0; p < columns.length; p++) {
    const cell = find(columns[p], rows[p]);
    if (cell >= 0) counts[cell] += weights ? weights[p] : 1;
  }
  return counts;
}
