import fc from 'fast-check';
import {
  cellArea,
  cellCentre,
  cellCentres,
  cellId,
  cellLookup,
  cellNeighbours,
  cellPolygon,
  cellsInBox,
  cellsOf,
  countByCell,
  type Grid,
  gridOf,
  type Position,
  parseCellId,
  sideLength,
} from '../../../src/platform/statistics/grid.js';
import { neighboursWithin } from '../../../src/platform/statistics/neighbours.js';

const squares = gridOf('SQUARE', 250);
const hexagons = gridOf('HEXAGON', 250);
const grids: [string, Grid][] = [
  ['squares', squares],
  ['hexagons', hexagons],
];

const point = (easting: number, northing: number) => ({
  eastings: Float64Array.of(easting),
  northings: Float64Array.of(northing),
});

/** Twice the signed area: positive where the ring runs anticlockwise. */
const twiceArea = (ring: Position[]) =>
  ring.slice(1).reduce((sum, [x, y], k) => sum + ring[k][0] * y - x * ring[k][1], 0);

describe('grid', () => {
  // Answers of PostGIS 3.6: ST_SquareGrid(250, …), ST_HexagonGrid(250 / sqrt(3), …).
  test.each<[Grid, number, number, Position, Position]>([
    [squares, 1987, 910, [496750, 227500], [497000, 227750]],
    [squares, -3, -3, [-750, -750], [-500, -500]],
    [hexagons, 2294, 910, [496521.231503, 227375], [496809.906638, 227625]],
    [hexagons, 2295, 910, [496737.737854, 227500], [497026.412989, 227750]],
    [hexagons, -3, -3, [-793.85662, -750], [-505.181486, -500]],
  ])(
    'numbers its cells as PostGIS does: %o, column %d, row %d',
    (grid, column, row, southWest, northEast) => {
      const ring = cellPolygon(grid, column, row);
      const [xs, ys] = [ring.map((p) => p[0]), ring.map((p) => p[1])];
      expect(Math.min(...xs)).toBeCloseTo(southWest[0], 5);
      expect(Math.min(...ys)).toBeCloseTo(southWest[1], 5);
      expect(Math.max(...xs)).toBeCloseTo(northEast[0], 5);
      expect(Math.max(...ys)).toBeCloseTo(northEast[1], 5);
      expect(cellsOf(grid, point(...cellCentre(grid, column, row)))).toEqual({
        columns: Int32Array.of(column),
        rows: Int32Array.of(row),
      });
    },
  );

  test('PostGIS needs the length of a side', () => {
    expect(sideLength(squares)).toBe(250);
    expect(sideLength(hexagons)).toBeCloseTo(144.337567, 6);
  });

  test.each(grids)('%s: corners, area and direction agree', (_, grid) => {
    const ring = cellPolygon(grid, 1987, 911);
    expect(ring[0]).toEqual(ring[ring.length - 1]);
    const [e, n] = ring[0];
    expect(twiceArea(ring.map(([x, y]) => [x - e, y - n]))).toBeCloseTo(2 * cellArea(grid), 3);
  });

  test.each(grids)('%s: a point lies in its cell', (_, grid) => {
    const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (e, n) => {
        const { columns, rows } = cellsOf(grid, point(e, n));
        const ring = cellPolygon(grid, columns[0], rows[0]);
        for (let k = 1; k < ring.length; k++) {
          const [[x1, y1], [x2, y2]] = [ring[k - 1], ring[k]];
          expect((x2 - x1) * (n - y1) - (y2 - y1) * (e - x1)).toBeGreaterThan(-1e-6);
        }
      }),
    );
  });

  test('a point on an edge belongs to the north or east', () => {
    expect(cellsOf(squares, point(250, 500))).toEqual({ columns: Int32Array.of(1), rows: Int32Array.of(2) });
    expect(cellsOf(hexagons, point(0, 125))).toEqual({ columns: Int32Array.of(0), rows: Int32Array.of(1) });
  });

  test.each(grids)('%s: a box is covered once, without cells far from it', (_, grid) => {
    const cells = cellsInBox(grid, 100, -300, 1200, 900);
    const find = cellLookup(cells);
    expect(new Set([...cells.columns].map((column, c) => `${column} ${cells.rows[c]}`)).size).toBe(
      cells.rows.length,
    );
    for (let e = 100; e <= 1200; e += 50)
      for (let n = -300; n <= 900; n += 50) {
        const { columns, rows } = cellsOf(grid, point(e, n));
        expect(find(columns[0], rows[0])).toBeGreaterThanOrEqual(0);
      }
    const { eastings, northings } = cellCentres(grid, cells);
    for (let c = 0; c < eastings.length; c++) {
      expect(eastings[c] > 100 - 150 && eastings[c] < 1200 + 150).toBe(true);
      expect(northings[c] >= -300 - 125 && northings[c] <= 900 + 125).toBe(true);
    }
  });

  test.each(grids)('%s: neighbours are the nearest cells', (_, grid) => {
    const cells = cellsInBox(grid, -800, -800, 800, 800);
    const { eastings, northings } = cellCentres(grid, cells);
    const distance = grid.shape === 'SQUARE' ? 250 * Math.SQRT2 : 250;
    const byDistance = neighboursWithin(eastings, northings, distance);
    const byNumber = cellNeighbours(grid, cells);
    expect(byNumber.offsets).toEqual(byDistance.offsets);
    for (let c = 0; c < eastings.length; c++) {
      const of = ({ offsets, neighbours }: typeof byNumber) =>
        neighbours.slice(offsets[c], offsets[c + 1]).sort();
      expect(of(byNumber)).toEqual(of(byDistance));
    }
    const middle = cellLookup(cells)(0, 0);
    expect(byNumber.offsets[middle + 1] - byNumber.offsets[middle]).toBe(grid.shape === 'SQUARE' ? 8 : 6);
  });

  test('only the cells given exist', () => {
    const cells = { columns: Int32Array.of(0, 1, 5), rows: Int32Array.of(0, 1, 5) };
    expect(cellNeighbours(squares, cells)).toEqual({
      offsets: Int32Array.of(0, 1, 2, 2),
      neighbours: Int32Array.of(1, 0),
    });
    const points = {
      eastings: Float64Array.of(10, 20, 260, 260),
      northings: Float64Array.of(10, 20, 260, 10),
    };
    expect(countByCell(squares, cells, points)).toEqual(Float64Array.of(2, 1, 0));
    expect(countByCell(squares, cells, points, Float64Array.of(3, 4, 5, 6))).toEqual(
      Float64Array.of(7, 5, 0),
    );
  });

  test('ids go there and back', () => {
    expect(cellId(squares, 1987, 910)).toBe('S250:1987:910');
    expect(parseCellId('S250:1987:910')).toEqual({ grid: squares, column: 1987, row: 910 });
    expect(parseCellId(cellId(hexagons, -3, -4))).toEqual({ grid: hexagons, column: -3, row: -4 });
    expect(parseCellId(cellId(gridOf('SQUARE', 62.5), 1, 2))?.grid.cellSize).toBe(62.5);
    for (const bad of ['', 'S250:1', 'T250:1:2', 'S0:1:2', 'S250:1:2 ', 'S1e9:1:2', 'S250:1.5:2'])
      expect(parseCellId(bad)).toBeNull();
  });

  test('refuses parameters out of range', () => {
    for (const bad of [0, -1, Number.NaN, Infinity]) expect(() => gridOf('SQUARE', bad)).toThrow(RangeError);
    expect(() => cellsOf(squares, point(Number.NaN, 0))).toThrow(RangeError);
  });
});
