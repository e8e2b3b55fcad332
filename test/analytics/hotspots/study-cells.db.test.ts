/** @backend either */
import { cellsOnArea, type Grid, gridOf, type Ring, sideLength } from '../../../src/platform/statistics';
import { seededRandom } from '../../../src/platform/statistics/random';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
beforeAll(async () => {
  fixture = await createTestDatabase();
});
afterAll(() => fixture.remove());

/** The cells that meet a shape, as PostGIS draws and tests them. */
async function byPostGis({ shape, cellSize }: Grid, wkt: string): Promise<string[]> {
  const size = sideLength({ shape, cellSize });
  const rows = await sql<{ i: number; j: number }>(
    fixture.database,
    `WITH shape AS MATERIALIZED (SELECT ST_GeomFromText(:wkt, 27700) AS geom)
    SELECT cell.i, cell.j
    FROM shape CROSS JOIN LATERAL ${shape === 'SQUARE' ? 'ST_SquareGrid' : 'ST_HexagonGrid'}(:size::float8,
      ST_Expand(shape.geom, :size::float8)) AS cell
    WHERE ST_Intersects(cell.geom, shape.geom)
    ORDER BY cell.i, cell.j`,
    { wkt, size },
  );
  return rows.map(({ i, j }) => `${i} ${j}`);
}

function ours(grid: Grid, rings: number[][][]): string[] {
  const flat: Ring[] = rings.map((ring) => Float64Array.from(ring.flat()));
  const { columns, rows } = cellsOnArea(grid, flat);
  return Array.from(columns, (column, cell) => `${column} ${rows[cell]}`);
}

const textOf = (rings: number[][][]) =>
  rings.map((ring) => `(${ring.map((position) => position.join(' ')).join(', ')})`).join(', ');

const random = seededRandom(4);

/** A winding shape around a centre, with a hole in it. */
function star(easting: number, northing: number): number[][][] {
  const ring = (size: number, corners: number) => {
    const positions = Array.from({ length: corners }, (_, c) => {
      const angle = (2 * Math.PI * c) / corners;
      const radius = size * (0.3 + 0.7 * random.uniform());
      return [easting + radius * Math.cos(angle), northing + radius * Math.sin(angle)];
    });
    return [...positions, positions[0]];
  };
  return [ring(200 + 4000 * random.uniform(), 5 + random.below(60)), ring(40, 6)];
}

const grids: Grid[] = [
  gridOf('SQUARE', 250),
  gridOf('SQUARE', 97.3),
  gridOf('HEXAGON', 250),
  gridOf('HEXAGON', 141),
];

test.each(grids)(
  'cells of winding shapes with holes are those of PostGIS: $shape $cellSize',
  async (grid) => {
    for (let n = 0; n < 12; n++) {
      const rings = star(500_000 + 1e4 * random.uniform(), 230_000 + 1e4 * random.uniform());
      expect(ours(grid, rings)).toEqual(await byPostGis(grid, `POLYGON (${textOf(rings)})`));
    }
  },
);

test.each(grids)('so are those of several parts and of a thin strip: $shape $cellSize', async (grid) => {
  const [one, other] = [star(505_000, 235_000), star(535_000, 245_000)];
  const strip = [
    [
      [501_000.5, 220_000.5],
      [531_000.5, 233_000.5],
      [531_001, 233_001],
      [501_000.5, 220_000.5],
    ],
  ];
  const wkt = `MULTIPOLYGON ((${textOf(one)}), (${textOf(other)}), (${textOf(strip)}))`;
  expect(ours(grid, [...one, ...other, ...strip])).toEqual(await byPostGis(grid, wkt));
});

test('cells that only touch an area take part', async () => {
  const grid = gridOf('SQUARE', 250);
  // Edges on the lines of the grid: an L, whose inner corner touches too.
  const ring = [
    [500_000, 230_000],
    [501_000, 230_000],
    [501_000, 230_500],
    [500_500, 230_500],
    [500_500, 231_000],
    [500_000, 231_000],
    [500_000, 230_000],
  ];
  const found = ours(grid, [ring]);
  expect(found).toEqual(await byPostGis(grid, `POLYGON (${textOf([ring])})`));
  expect(found).toContain('1999 919');
  expect(found).toContain('2002 922');
});

test('no area has no cells', () => {
  for (const grid of grids) expect(ours(grid, [])).toEqual([]);
});
