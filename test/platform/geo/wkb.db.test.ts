import 'reflect-metadata';
import fc from 'fast-check';
import type { Database } from '../../../src/platform/database';
import { fromEwkb, type Geometry, toEwkb } from '../../../src/platform/geo';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

/** A closed ring of any numbers: its rings may cross, which is not the business of the encoding. */
const number = fc.double({ min: -180, max: 180, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const ring = fc
  .array(fc.tuple(number, number), { minLength: 3, maxLength: 8 })
  .map((positions) => [...positions, positions[0]] as number[][]);
const rings = fc.array(ring, { minLength: 1, maxLength: 3 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  rings.map((coordinates) => ({ type: 'Polygon', coordinates })),
  fc
    .array(rings, { minLength: 1, maxLength: 3 })
    .map((coordinates) => ({ type: 'MultiPolygon', coordinates })),
);

/** The coordinates as well-known text with all their digits. */
function text({ type, coordinates }: Geometry): string {
  const list = (value: unknown): string =>
    typeof (value as number[])[0] === 'number'
      ? (value as number[]).join(' ')
      : `(${(value as unknown[]).map(list).join(',')})`;
  return `${type.toUpperCase()}${list(coordinates)}`;
}

test('PostGIS reads what we write as the same geometry as from text, bit for bit', async () => {
  const samples = fc.sample(geometry, { numRuns: 200, seed: 7 });
  const rows = await sql<{ same: boolean; srid: number }>(
    database,
    `SELECT ST_AsEWKB(hex::geometry) = ST_AsEWKB(ST_GeomFromText(wkt, srid)) AS same, ST_SRID(hex::geometry) AS srid
     FROM unnest(:hexes::text[], :texts::text[], :srids::integer[]) WITH ORDINALITY AS g (hex, wkt, srid, i)
     ORDER BY i`,
    {
      hexes: samples.map((sample, i) => toEwkb(sample, i % 2 ? 4326 : 27700)),
      texts: samples.map(text),
      srids: samples.map((_, i) => (i % 2 ? 4326 : 27700)),
    },
  );
  expect(rows).toHaveLength(200);
  rows.forEach((row, i) => {
    expect(row).toEqual({ same: true, srid: i % 2 ? 4326 : 27700 });
  });
});

test('what is written and read again is the same', () => {
  fc.assert(
    fc.property(geometry, fc.constantFrom<4326 | 27700>(4326, 27700), (given, srid) => {
      expect(fromEwkb(toEwkb(given, srid))).toEqual(given);
    }),
  );
});

test.each([
  ['POINT(-0.5 52)', { type: 'Point', coordinates: [-0.5, 52] }],
  [
    'LINESTRING(0 0,1 1)',
    {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
  ],
  [
    'MULTIPOINT(0 0,1 1)',
    {
      type: 'MultiPoint',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
  ],
  [
    'POLYGON((0 0,4 0,4 4,0 0),(1 1,2 1,2 2,1 1))',
    {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 0],
        ],
        [
          [1, 1],
          [2, 1],
          [2, 2],
          [1, 1],
        ],
      ],
    },
  ],
])('what PostGIS sends of %s is read as GeoJSON', async (wkt, expected) => {
  const [{ geom }] = await sql<{ geom: string }>(database, 'SELECT ST_GeomFromText(:wkt, 27700) AS geom', {
    wkt,
  });
  expect(fromEwkb(geom)).toEqual(expected);
});

test('a shape as large as is allowed is taken as a parameter', async () => {
  const n = 10_000;
  const circle = Array.from({ length: n }, (_, i) => {
    const angle = (2 * Math.PI * (i % (n - 1))) / (n - 1);
    return [-0.5 + 0.1 * Math.cos(angle), 52 + 0.1 * Math.sin(angle)];
  });
  const [row] = await sql(
    database,
    'SELECT ST_NPoints(:hex::geometry) AS points, ST_IsValid(:hex::geometry) AS valid',
    {
      hex: toEwkb({ type: 'Polygon', coordinates: [circle] }, 4326),
    },
  );
  expect(row).toEqual({ points: n, valid: true });
});
