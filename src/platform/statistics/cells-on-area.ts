import { type Cells, type Grid, sideLength } from './grid';

/** Columns are far apart in a key, rows next to each other; rows may be negative. */
const COLUMN = 2 ** 26;

/** A closed ring as x0, y0, x1, y1, …, its last position equal to the first; metres. */
export type Ring = Float64Array;

/**
 * All cells that meet an area, by column, then row: exactly those for which ST_Intersects is true. Cells that touch
 * the area in a point or along an edge are among them. (Hexagons whose slanted edge or corner touches may be missed by
 * rounding: such points are not whole numbers.)
 *
 * Scan conversion in horizontal bands in which the cells stand side by side, one per column: as high as a square, half
 * as high as a hexagon. In each band it takes the cells that the outline passes through, and those between the
 * places where it crosses the middle of the band. Cost grows with the outline and the answer, not with the bounding box.
 *
 * @param rings of all parts and holes, in any order and direction
 */
export function cellsOnArea(grid: Grid, rings: readonly Ring[]): Cells {
  const bands = bandsOf(grid);
  const { height } = bands;
  const found = new Set<number>();
  const mark = (band: number, from: number, to: number) => {
    for (let column = from; column <= to; column++) found.add(column * COLUMN + bands.row(column, band));
  };
  const crossings = new Map<number, number[]>();
  for (const ring of rings)
    for (let p = 0; p + 3 < ring.length; p += 2) {
      const up = ring[p + 1] <= ring[p + 3];
      const [x0, y0, x1, y1] = up
        ? [ring[p], ring[p + 1], ring[p + 2], ring[p + 3]]
        : [ring[p + 2], ring[p + 3], ring[p], ring[p + 1]];
      const xAt = (y: number) => (y <= y0 ? x0 : y >= y1 ? x1 : x0 + ((x1 - x0) * (y - y0)) / (y1 - y0));
      const last = Math.floor(y1 / height);
      for (let band = Math.ceil(y0 / height) - 1; band <= last; band++) {
        const bottom = Math.max(y0, band * height);
        const top = Math.min(y1, (band + 1) * height);
        // A level edge has two ends at one height.
        const a = y0 === y1 ? x0 : xAt(bottom);
        const b = y0 === y1 ? x1 : xAt(top);
        mark(
          band,
          Math.min(bands.first(a, bottom, band), bands.first(b, top, band)),
          Math.max(bands.last(a, bottom, band), bands.last(b, top, band)),
        );
        const middle = (band + 0.5) * height;
        if (y0 <= middle === y1 <= middle) continue;
        const known = crossings.get(band);
        if (known) known.push(xAt(middle));
        else crossings.set(band, [xAt(middle)]);
      }
    }
  for (const [band, xs] of crossings) {
    const middle = (band + 0.5) * height;
    xs.sort((a, b) => a - b);
    for (let c = 0; c < xs.length; c += 2)
      mark(band, bands.first(xs[c], middle, band), bands.last(xs[c + 1], middle, band));
  }
  const keys = Float64Array.from(found).sort();
  const columns = Int32Array.from(keys, (key) => Math.round(key / COLUMN));
  return { columns, rows: Int32Array.from(keys, (key, c) => key - columns[c] * COLUMN) };
}

/** How cells stand in horizontal bands. */
interface Bands {
  height: number;
  /** Row of the cell of a column. */
  row(column: number, band: number): number;
  /** Least and greatest column whose cell holds a point of the band. */
  first(x: number, y: number, band: number): number;
  last(x: number, y: number, band: number): number;
}

function bandsOf(grid: Grid): Bands {
  const { shape, cellSize } = grid;
  if (shape === 'SQUARE')
    return {
      height: cellSize,
      row: (_, band) => band,
      first: (x) => Math.ceil(x / cellSize) - 1,
      last: (x) => Math.floor(x / cellSize),
    };
  const height = cellSize / 2;
  const side = sideLength(grid);
  const width = 1.5 * side;
  const column = (x: number, y: number, band: number) => {
    const west = Math.floor(x / width);
    const t = y / height - band; // 0 at the bottom of the band, 1 at its top
    const upperHalf = ((band - west) & 1) === 0;
    const edge = side * (upperHalf ? 1 - t / 2 : 0.5 + t / 2); // of the cell, east of its centre
    return x - west * width <= edge ? west : west + 1;
  };
  return {
    height,
    row: (column, band) => Math.floor((band + 1 - (column & 1)) / 2),
    first: column,
    last: column,
  };
}
