import { AreaKind } from '../../../src/domain/areas';
import { importBoundaries } from '../../../src/ingest';
import type { Database } from '../../../src/platform/database';
import { problemOf, temporaryFolder } from '../../ingest/files';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { boundaryFile, box, importAreas, ORIGIN, partnershipOf, type Ring } from '../../support/ground';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

interface Stored {
  kind: string;
  code: string;
  name: string;
  wkt: string;
  valid: boolean;
  area: number;
  origin: string;
}

/** Areas of a partnership in the database, in plain SQL. */
const stored = (partnership: string, kind: string) =>
  sql<Stored>(
    database,
    `SELECT a.kind, a.code, a.name, ST_AsText(a.geom) AS wkt, ST_IsValid(a.geom) AS valid, ST_Area(a.geom) AS area,
       a.origin
     FROM area a JOIN partnership p ON p.id = a.partnership_id
     WHERE p.code = :partnership AND a.kind = :kind ORDER BY a.code, a.valid_from NULLS FIRST`,
    { partnership, kind },
  );
const dataVersion = async (code: string) =>
  (
    await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership WHERE code = :code', {
      code,
    })
  )[0].v;

/** Corners of a ring on the invented ground. */
const ring = (...corners: [number, number][]): Ring =>
  corners.map(([x, y]) => [ORIGIN.easting + x, ORIGIN.northing + y]);

let lastNumber = 0;
async function newPartnership(): Promise<string> {
  lastNumber += 1;
  const code = `P${lastNumber}`;
  await partnershipOf(database, code);
  return code;
}

describe('rings', () => {
  test('bowtie_ward is repaired into its two triangles, and the report says by how much it changed', async () => {
    const code = await newPartnership();
    const bowtie = ring([0, 0], [1000, 1000], [1000, 0], [0, 1000], [0, 0]);
    const { account, repairs } = await importAreas(database, code, 'WARD', [
      { code: 'plain_ward', ring: box(2000, 0, 1000) },
      { code: 'bowtie_ward', ring: bowtie },
    ]);
    expect(account.line()).toBe('read 2 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
    // The two halves of a bow-tie turn opposite ways, so that as drawn it has no area at all.
    expect(repairs).toEqual([
      'areas.geojson, feature 2: Self-intersection, repaired; the area changed by 500000 m²',
    ]);
    expect(await stored(code, 'WARD')).toMatchObject([
      { code: 'bowtie_ward', valid: true, area: 500_000 },
      { code: 'plain_ward', valid: true, area: 1_000_000 },
    ]);
  });

  test('pinched_ward, whose ring touches itself, keeps its area', async () => {
    const code = await newPartnership();
    const pinched = ring([0, 0], [1000, 0], [500, 500], [1000, 1000], [0, 1000], [500, 500], [0, 0]);
    const { repairs } = await importAreas(database, code, 'WARD', [{ code: 'pinched_ward', ring: pinched }]);
    expect(repairs).toEqual([
      'areas.geojson, feature 1: Ring Self-intersection, repaired; the area changed by 0 m²',
    ]);
    expect(await stored(code, 'WARD')).toMatchObject([{ valid: true, area: 500_000 }]);
  });

  test('spike_ward and double_hole_ward come out valid', async () => {
    const code = await newPartnership();
    const hole = box(200, 200, 400).reverse();
    const overlapping = box(300, 300, 400).reverse();
    const { repairs } = await importAreas(database, code, 'WARD', [
      {
        code: 'spike_ward',
        ring: ring([0, 0], [500, 0], [500, 800], [500, 0], [1000, 0], [0, 1000], [0, 0]),
      },
      {
        code: 'double_hole_ward',
        geometry: {
          type: 'Polygon',
          coordinates: [
            box(0, 2000, 1000),
            hole.map(([x, y]) => [x, y + 2000]),
            overlapping.map(([x, y]) => [x, y + 2000]),
          ],
        },
      },
    ]);
    expect(repairs).toHaveLength(2);
    const wards = await stored(code, 'WARD');
    expect(wards.map(({ valid }) => valid)).toEqual([true, true]);
    expect(wards[1].area).toBeCloseTo(500_000, 3);
  });

  test('unclosed_ring is closed, and reported', async () => {
    const code = await newPartnership();
    const { repairs } = await importAreas(database, code, 'WARD', [
      { code: 'unclosed_ring', ring: box(0, 0, 1000).slice(0, 4) },
    ]);
    expect(repairs).toEqual(['areas.geojson, feature 1: 1 ring was closed']);
    expect(await stored(code, 'WARD')).toMatchObject([{ area: 1_000_000 }]);
  });

  test('empty_snt_area, which encloses nothing, is refused by its number; its neighbours are stored', async () => {
    const code = await newPartnership();
    const { account } = await importAreas(database, code, 'SNT_AREA', [
      { code: 'snt_area', ring: box(0, 0, 1000) },
      { code: 'empty_snt_area', ring: ring([0, 0], [500, 500], [1000, 1000], [0, 0]) },
    ]);
    expect(account.line()).toBe('read 2 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 1');
    expect(account.breakdown()).toEqual([
      'rejected 1, geometry: the outline encloses no area (areas.geojson line 2)',
    ]);
    expect(await stored(code, 'SNT_AREA')).toMatchObject([{ code: 'snt_area' }]);
    expect(await sql(database, 'SELECT line, field, reason FROM reject')).toContainEqual({
      line: 2,
      field: 'geometry',
      reason: 'the outline encloses no area',
    });
  });

  test('a Polygon, and a MultiPolygon of the same rings, are the same boundary', async () => {
    const code = await newPartnership();
    const square = box(0, 0, 1000);
    await importAreas(database, code, 'WARD', [
      { code: 'a_polygon', geometry: { type: 'Polygon', coordinates: [square] } },
      { code: 'b_multi', geometry: { type: 'MultiPolygon', coordinates: [[square]] } },
    ]);
    const [polygon, multi] = await stored(code, 'WARD');
    expect(polygon.wkt).toBe(multi.wkt);
    expect(polygon.wkt).toMatch(/^MULTIPOLYGON\(\(\(/);
  });
});

describe('coordinates', () => {
  /** The ring in degrees, by PostGIS. */
  const inDegrees = async (grid: Ring): Promise<Ring> => {
    const rows = await sql<{ x: number; y: number }>(
      database,
      `SELECT ST_X(p) AS x, ST_Y(p) AS y
       FROM unnest(:xs::float8[], :ys::float8[]) WITH ORDINALITY AS g (x, y, n),
         LATERAL (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(g.x, g.y), 27700), 4326) AS p) t ORDER BY n`,
      { xs: grid.map(([x]) => x), ys: grid.map(([, y]) => y) },
    );
    return rows.map(({ x, y }) => [x, y]);
  };

  test('a ward on the National Grid and the same ward in degrees come to the same place', async () => {
    const code = await newPartnership();
    const grid = box(0, 0, 2000);
    await importAreas(database, code, 'WARD', [{ code: 'a_grid', ring: grid }]);
    await importAreas(database, code, 'WARD', [{ code: 'b_degrees', ring: await inDegrees(grid) }], {
      crs: undefined,
    });
    const [{ apart, ratio }] = await sql<{ apart: number; ratio: number }>(
      database,
      `SELECT ST_HausdorffDistance(a.geom, b.geom) AS apart, ST_Area(a.geom) / ST_Area(b.geom) AS ratio
       FROM area a JOIN area b ON b.code = 'b_degrees' WHERE a.code = 'a_grid'`,
    );
    expect(apart).toBeLessThan(0.01);
    expect(ratio).toBeCloseTo(1, 6);
  });

  test.each<[string, (points: Ring) => Ring, string | undefined, RegExp]>([
    ['swapped_degrees', (points) => points.map(([x, y]) => [y, x]), undefined, /latitude before longitude/],
    ['degrees_called_grid', (points) => points, 'EPSG:27700', /Say --crs 4326/],
    ['grid_called_degrees', () => box(0, 0, 1000), undefined, /Say --crs 27700/],
  ])('%s is refused with a hint, and nothing is stored', async (name, change, crs, hint) => {
    const code = await newPartnership();
    const degrees = await inDegrees(box(0, 0, 1000));
    const refused = await problemOf(
      importAreas(database, code, 'WARD', [{ code: name, ring: change(degrees) }], {
        crs: crs as 'EPSG:27700',
        file: 'wards.geojson',
      }),
    );
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(hint) });
    expect(refused.message).toMatch(/^wards\.geojson: feature 1: /);
    expect(await stored(code, 'WARD')).toEqual([]);
    expect(await dataVersion(code)).toBe(1);
  });
});

describe('what is kept', () => {
  test('a postcode district or LSOA that does not touch the partnership is outside; a ward never is', async () => {
    const code = await newPartnership();
    await importAreas(database, code, 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    const wider = [
      { code: 'D1', ring: box(-500, 0, 1000) },
      { code: 'D2_beside', ring: box(1000, 0, 1000) },
      { code: 'D3_away', ring: box(5000, 0, 1000) },
    ];
    for (const kind of ['POSTCODE_DISTRICT', 'LSOA'] as const) {
      const { account } = await importAreas(database, code, kind, wider);
      expect(account.line()).toBe('read 3 = loaded 2 + unchanged 0 + outside 1 + unlocated 0 + rejected 0');
      expect((await stored(code, kind)).map((area) => area.code)).toEqual(['D1', 'D2_beside']);
    }
    const { account } = await importAreas(database, code, 'WARD', [{ code: 'W2', ring: box(5000, 0, 1000) }]);
    expect(account.count('loaded')).toBe(1);
  });

  test('before there is a boundary, every district is kept', async () => {
    const code = await newPartnership();
    const { account } = await importAreas(database, code, 'POSTCODE_DISTRICT', [
      { code: 'D1', ring: box(0, 0, 10) },
    ]);
    expect(account.count('loaded')).toBe(1);
  });

  test('the same file again changes nothing, not even the version of the data', async () => {
    const code = await newPartnership();
    const wards = [
      { code: 'W1', ring: box(0, 0, 1000) },
      { code: 'W2_bowtie', ring: ring([1000, 0], [2000, 1000], [2000, 0], [1000, 1000], [1000, 0]) },
    ];
    await importAreas(database, code, 'WARD', wards);
    const ids = () => sql(database, 'SELECT id, md5(geom::text) AS geom FROM area ORDER BY id');
    const before = { ids: await ids(), version: await dataVersion(code) };
    const { account, repairs } = await importAreas(database, code, 'WARD', wards);
    expect(account.line()).toBe('read 2 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 0');
    expect(repairs).toEqual([]);
    expect({ ids: await ids(), version: await dataVersion(code) }).toEqual(before);
  });

  test('the same code in another shape or under another name replaces the boundary, under the same id', async () => {
    const code = await newPartnership();
    const id = async () =>
      (
        await sql<{ id: number }>(
          database,
          `SELECT a.id FROM area a JOIN partnership p ON p.id = partnership_id
        WHERE p.code = :code AND kind = 'WARD'`,
          { code },
        )
      )[0].id;
    await importAreas(database, code, 'WARD', [{ code: 'W1', name: 'Old', ring: box(0, 0, 1000) }]);
    const first = await id();
    const { account } = await importAreas(database, code, 'WARD', [
      { code: 'W1', name: 'New', ring: box(0, 0, 1200) },
    ]);
    expect(account.count('loaded')).toBe(1);
    expect(await stored(code, 'WARD')).toMatchObject([{ code: 'W1', name: 'New', area: 1_440_000 }]);
    expect(await id()).toBe(first);
  });

  test('a file with one unusable feature among features of several batches keeps the account', async () => {
    const code = await newPartnership();
    const cells = Array.from({ length: 450 }, (_, i) => ({
      code: `L${String(i).padStart(3, '0')}`,
      ring:
        i === 301 ? ring([0, 0], [1, 1], [0, 0], [0, 0]) : box((i % 30) * 100, Math.floor(i / 30) * 100, 100),
    }));
    const { account } = await importAreas(database, code, 'LSOA', cells);
    expect(account.line()).toBe('read 450 = loaded 449 + unchanged 0 + outside 0 + unlocated 0 + rejected 1');
    expect(account.rejects()[0].lines).toEqual([{ file: 'areas.geojson', line: 302 }]);
  });

  test('a file that breaks off leaves nothing of itself; a file before it stays', async () => {
    const code = await newPartnership();
    const good = [{ code: 'W1', ring: box(0, 0, 1000) }];
    const bad = [
      { code: 'W2', ring: box(1000, 0, 1000) },
      { code: 'W3', ring: box(0, 0, 1000).map(([x, y]) => [x / 1e6 - 1, y / 1e4 + 30]) },
    ];
    const folder = temporaryFolder();
    const paths = [boundaryFile(bad, 'b.geojson', folder), boundaryFile(good, 'a.geojson', folder)];
    const refused = await problemOf(
      importBoundaries(database, {
        partnership: code,
        kind: AreaKind.WARD,
        crs: 'EPSG:27700',
        paths,
      }),
    );
    expect(refused.message).toMatch(/^b\.geojson: feature 2: /);
    expect((await stored(code, 'WARD')).map((ward) => ward.code)).toEqual(['W1']);
  });

  test('an unknown partnership is refused', async () => {
    expect(await problemOf(importAreas(database, 'NOWHERE', 'WARD', []))).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the boundary of the partnership', () => {
  test('is derived as the union of the wards, of all files and vintages', async () => {
    const code = await newPartnership();
    await importAreas(database, code, 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    expect(await stored(code, 'PARTNERSHIP')).toMatchObject([{ code, origin: 'DERIVED', area: 1_000_000 }]);
    await importAreas(database, code, 'WARD', [{ code: 'W2', ring: box(500, 0, 1000) }], {
      validFrom: '2015-05-01',
    });
    expect(await stored(code, 'PARTNERSHIP')).toMatchObject([
      { code, name: `Partnership ${code}`, origin: 'DERIVED', area: 1_500_000, valid: true },
    ]);
  });

  test('once imported, wards change it no more; and an imported one takes the place of a derived one', async () => {
    const code = await newPartnership();
    await importAreas(database, code, 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    await importAreas(database, code, 'PARTNERSHIP', [{ code, name: 'Drawn', ring: box(0, 0, 3000) }], {
      validFrom: '2009-04-01',
    });
    await importAreas(database, code, 'WARD', [{ code: 'W2', ring: box(1000, 0, 1000) }]);
    expect(await stored(code, 'PARTNERSHIP')).toMatchObject([
      { code, name: 'Drawn', origin: 'IMPORTED', area: 9_000_000 },
    ]);
  });

  test('nationwide_file: of all partnerships in a file, its own is taken and the others are outside', async () => {
    const code = await newPartnership();
    const { account } = await importAreas(database, code, 'PARTNERSHIP', [
      { code: 'E22009999', ring: box(9000, 0, 1000) },
      { code, ring: box(0, 0, 1000) },
    ]);
    expect(account.line()).toBe('read 2 = loaded 1 + unchanged 0 + outside 1 + unlocated 0 + rejected 0');
    expect(await stored(code, 'PARTNERSHIP')).toMatchObject([{ code, area: 1_000_000 }]);
  });

  test('nationwide_file without its own is refused, and one area under the code of the district is taken', async () => {
    const code = await newPartnership();
    const district = { code: 'E06000056', name: 'District', ring: box(0, 0, 1000) };
    const refused = await problemOf(
      importAreas(database, code, 'PARTNERSHIP', [district, { code: 'E06000055', ring: box(1000, 0, 1000) }]),
    );
    expect(refused.message).toMatch(/^areas\.geojson: several areas, and none .* --code-field/);
    expect(await stored(code, 'PARTNERSHIP')).toEqual([]);
    await importAreas(database, code, 'PARTNERSHIP', [district]);
    expect(await stored(code, 'PARTNERSHIP')).toMatchObject([{ code, name: 'District' }]);
  });
});
