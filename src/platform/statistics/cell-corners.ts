import { type Cells, type Grid, type Points, sideLength } from './grid';

/** The corners of cells, each of them once however many cells share it. */
export interface CellCorners {
  /** Metres. */
  corners: Points;
  /** For every cell the numbers of its corners, anticlockwise: `perCell` entries each. */
  numbers: Int32Array;
  perCell: number;
}

/** A cell's corners from its centre, in steps of a lattice on which all corners and centres of a grid lie. */
const SQUARE = [-1, -1, 1, -1, 1, 1, -1, 1];
const HEXAGON = [-2, 0, -1, -1, 1, -1, 2, 0, 1, 1, -1, 1];

const COLUMN = 2 ** 26;

/** The corners of cells. */
export function cellCorners(grid: Grid, { columns, rows }: Cells): CellCorners {
  const square = grid.shape === 'SQUARE';
  const steps = square ? SQUARE : HEXAGON;
  const stepEast = square ? grid.cellSize / 2 : sideLength(grid) / 2;
  const stepNorth = grid.cellSize / 2;
  const perCell = steps.length / 2;
  const numbers = new Int32Array(columns.length * perCell);
  const known = new Map<number, number>();
  const eastings: number[] = [];
  const northings: number[] = [];
  for (let c = 0; c < columns.length; c++) {
    const x = square ? 2 * columns[c] + 1 : 3 * columns[c];
    const y = 2 * rows[c] + (square ? 1 : columns[c] & 1);
    for (let s = 0; s < perCell; s++) {
      const i = x + steps[2 * s];
      const j = y + steps[2 * s + 1];
      let number = known.get(i * COLUMN + j);
      if (number === undefined) {
        number = known.size;
        known.set(i * COLUMN + j, number);
        eastings.push(i * stepEast);
        northings.push(j * stepNorth);
      }
      numbers[c * perCell + s] = number;
    }
  }
  const corners = { eastings: Float64Array.from(eastings), northings: Float64Array.from(northings) };
  return { corners, numbers, perCell };
}
