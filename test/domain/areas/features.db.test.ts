/** @backend either */
import {
  AreaKind,
  type AreaLayer,
  type ProjectedBox,
  selectAreaFeature,
  selectAreaFeatures,
} from '../../../src/domain/areas';
import type { Database } from '../../../src/platform/database';
import { loadSql, statement } from '../../../src/platform/database/sql';
import { packageRoot } from '../../../src/platform/files';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** Wards of ONE: 40 squares of a kilometre in rows of eight, one that ended; a district that ONE and TWO both have. */
const FIXTURE = `
  INSERT INTO partnership (code, name) VALUES ('ONE', 'One'), ('TWO', 'Two');
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT 1, 'WARD', 'W' || i, 'Ward ' || i, ST_Multi(ST_Translate(ST_MakeEnvelope(500000.1234, 220000, 501000, 221000, 27700),
      1000 * (i % 8), 1000 * (i / 8))), 'SYNTHETIC' FROM generate_series(0, 39) AS i;
  INSERT INTO area (partnership_id, kind, code, name, geom, origin, valid_to)
    SELECT 1, 'WARD', 'OLD', 'Old', geom, 'SYNTHETIC', '2010-01-01' FROM area WHERE code = 'W0';
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT id, 'POSTCODE_DISTRICT', 'LU1', 'LU1', ST_Multi(ST_MakeEnvelope(500000, 220000, 500500, 220500, 27700)), 'SYNTHETIC'
    FROM partnership`;

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  for (const text of FIXTURE.split(';')) await sql(database, text);
});
afterAll(() => fixture.remove());

const GRID: AreaLayer = {
  holderIds: [1],
  kind: AreaKind.WARD,
  day: '2024-01-01',
  srid: 27700,
  latitudeFirst: false,
  decimals: 3,
};
const DEGREES = { ...GRID, srid: 4326, decimals: 7 };

const read = (
  layer: AreaLayer,
  page: { box?: ProjectedBox | null; after?: string | null; first?: number } = {},
) =>
  database.transaction({ readOnly: true }, (session) =>
    selectAreaFeatures(session, layer, { box: null, after: null, first: 100, ...page }),
  );

test('outlines on the National Grid are the stored metres, to a millimetre', async () => {
  const { features, matched } = await read(GRID);
  expect([features.length, matched]).toEqual([40, 40]);
  const stored = await sql<{ id: number; geometry: string }>(
    database,
    'SELECT id, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 3, 0) AS geometry FROM area',
  );
  const byId = new Map(stored.map(({ id, geometry }) => [id, JSON.parse(geometry)]));
  for (const { id, geometry } of features) expect(geometry).toEqual(byId.get(id));
  expect(JSON.stringify(features.map(({ geometry }) => geometry))).toContain('500000.123');
});

test('latitude comes first where the CRS says so', async () => {
  const flip = (value: unknown): unknown =>
    Array.isArray(value) ? (typeof value[0] === 'number' ? [value[1], value[0]] : value.map(flip)) : value;
  const [one] = (await read(DEGREES)).features;
  const [other] = (await read({ ...DEGREES, latitudeFirst: true })).features;
  expect(other.geometry.coordinates).toEqual(flip(one.geometry.coordinates));
  expect(other.centroid).toEqual(one.centroid);
});

test('pages follow each other by id as text, and each tells how many there are in all', async () => {
  const { features: all } = await read(GRID);
  expect(all.map(({ id }) => String(id))).toEqual(all.map(({ id }) => String(id)).sort());
  const seen: number[] = [];
  for (let after: string | null = null; ; ) {
    const { features, matched } = await read(GRID, { after, first: 7 });
    expect(matched).toBe(40);
    seen.push(...features.slice(0, 7).map(({ id }) => id));
    if (features.length <= 7) break;
    after = String(features[6].id);
  }
  expect(seen).toEqual(all.map(({ id }) => id));
  expect(await read(GRID, { after: '999999999' })).toEqual({ features: [], matched: 40 });
});

test('an area that two members of a county have is one feature', async () => {
  const { features, matched } = await read({ ...GRID, kind: AreaKind.POSTCODE_DISTRICT, holderIds: [1, 2] });
  expect([features.length, matched]).toEqual([1, 1]);
});

test('one area is found by its id in its own layer and time only', async () => {
  const [{ id }] = await sql<{ id: number }>(database, "SELECT id FROM area WHERE code = 'W5'");
  const [{ id: old }] = await sql<{ id: number }>(database, "SELECT id FROM area WHERE code = 'OLD'");
  const find = (layer: AreaLayer, wanted: number) =>
    database.transaction({ readOnly: true }, (session) => selectAreaFeature(session, layer, wanted));
  expect(await find(GRID, id)).toMatchObject({ id, code: 'W5' });
  expect(await find({ ...GRID, kind: AreaKind.SNT_AREA }, id)).toBeNull();
  expect(await find({ ...GRID, holderIds: [2] }, id)).toBeNull();
  expect(await find(GRID, old)).toBeNull();
  expect(await find({ ...GRID, day: '2009-01-01' }, old)).toMatchObject({ code: 'OLD' });
});

describe('a box', () => {
  /** A box around some of the wards, in each CRS, and one that is much larger than Britain. */
  const BOXES: [string, ProjectedBox][] = [
    ['metres', { srid: 27700, west: 500500, south: 221500, east: 503300, north: 223700 }],
    ['a corner', { srid: 27700, west: 501000, south: 221000, east: 501000, north: 221000 }],
    ['degrees', { srid: 4326, west: -0.53, south: 51.87, east: -0.5, north: 51.89 }],
    ['Mercator', { srid: 3857, west: -59000, south: 6780000, east: -56000, north: 6783000 }],
    ['the world', { srid: 4326, west: -180, south: -90, east: 180, north: 90 }],
    [
      'the world in Mercator',
      { srid: 3857, west: -20037508, south: -20037508, east: 20037508, north: 20037508 },
    ],
    ['elsewhere', { srid: 4326, west: 100, south: -40, east: 120, north: -20 }],
  ];

  test.each(BOXES)('of %s finds the wards that share ground with it', async (_, box) => {
    const { features, matched } = await read(GRID, { box });
    const rows = await sql<{ id: number }>(
      database,
      `SELECT id FROM area WHERE kind = 'WARD' AND code <> 'OLD' AND ST_Intersects(ST_Transform(geom, :srid::integer),
        ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, :srid::integer))`,
      { ...box },
    );
    expect(features.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(matched).toBe(rows.length);
  });

  test('is looked up in the spatial index', async () => {
    const { text } = loadSql(`${packageRoot}/src/domain/areas`, 'select_area_features');
    const values = {
      partnership_ids: [1],
      kind: 'WARD',
      at: '2024-01-01',
      srid: 27700,
      latitude_first: false,
      decimals: 3,
      id: null,
      after_id: null,
      most: 10,
    };
    const planWith = (box: object) =>
      database.transaction({}, async (session) => {
        // Forty rows are read faster as a whole; the index must be able to answer all the same.
        await session.query(statement('test', 'SET LOCAL enable_seqscan = off'));
        const rows = await session.query<{ 'QUERY PLAN': string }>(statement('test', `EXPLAIN ${text}`), {
          ...values,
          ...box,
        });
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
    const [, degrees] = BOXES[2];
    expect(await planWith({ ...degrees, box_srid: degrees.srid })).toMatch(/Index Cond: \(geom && /);
    const none = { box_srid: null, west: null, south: null, east: null, north: null };
    expect(await planWith(none)).not.toContain('geom &&');
  });
});
