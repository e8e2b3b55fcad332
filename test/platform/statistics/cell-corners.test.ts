import { cellCorners } from '../../../src/platform/statistics/cell-corners';
import { cellPolygon, cellsInBox, type Grid, gridOf } from '../../../src/platform/statistics/grid';

test.each<[string, Grid, number]>([
  ['squares', gridOf('SQUARE', 250), 4],
  ['hexagons', gridOf('HEXAGON', 333.3), 6],
])('the corners of %s are those of their polygons, each of them once', (_, grid, perCell) => {
  const cells = cellsInBox(grid, -1500, -1500, 2500, 1500);
  const found = cellCorners(grid, cells);
  const { eastings, northings } = found.corners;
  expect(found.perCell).toBe(perCell);
  for (let cell = 0; cell < cells.columns.length; cell++) {
    const ring = Array.from(found.numbers.slice(cell * perCell, (cell + 1) * perCell), (number) => [
      eastings[number],
      northings[number],
    ]);
    const polygon = cellPolygon(grid, cells.columns[cell], cells.rows[cell]).slice(0, -1);
    expect(ring).toEqual(polygon.map((corner) => corner.map((value) => expect.closeTo(value, 6))));
  }
  const distinct = new Set(Array.from(eastings, (e, c) => `${e.toFixed(3)} ${northings[c].toFixed(3)}`));
  expect(distinct.size).toBe(eastings.length);
});
