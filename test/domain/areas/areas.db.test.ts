import { nodeIdsOf } from '../../../src/access';
import type { Area } from '../../../src/domain/areas';
import { AreaKind } from '../../../src/domain/areas';
import { importBoundaries } from '../../../src/ingest';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { fixturePath } from '../../support/fixtures';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';

let fixture: TestDatabase;
let database: Database;
let api: Api;

/** Two vintages of wards; an SNT area over two of them and one over none; postcode districts that overlap. */
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  api = await Api.on(database, analystOf(await partnershipOf(database, 'ONE')));
  const wards2015 = [
    { code: 'B_north_west', ring: box(0, 1000, 1000) },
    { code: 'a_north_east', ring: box(1000, 1000, 1000).reverse() }, // clockwise, as in a shapefile
    {
      code: 'C_south',
      geometry: {
        type: 'Polygon',
        coordinates: [box(0, 0, 2000, 1000), box(400, 400, 200)],
      },
    },
    { code: 'D_in_the_hole', ring: box(400, 400, 200) },
  ];
  const wards2003 = [
    { code: 'B_north_west', ring: box(0, 1000, 2000, 1000) },
    { code: 'E_old_south', ring: box(0, 0, 2000, 1000) },
  ];
  await importAreas(database, 'ONE', 'WARD', wards2003, { validFrom: '2003-05-01', validTo: '2015-05-06' });
  await importAreas(database, 'ONE', 'WARD', wards2015, { validFrom: '2015-05-07' });
  await importAreas(database, 'ONE', 'SNT_AREA', [
    { code: 'S1', name: 'North', ring: box(0, 1000, 2000, 1000) },
    { code: 'empty_snt_area', name: 'Beyond', ring: box(3000, 0, 500) },
  ]);
  await importAreas(database, 'ONE', 'POSTCODE_DISTRICT', [
    { code: 'LU5', ring: box(-500, 0, 1700, 2000) },
    { code: 'LU6', ring: box(800, 0, 1700, 2000) },
    { code: 'MK17', ring: box(2000, 500, 300) },
  ]);
});
afterAll(() => fixture.remove());

interface Node extends Area {
  geometry: { type: string; coordinates: number[][][][] };
  overlaps: { ward: { code: string }; shareOfDistrict: number; shareOfWard: number }[];
  wards: { code: string }[];
}
interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Node[];
  edges: { cursor: string; node: Node }[];
}

const WARDS = `query ($partnership: ID!, $first: Int, $after: String, $at: Date, $simplify: Float! = 0) {
  page: wards(partnership: $partnership, first: $first, after: $after, at: $at) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id code name kind origin areaKm2 validFrom validTo geometry(simplify: $simplify)
      centroid { longitude latitude easting northing }
    }
  }
}`;
const wards = async (variables: object = {}) =>
  (await api.ask<{ page: Page }>(WARDS, { partnership: 'ONE', at: '2020-01-01', ...variables })).page;

test('a list gives the boundaries of the day, by code in the order of its characters', async () => {
  const codes = async (at: string) => (await wards({ at })).nodes.map(({ code }) => code);
  const old = ['B_north_west', 'E_old_south'];
  const now = ['B_north_west', 'C_south', 'D_in_the_hole', 'a_north_east'];
  expect(await codes('2003-04-30')).toEqual([]);
  expect(await codes('2003-05-01')).toEqual(old);
  expect(await codes('2015-05-06')).toEqual(old);
  expect(await codes('2015-05-07')).toEqual(now);
  expect(await codes('2099-01-01')).toEqual(now);
  expect((await wards({ at: null })).nodes.map(({ code }) => code)).toEqual(now);
  expect((await wards({ at: '2010-01-01' })).nodes[0]).toMatchObject({
    kind: 'WARD',
    origin: 'IMPORTED',
    validFrom: '2003-05-01',
    validTo: '2015-05-06',
    areaKm2: 2,
  });
});

test('area, centroid and outline are what PostGIS says of the geometry', async () => {
  const { nodes } = await wards();
  const nodeIds = await nodeIdsOf(database);
  const ids = nodes.map(({ id }) => nodeIds.idOf('Ward', String(id)));
  const rows = await sql(
    database,
    `SELECT a.code, ST_Area(a.geom) / 1000000 AS "areaKm2", ST_X(ST_Centroid(a.geom)) AS easting,
       ST_Y(ST_Centroid(a.geom)) AS northing, ST_X(ST_Transform(ST_Centroid(a.geom), 4326)) AS longitude,
       ST_Y(ST_Transform(ST_Centroid(a.geom), 4326)) AS latitude
     FROM area a WHERE a.id = ANY (:ids::integer[]) ORDER BY a.code COLLATE "C"`,
    { ids },
  );
  expect(nodes.map(({ code, areaKm2, centroid }) => ({ code, areaKm2, ...centroid }))).toEqual(rows);
  expect(nodes[1].areaKm2).toBeCloseTo(1.96, 9); // with its hole
  const [{ apart }] = await sql<{ apart: number }>(
    database,
    `SELECT max(ST_HausdorffDistance(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(g.text), 4326), 27700), a.geom)) AS apart
     FROM unnest(:ids::integer[], :texts::text[]) AS g (id, text) JOIN area a ON a.id = g.id`,
    { ids, texts: nodes.map(({ geometry }) => JSON.stringify(geometry)) },
  );
  expect(apart).toBeLessThan(0.01); // seven decimals of a degree
});

test('outlines are GeoJSON as RFC 7946 wants it: outer rings anticlockwise, holes clockwise, seven decimals', async () => {
  const signed = (ring: number[][]) =>
    ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i][0] * y - x * ring[i][1], 0);
  for (const { geometry } of (await wards()).nodes) {
    expect(geometry.type).toBe('MultiPolygon');
    for (const [outer, ...holes] of geometry.coordinates) {
      expect(signed(outer)).toBeGreaterThan(0);
      for (const hole of holes) expect(signed(hole)).toBeLessThan(0);
    }
    for (const value of geometry.coordinates.flat(3)) expect(Number(value.toFixed(7))).toBe(value);
  }
});

test('simplify leaves out what moves the line by less than so many metres, and keeps the outline valid', async () => {
  const bumpy = Array.from({ length: 101 }, (_, i) => [
    ORIGIN.easting + i * 10,
    ORIGIN.northing + (i % 2) * 8,
  ]);
  const top = [
    [ORIGIN.easting + 1000, ORIGIN.northing + 1000],
    [ORIGIN.easting, ORIGIN.northing + 1000],
    bumpy[0],
  ];
  await partnershipOf(database, 'BUMPY');
  await importAreas(database, 'BUMPY', 'WARD', [{ code: 'bumpy_ward', ring: [...bumpy, ...top] }]);
  const vertices = async (simplify: number) => {
    const { geometry } = (await wards({ partnership: 'BUMPY', simplify })).nodes[0];
    const [{ valid }] = await sql<{ valid: boolean }>(
      database,
      'SELECT ST_IsValid(ST_GeomFromGeoJSON(:text)) AS valid',
      { text: JSON.stringify(geometry) },
    );
    expect(valid).toBe(true);
    return geometry.coordinates[0][0].length;
  };
  expect(await vertices(0)).toBe(104);
  expect(await vertices(1)).toBe(104);
  expect(await vertices(9)).toBe(5);
  expect(await vertices(10_000)).toBeGreaterThanOrEqual(4);
  for (const simplify of [-1, 10_001])
    expect(await api.refusal(WARDS, { partnership: 'BUMPY', simplify })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
});

describe('overlaps', () => {
  test('of a postcode district with wards are the shares that PostGIS measures, the greatest first', async () => {
    const { page } = await api.ask<{ page: Page }>(`{
      page: postcodeDistricts(partnership: "ONE", at: "2020-01-01") {
        nodes { code overlaps { ward { code validFrom } shareOfDistrict shareOfWard } }
      }
    }`);
    const rows = await sql<{ district: string; code: string; d: number; w: number }>(
      database,
      `SELECT d.code AS district, w.code, w.valid_from, ST_Area(ST_Intersection(w.geom, d.geom)) / ST_Area(d.geom) AS d,
         ST_Area(ST_Intersection(w.geom, d.geom)) / ST_Area(w.geom) AS w
       FROM area d JOIN area w ON w.partnership_id = d.partnership_id AND w.kind = 'WARD'
       JOIN partnership p ON p.id = d.partnership_id AND p.code = 'ONE'
       WHERE d.kind = 'POSTCODE_DISTRICT' AND ST_Area(ST_Intersection(w.geom, d.geom)) > 1
         AND w.valid_from = '2015-05-07'`,
    );
    for (const { code, overlaps } of page.nodes) {
      const expected = rows.filter(({ district }) => district === code);
      expect(overlaps.map((each) => each.ward.code).sort()).toEqual(expected.map((each) => each.code).sort());
      expect(overlaps.map((each) => each.shareOfDistrict)).toEqual(
        expected.map((each) => each.d).sort((a, b) => b - a),
      );
      for (const { ward, shareOfWard } of overlaps)
        expect(expected.filter((each) => each.code === ward.code).map((each) => each.w)).toContain(
          shareOfWard,
        );
    }
    // MK17 touches C_south and a_north_east along a line only.
    expect(page.nodes.map(({ code, overlaps }) => [code, overlaps.length])).toEqual([
      ['LU5', 4],
      ['LU6', 3],
      ['MK17', 0],
    ]);
  });

  test('an SNT area has the wards of which at least half lies in it, of the day that is asked for', async () => {
    const sntAreas = async (at: string | null) =>
      (
        await api.ask<{ page: Page }>(
          `query ($at: Date) {
            page: sntAreas(partnership: "ONE", at: $at) { nodes { code name wards { code validFrom } } }
          }`,
          { at },
        )
      ).page.nodes;
    const beyond = { code: 'empty_snt_area', name: 'Beyond', wards: [] };
    const now = [
      { code: 'B_north_west', validFrom: '2015-05-07' },
      { code: 'a_north_east', validFrom: '2015-05-07' },
    ];
    expect(await sntAreas('2015-05-07')).toEqual([{ code: 'S1', name: 'North', wards: now }, beyond]);
    expect(await sntAreas(null)).toEqual([{ code: 'S1', name: 'North', wards: now }, beyond]);
    expect(await sntAreas('2015-05-06')).toEqual([
      { code: 'S1', name: 'North', wards: [{ code: 'B_north_west', validFrom: '2003-05-01' }] },
      beyond,
    ]);
    expect(await sntAreas('1999-01-01')).toEqual([{ code: 'S1', name: 'North', wards: [] }, beyond]);
  });

  test('an area that a point lies in has the wards of the day of the point', async () => {
    const { areasAt } = await api.ask<{ areasAt: { wards?: { code: string }[] }[] }>(`{
      areasAt(partnership: "ONE", longitude: -0.54, latitude: 51.972, at: "2010-01-01") {
        kind ... on SntArea { wards { code } }
      }
    }`);
    expect(areasAt.map(({ wards: inIt }) => inIt?.map(({ code }) => code)).filter(Boolean)).toEqual([
      ['B_north_west'],
    ]);
  });
});

describe('areasAt', () => {
  const AREAS_AT = `query ($longitude: Float!, $latitude: Float!, $at: Date) {
    areasAt(partnership: "ONE", longitude: $longitude, latitude: $latitude, at: $at) { kind code }
  }`;
  /** By plain PostGIS: of each kind the least code among the areas of the day that the point touches. */
  const expected = (point: object) =>
    sql(
      database,
      `SELECT a.kind, min(a.code COLLATE "C") AS code FROM area a JOIN partnership p ON p.id = a.partnership_id
       WHERE p.code = 'ONE' AND coalesce(a.valid_from, '-infinity') <= :at AND coalesce(a.valid_to, 'infinity') >= :at
         AND ST_Intersects(ST_Transform(ST_SetSRID(ST_Point(:longitude, :latitude), 4326), 27700), a.geom)
       GROUP BY a.kind ORDER BY a.kind`,
      point as Record<string, unknown>,
    );
  const inDegrees = async (x: number, y: number) => {
    const [point] = await sql<{ longitude: number; latitude: number }>(
      database,
      `SELECT ST_X(p) AS longitude, ST_Y(p) AS latitude
       FROM ST_Transform(ST_SetSRID(ST_Point(:easting, :northing), 27700), 4326) AS p`,
      { easting: ORIGIN.easting + x, northing: ORIGIN.northing + y },
    );
    return point;
  };
  const areasAt = async (point: object) =>
    (await api.ask<{ areasAt: Area[] }>(AREAS_AT, point)).areasAt.sort((a, b) => (a.kind < b.kind ? -1 : 1));

  test.each<[string, [number, number], string, string[]]>([
    ['in one of each kind', [300, 1500], '2020-01-01', ['P ONE', 'D LU5', 'S S1', 'W B_north_west']],
    ['in the other vintage', [1500, 1500], '2010-01-01', ['P ONE', 'D LU6', 'S S1', 'W B_north_west']],
    ['where districts overlap', [900, 100], '2020-01-01', ['P ONE', 'D LU5', 'W C_south']],
    ['in a hole that another ward fills', [500, 500], '2020-01-01', ['P ONE', 'D LU5', 'W D_in_the_hole']],
    ['beyond the wards', [2100, 600], '2020-01-01', ['D LU6']],
    ['before all wards', [300, 300], '1999-01-01', ['P ONE', 'D LU5']],
    ['far away', [90_000, 0], '2020-01-01', []],
  ])('%s', async (_, [x, y], at, codes) => {
    const found = (await areasAt({ ...(await inDegrees(x, y)), at })).map(({ kind, code }) =>
      kind === 'POSTCODE_DISTRICT' ? `D ${code}` : `${kind[0]} ${code}`,
    );
    expect(found.sort()).toEqual(codes.sort());
  });

  test.each([
    [0, 0],
    [180, 90],
    [-180, -90],
    [88, 0],
    [178, 52],
  ])('%d, %d, on the other side of the world, is in none', async (longitude, latitude) => {
    expect(await areasAt({ longitude, latitude })).toEqual([]);
  });

  test('on a lattice of points, edges and corners among them, it is what plain PostGIS finds', async () => {
    for (let x = -500; x <= 2500; x += 250)
      for (let y = 0; y <= 2000; y += 500) {
        const point = { ...(await inDegrees(x, y)), at: x % 500 === 0 ? '2020-01-01' : '2012-01-01' };
        expect(await areasAt(point)).toEqual(await expected(point));
      }
  });

  test('on_the_boundary: a corner that wards share belongs to the least code, as drawn in degrees', async () => {
    const [west, middle, east, south, north] = [-0.5, -0.45, -0.4, 51.9, 51.95];
    const between = (w: number, e: number) => [
      [w, south],
      [e, south],
      [e, north],
      [w, north],
      [w, south],
    ];
    await partnershipOf(database, 'DEGREES');
    await importAreas(
      database,
      'DEGREES',
      'WARD',
      [
        { code: 'Z_west', ring: between(west, middle) },
        { code: 'Y_east', ring: between(middle, east) },
      ],
      { crs: undefined },
    );
    const { areasAt: found } = await api.ask<{ areasAt: Area[] }>(
      `{ areasAt(partnership: "DEGREES", longitude: ${middle}, latitude: ${north}) { kind code } }`,
    );
    expect(found).toContainEqual({ kind: 'WARD', code: 'Y_east' });
    expect(found.filter(({ kind }) => kind === 'WARD')).toHaveLength(1);
  });
});

describe('partnership', () => {
  test('bbox is that of its boundary, by PostGIS; null while there is none', async () => {
    await partnershipOf(database, 'BARE');
    const { partnership, bare } = await api.ask<Record<string, { bbox: number[] | null; n: number }>>(`{
      partnership(code: "ONE") { bbox n: areaCount(kind: WARD, at: "2010-01-01") }
      bare: partnership(code: "BARE") { bbox n: areaCount(kind: WARD) }
    }`);
    const [box] = await sql<Record<string, number>>(
      database,
      `SELECT min(ST_X(v.geom)) AS w, min(ST_Y(v.geom)) AS s, max(ST_X(v.geom)) AS e, max(ST_Y(v.geom)) AS n
       FROM area a JOIN partnership p ON p.id = a.partnership_id AND p.code = 'ONE',
         LATERAL ST_DumpPoints(ST_Transform(a.geom, 4326)) AS v WHERE a.kind = 'PARTNERSHIP'`,
    );
    expect(partnership).toEqual({ bbox: [box.w, box.s, box.e, box.n], n: 2 });
    expect(bare).toEqual({ bbox: null, n: 0 });
  });

  test('an unknown code is NOT_FOUND, lists the codes there are, and is not repeated', async () => {
    const { code, message } = await api.refusal('{ partnership(code: "Zaphod") { name } }');
    expect(code).toBe('NOT_FOUND');
    expect(message).toMatch(/There are: .*ONE/);
    expect(message).not.toContain('Zaphod');
  });
});

describe('pages', () => {
  test.each([1, 2, 3, 4, 5])(
    'of %i: together they are all, each once, with the same total',
    async (first) => {
      const found: string[] = [];
      let after: string | null = null;
      for (let more = true; more; ) {
        const page: Page = await wards({ first, after });
        expect(page.totalCount).toBe(4);
        expect(page.nodes.length).toBeLessThanOrEqual(first);
        found.push(...page.nodes.map(({ code }) => code));
        more = page.pageInfo.hasNextPage;
        after = page.pageInfo.endCursor;
      }
      expect(found).toEqual(['B_north_west', 'C_south', 'D_in_the_hole', 'a_north_east']);
    },
  );

  test('the cursor of an edge is that of its node', async () => {
    const { page } = await api.ask<{ page: Page }>(
      '{ page: wards(partnership: "ONE", first: 3) { edges { cursor node { code } } } }',
    );
    const next = await wards({ after: page.edges[1].cursor, first: 1 });
    expect(next.nodes[0].code).toBe(page.edges[2].node.code);
  });

  test('an empty page has no cursor', async () => {
    expect(await wards({ first: 0 })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, endCursor: null },
    });
    expect(await wards({ at: '1990-01-01' })).toMatchObject({
      totalCount: 0,
      pageInfo: { hasNextPage: false },
    });
  });

  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  test.each([
    ['no cursor at all', 'Zaphod'],
    ['empty', ''],
    ['of another shape', encode(['WARD', 'B_north_west'])],
    ['with an id that is none', encode(['WARD', 'B_north_west', 'x'])],
    ['with an id beyond all ids', encode(['WARD', 'B_north_west', 1e300])],
    ['with a fraction', encode(['WARD', 'B_north_west', 1.5])],
    ['with a character that no text has', encode(['WARD', '\0', 1])],
    ['of another kind of list', encode(['incident', '2023-05-01T00:00:00.000Z', 7])],
    ['null', encode(null)],
  ])('a cursor %s is refused', async (_, after) => {
    expect(await api.refusal(WARDS, { partnership: 'ONE', after })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/cursor/),
    });
  });

  test('a cursor of another list is refused', async () => {
    const { pageInfo } = await wards({ first: 1 });
    expect(
      await api.refusal(
        'query ($after: String) { sntAreas(partnership: "ONE", after: $after) { totalCount } }',
        {
          after: pageInfo.endCursor,
        },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('too long a page, and one of less than nothing, are refused', async () => {
    expect(await api.refusal(WARDS, { partnership: 'ONE', first: 1001 })).toMatchObject({
      code: 'TOO_LARGE',
      details: { limit: 1000 },
    });
    expect(await api.refusal(WARDS, { partnership: 'ONE', first: -1 })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

test('an answer costs as many statements for one district as for many', async () => {
  const ask = (first: number) =>
    api.statements(
      `query ($first: Int!) { postcodeDistricts(partnership: "ONE", first: $first) {
        nodes { code geometry(simplify: 5) overlaps { ward { code geometry } } }
      } }`,
      { first },
    );
  expect(await ask(3)).toBe(await ask(1));
});

test('the 31 wards of Central Bedfordshire are valid as published, no two of them sharing ground', async () => {
  await partnershipOf(database, 'E22000353');
  const { account, repairs } = await importBoundaries(database, {
    partnership: 'E22000353',
    kind: AreaKind.WARD,
    paths: [fixturePath('bedfordshire/wards.geojson')],
  });
  expect(account.line()).toBe('read 31 = loaded 31 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
  expect(repairs).toEqual([]);
  const page = await wards({ partnership: 'E22000353' });
  expect(page.totalCount).toBe(31);
  expect(page.nodes.map(({ name }) => name)).toContain('Ampthill');
  const [{ invalid, shared, total, boundary }] = await sql<Record<string, number>>(
    database,
    `WITH w AS (SELECT a.* FROM area a JOIN partnership p ON p.id = a.partnership_id WHERE p.code = 'E22000353')
       SELECT (SELECT count(*) FROM w WHERE NOT ST_IsValid(geom)) AS invalid,
         (SELECT sum(ST_Area(ST_Intersection(a.geom, b.geom))) FROM w a JOIN w b ON a.id < b.id
           AND a.kind = 'WARD' AND b.kind = 'WARD' AND a.geom && b.geom) AS shared,
         (SELECT sum(ST_Area(geom)) FROM w WHERE kind = 'WARD') AS total,
         (SELECT sum(ST_Area(geom)) FROM w WHERE kind = 'PARTNERSHIP') AS boundary`,
  );
  expect(invalid).toBe(0);
  expect(shared).toBeLessThan(1);
  expect(boundary / total).toBeCloseTo(1, 6);
  // 716 km² by the Office for National Statistics; the outlines are generalised.
  expect(page.nodes.reduce((sum, { areaKm2 }) => sum + areaKm2, 0)).toBeCloseTo(716, -1);
});
