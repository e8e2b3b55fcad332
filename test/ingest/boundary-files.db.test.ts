import { zipSync } from 'fflate';
import type { AreaKind } from '../../src/domain/areas';
import { importBoundaries } from '../../src/ingest';
import type { BoundaryImport } from '../../src/ingest/boundaries';
import type { Database } from '../../src/platform/database';
import { describeWithSharedData } from '../shared-data';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf, withoutLedger } from '../support/dump';
import { fixturePath } from '../support/fixtures';
import { box, importAreas, partnershipOf } from '../support/ground';
import { fileOf, problemOf } from './files';
import { geoJson, geoPackage, kml, PRJ, shapefile, type TestFeature } from './geographic-files';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

let lastNumber = 0;
async function newPartnership(code?: string): Promise<string> {
  lastNumber += 1;
  const taken = code ?? `P${lastNumber}`;
  await partnershipOf(database, taken);
  return taken;
}

const importFile = (
  partnership: string,
  kind: keyof typeof AreaKind,
  path: string,
  options: Partial<BoundaryImport> = {},
) => importBoundaries(database, { partnership, kind: kind as AreaKind, paths: [path], ...options });

interface Stored {
  code: string;
  name: string;
  valid: boolean;
  area: number;
  origin: string;
  geom: string;
}
const stored = (partnership: string, kind: string) =>
  sql<Stored>(
    database,
    `SELECT a.code, a.name, ST_IsValid(a.geom) AS valid, ST_Area(a.geom) AS area, a.origin, a.geom::text AS geom
     FROM area a JOIN partnership p ON p.id = a.partnership_id
     WHERE p.code = :partnership AND a.kind = :kind ORDER BY a.code COLLATE "C"`,
    { partnership, kind },
  );
const dataVersion = async (code: string) =>
  (
    await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership WHERE code = :code', {
      code,
    })
  )[0].v;

/** The farthest that two partnerships' areas of a code are apart, in metres, by plain PostGIS. */
const farthestApart = async (one: string, other: string, kind: string) => {
  const [{ n, apart }] = await sql<{ n: number; apart: number }>(
    database,
    `SELECT count(*) AS n, max(ST_HausdorffDistance(a.geom, b.geom)) AS apart
     FROM area a JOIN area b ON b.kind = a.kind AND b.code = a.code
     JOIN partnership p ON p.id = a.partnership_id AND p.code = :one
     JOIN partnership q ON q.id = b.partnership_id AND q.code = :other WHERE a.kind = :kind`,
    { one, other, kind },
  );
  return { n, apart };
};

const WARDS: TestFeature[] = [
  { properties: { WD23CD: 'W1', WD23NM: 'One' }, polygons: [[box(0, 0, 1000)]] },
  {
    properties: { WD23CD: 'W2', WD23NM: 'Two' },
    polygons: [[box(1000, 0, 1000), box(1300, 300, 200)], [box(1350, 350, 50)]],
  },
];

describe('the CRS that a file declares', () => {
  /** The wards in another CRS, by PostGIS. */
  const inCrs = async (srid: number): Promise<TestFeature[]> => {
    const positions = WARDS.flatMap(({ polygons }) => polygons!.flat(2));
    const rows = await sql<{ x: number; y: number }>(
      database,
      `SELECT ST_X(p) AS x, ST_Y(p) AS y
       FROM unnest(:xs::float8[], :ys::float8[]) WITH ORDINALITY AS g (x, y, n),
         LATERAL (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(g.x, g.y), 27700), :srid::integer) AS p) t ORDER BY n`,
      { xs: positions.map(([x]) => x), ys: positions.map(([, y]) => y), srid },
    );
    let next = 0;
    const moved = () => {
      const { x, y } = rows[next++];
      return [x, y];
    };
    return WARDS.map(({ properties, polygons }) => ({
      properties,
      polygons: polygons!.map((rings) => rings.map((ring) => ring.map(moved))),
    }));
  };

  test.each([3857, 4258, 32630])('EPSG:%d comes to the same place as the National Grid', async (srid) => {
    const [grid, other] = [await newPartnership(), await newPartnership()];
    await importFile(grid, 'WARD', fileOf(shapefile(WARDS, { prj: PRJ.britishEsri }), 'wards.zip'));
    const { account } = await importFile(
      other,
      'WARD',
      fileOf(
        await geoPackage([{ name: 'wards', features: await inCrs(srid), srs: ['EPSG', srid] }]),
        'wards.gpkg',
      ),
    );
    expect(account.line()).toBe('read 2 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
    const { n, apart } = await farthestApart(grid, other, 'WARD');
    expect(n).toBe(2);
    // Degree-based and projected ways round differ by less than a millimetre, ETRS89 counts as WGS 84 here.
    expect(apart).toBeLessThan(0.01);
    expect((await stored(grid, 'WARD')).map(({ area }) => area)).toEqual([1_000_000, 962_500]);
  });

  test('stray_ward: of a CRS that only PostGIS knows, a ward in another country is refused, the others stay', async () => {
    const code = await newPartnership();
    const [one, two] = await inCrs(3857);
    const away = {
      ...two,
      polygons: two.polygons!.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x + 3e6, y]))),
    };
    const path = fileOf(
      geoJson([one, away], { crs: { properties: { name: 'urn:ogc:def:crs:EPSG::3857' } } }),
    );
    const { account } = await importFile(code, 'WARD', path);
    expect(account.breakdown()).toEqual([
      'rejected 1, geometry: coordinates that lie outside the United Kingdom (test.csv line 2)',
    ]);
    expect((await stored(code, 'WARD')).map((ward) => ward.code)).toEqual(['W1']);
  });

  test.each<[string, number, RegExp]>([
    ['unknown_to_postgis', 987654, /PostGIS cannot bring coordinates of EPSG:987654 to the National Grid/],
    ['of_another_country', 26910, /in EPSG:26910 nothing of it would lie in the United Kingdom/],
    ['degrees_as_mercator', 3857, /in EPSG:3857 nothing of it would lie in the United Kingdom/],
  ])('%s is refused, and nothing is stored', async (name, srid, reason) => {
    const code = await newPartnership();
    const before = await dumpOf(database);
    const features = name === 'degrees_as_mercator' ? await inCrs(4326) : WARDS;
    const bytes = await geoPackage([{ name: 'wards', features, srs: ['EPSG', srid] }]);
    const refused = await problemOf(importFile(code, 'WARD', fileOf(bytes, 'wards.gpkg')));
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(reason) });
    expect(refused.message).toMatch(/--crs/);
    expect(await dumpOf(database)).toEqual(before);
  });
});

test('one ward in every format is the same: a second format changes nothing but the ledger', async () => {
  const code = await newPartnership();
  await importFile(code, 'WARD', fileOf(geoJson(WARDS), 'wards.json'), { crs: 'EPSG:27700' });
  const before = withoutLedger(await dumpOf(database));
  for (const [bytes, name] of [
    [kml(WARDS), 'wards.kml'],
    [await geoPackage([{ name: 'wards', features: WARDS }]), 'wards.gpkg'],
  ] as const) {
    const { account } = await importFile(code, 'WARD', fileOf(bytes, name), { crs: 'EPSG:27700' });
    expect(account.line()).toBe('read 2 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 0');
  }
  expect(withoutLedger(await dumpOf(database))).toEqual(before);
});

test('a zip archive of one file is what the file is', async () => {
  const code = await newPartnership();
  const zipped = (name: string, bytes: Buffer) =>
    fileOf(Buffer.from(zipSync({ [name]: bytes })), 'download.zip');
  const wards = await geoPackage([{ name: 'wards', features: WARDS, srs: ['EPSG', 27700] }]);
  expect((await importFile(code, 'WARD', zipped('wards.gpkg', wards))).account.count('loaded')).toBe(2);
  const table = Buffer.from('ward code,SNT area\nW1,A\n');
  expect((await importFile(code, 'SNT_AREA', zipped('snt.csv', table))).account.count('loaded')).toBe(1);
});

test('a file that is damaged leaves the database as it was', async () => {
  const code = await newPartnership();
  const before = await dumpOf(database);
  const whole = [
    kml(WARDS),
    await geoPackage([{ name: 'wards', features: WARDS }]),
    shapefile(WARDS),
    geoJson(WARDS),
  ];
  for (const bytes of whole)
    for (const part of [0.3, 0.9]) {
      const path = fileOf(bytes.subarray(0, Math.floor(bytes.length * part)), 'wards.x');
      expect((await problemOf(importFile(code, 'WARD', path, { crs: 'EPSG:27700' }))).code).toBe(
        'BAD_USER_INPUT',
      );
    }
  expect(await dumpOf(database)).toEqual(before);
});

describe('SNT areas from a table of wards', () => {
  /** Four wards in a row, of which the last two are of 2023. */
  const town = async () => {
    const code = await newPartnership();
    await importAreas(database, code, 'WARD', [
      { code: 'W1', ring: box(0, 0, 1000) },
      { code: 'W2', ring: box(1000, 0, 1000) },
    ]);
    await importAreas(
      database,
      code,
      'WARD',
      [
        { code: 'W3', ring: box(2000, 0, 1000) },
        { code: 'W4', ring: box(3000, 0, 1000) },
      ],
      { validFrom: '2023-05-04' },
    );
    return code;
  };
  const importTable = (code: string, lines: string[], options: Partial<BoundaryImport> = {}) =>
    importFile(code, 'SNT_AREA', fileOf(`${lines.join('\r\n')}\r\n`, 'wards-to-snt.csv'), options);
  const areasOf = async (code: string) =>
    (await stored(code, 'SNT_AREA')).map((area) => `${area.code} ${area.name} ${area.area} ${area.origin}`);

  test('are the union of their wards, without the line between them', async () => {
    const code = await town();
    const { account, remarks } = await importTable(code, [
      'Ward Code,SNT area',
      'W1,North & East',
      'W2,North & East',
      'W3,"South, rural"',
      'W4,"South, rural"',
    ]);
    expect(account.line()).toBe('read 4 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
    expect(remarks).toEqual([]);
    expect(await areasOf(code)).toEqual([
      'north-and-east North & East 2000000 DERIVED',
      'south-rural South, rural 2000000 DERIVED',
    ]);
    const [{ rings, valid }] = await sql<{ rings: number; valid: boolean }>(
      database,
      `SELECT sum(ST_NRings(a.geom)) AS rings, bool_and(ST_IsValid(a.geom)) AS valid FROM area a
       JOIN partnership p ON p.id = a.partnership_id WHERE p.code = :code AND a.kind = 'SNT_AREA'`,
      { code },
    );
    expect([rings, valid]).toEqual([2, true]);
  });

  test('the same table again, in another order, changes nothing', async () => {
    const code = await town();
    await importTable(code, ['ward code,snt area', 'W1,A', 'W2,A', 'W3,B']);
    const version = await dataVersion(code);
    const { account } = await importTable(code, ['ward code,snt area', 'W3,B', 'W2,A', 'W1,A']);
    expect(account.line()).toBe('read 3 = loaded 0 + unchanged 3 + outside 0 + unlocated 0 + rejected 0');
    expect(await dataVersion(code)).toBe(version);
    expect(
      (await importTable(code, ['ward code,snt area', 'W1,A', 'W2,B', 'W3,B'])).account.count('loaded'),
    ).toBe(3);
    expect(await areasOf(code)).toEqual(['a A 1000000 DERIVED', 'b B 2000000 DERIVED']);
    expect(await dataVersion(code)).toBe(version + 1);
  });

  test('unknown_ward, overlap, repetition, blanks: refused by line; gaps and areas left behind are named', async () => {
    const code = await town();
    await importTable(code, ['ward code,snt area', 'W4,Old']);
    const { account, remarks } = await importTable(code, [
      'Name,WD23CD,Ward name',
      'A,W1,One',
      'A,W9,Nine',
      'B,W1,One',
      'A,W1,One',
      'A,,None',
      ' ,W2,Two',
      'B,W2',
      '-,W2,Two',
      'B,W3,Three',
    ]);
    expect(account.line()).toBe('read 9 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 7');
    const rejects = await sql<{ line: number; field: string; reason: string }>(
      database,
      `SELECT r.line, r.field, r.reason FROM reject r JOIN partnership p ON p.id = r.partnership_id
       WHERE p.code = :code ORDER BY r.line`,
      { code },
    );
    expect(rejects.map(({ line, field, reason }) => `${line} ${field}: ${reason}`)).toEqual([
      expect.stringMatching(/^3 ward: no ward of the partnership that is valid on \d{4}-/),
      '4 ward: this ward is in another SNT area by line 2; it can be in one only',
      '5 ward: the same as line 2',
      '6 ward: blank, or longer than 100 characters',
      '7 SNT area: blank, or longer than 100 characters',
      '8 row: 2 fields where the header has 3 columns',
      '9 SNT area: without a letter or digit',
    ]);
    expect(remarks).toEqual([
      'wards-to-snt.csv: 2 of 4 wards are in no SNT area: W2, W4',
      'wards-to-snt.csv: SNT areas of earlier files that are not in this one stay valid: old',
    ]);
    expect(await areasOf(code)).toEqual([
      'a A 1000000 DERIVED',
      'b B 1000000 DERIVED',
      'old Old 1000000 DERIVED',
    ]);
  });

  test('a third column is the code; headers may be anything where there are two columns', async () => {
    const code = await town();
    await importTable(code, ['SNT code,SNT name,ward_code', 'S7,Alpha,W1', 'S7,Alpha,W2']);
    expect(await areasOf(code)).toEqual(['S7 Alpha 2000000 DERIVED']);
    await importTable(code, ['Beat,WARD CODE', 'Beta,W3']);
    expect(await areasOf(code)).toEqual(['S7 Alpha 2000000 DERIVED', 'beta Beta 1000000 DERIVED']);
    await importTable(code, ['beat id,ward,beat name', 'S8,W4,Gamma'], {
      codeField: 'Beat ID',
      nameField: 'Beat name',
    });
    expect((await areasOf(code))[1]).toBe('S8 Gamma 1000000 DERIVED');
  });

  test('are made of the wards of the day on which they begin', async () => {
    const code = await town();
    const lines = ['ward code,snt area', 'W1,A', 'W3,A'];
    const { account } = await importTable(code, lines, { validFrom: '2015-01-01', validTo: '2023-05-03' });
    expect(account.rejects()[0]).toMatchObject({
      reason: 'no ward of the partnership that is valid on 2015-01-01',
    });
    await importTable(code, lines, { validFrom: '2023-05-04' });
    expect((await stored(code, 'SNT_AREA')).map(({ area }) => area).sort()).toEqual([1_000_000, 2_000_000]);
  });

  test.each<[string, string[], RegExp]>([
    [
      'no_header',
      ['E05000001,North', 'E05000002,North'],
      /line 1: the first line must be the names of the columns/,
    ],
    ['no_ward', ['a,b', 'W1,North'], /line 1: no column of ward codes was recognised/],
    ['no_area', ['ward code,x,y', 'W1,North,1'], /no column of SNT areas was recognised/],
    ['two_wards', ['WD22CD,WD23CD,SNT area', 'W1,W1,North'], /leave open which is the ward/],
    ['semicolons', ['ward code;SNT area', 'W1;North'], /must be separated by commas/],
    ['quotes', ['ward code,SNT area', '"W1,North'], /quotation mark is opened here and never closed/],
  ])('%s is refused as a whole', async (_, lines, reason) => {
    const code = await town();
    const refused = await problemOf(importTable(code, lines));
    expect(refused.message).toMatch(reason);
    expect(refused.message).not.toMatch(/North/);
    expect(await areasOf(code)).toEqual([]);
  });

  test('without wards, and for another kind, a table is refused', async () => {
    const bare = await newPartnership();
    expect((await problemOf(importTable(bare, ['ward code,snt area', 'W1,A']))).message).toMatch(
      /has no wards that are valid on .* Import them first/,
    );
    const path = fileOf('ward code,snt area\nW1,A\n', 'x.csv');
    expect((await problemOf(importFile(bare, 'WARD', path))).message).toMatch(/A table can tell SNT areas/);
  });
});

/** Imports wards from a TopoJSON and a GeoJSON file, and expects them on the same ground. */
async function expectSameWards(topoJson: string, geoJsonFile: string): Promise<void> {
  const [topo, geo] = [await newPartnership(), await newPartnership()];
  const { account } = await importFile(topo, 'WARD', topoJson);
  expect(account.count('rejected')).toBe(0);
  expect(account.count('loaded')).toBeGreaterThan(0);
  await importFile(geo, 'WARD', geoJsonFile);
  const { n, apart } = await farthestApart(topo, geo, 'WARD');
  expect(n).toBe(account.count('loaded'));
  // Half a step of the quantisation, 5.6e-5 by 3.9e-5 degrees at most, in each direction.
  expect(apart).toBeLessThan(3);
}

describe('the wards of Central Bedfordshire', () => {
  const WARDS = fixturePath('bedfordshire/wards.geojson');

  test('SNT areas of real wards have no slivers between them', async () => {
    const code = await newPartnership();
    await importFile(code, 'WARD', WARDS);
    const codes = (await stored(code, 'WARD')).map((ward) => ward.code);
    const lines = codes.map((ward, i) => `${ward},${i < 15 ? 'First' : 'Second'}`);
    const path = fileOf(['ward code,SNT area', ...lines, ''].join('\n'), 'wards-to-snt.csv');
    expect((await importFile(code, 'SNT_AREA', path)).account.count('loaded')).toBe(31);
    const [{ apart }] = await sql<{ apart: number }>(
      database,
      `SELECT abs(sum(ST_Area(a.geom)) FILTER (WHERE a.kind = 'SNT_AREA')
           - sum(ST_Area(a.geom)) FILTER (WHERE a.kind = 'WARD')) AS apart
         FROM area a JOIN partnership p ON p.id = a.partnership_id WHERE p.code = :code`,
      { code },
    );
    expect(apart).toBeLessThan(0.001);
  });

  test('TopoJSON is the GeoJSON within quantisation', () =>
    expectSameWards(fixturePath('bedfordshire/wards.topojson'), WARDS));
});

describeWithSharedData(
  'published files',
  [
    'boundaries/csp/CSP.gpkg.gz',
    'asb_lancashire/lancashire_wards.gpkg',
    'boundaries/wards_by_lad',
    'postcodes/polygons',
  ],
  (csp, lancashire, wards, postcodes) => {
    test('of the 314 Community Safety Partnerships each takes its own, on the National Grid', async () => {
      const code = await newPartnership('E22000353');
      const { account, repairs } = await importFile(code, 'PARTNERSHIP', csp);
      expect(account.line()).toBe(
        'read 314 = loaded 1 + unchanged 0 + outside 313 + unlocated 0 + rejected 0',
      );
      expect(repairs).toEqual([]);
      const [own] = await stored(code, 'PARTNERSHIP');
      expect(own).toMatchObject({ code, name: 'Central Bedfordshire', valid: true, origin: 'IMPORTED' });
      // 716 km², says the ONS.
      expect(own.area / 1e6).toBeCloseTo(716, -1);
      expect((await importFile(code, 'PARTNERSHIP', csp)).account.line()).toMatch(
        /unchanged 1 \+ outside 313/,
      );
    });

    test('the one with an invalid ring, Allerdale, is repaired and reported', async () => {
      const code = await newPartnership('E22000031');
      const { account, repairs } = await importFile(code, 'PARTNERSHIP', csp);
      expect(account.count('loaded')).toBe(1);
      expect(repairs).toEqual([
        expect.stringMatching(
          /^CSP\.gpkg\.gz, feature \d+: .*[Ss]elf-intersection, repaired; the area changed by \d+ m²$/,
        ),
      ]);
      expect(await stored(code, 'PARTNERSHIP')).toMatchObject([{ name: 'Allerdale', valid: true }]);
    });

    test('all 314 can be stored, and only that one is repaired', async () => {
      const code = await newPartnership();
      const { account, repairs } = await importFile(code, 'LSOA', csp, {
        codeField: 'CSP',
        nameField: 'CSPn',
      });
      expect(account.line()).toBe(
        'read 314 = loaded 314 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
      );
      expect(repairs).toHaveLength(1);
      expect((await stored(code, 'LSOA')).every(({ valid, area }) => valid && area > 1e6)).toBe(true);
    });

    test('the wards of Lancashire, by their codes and names', async () => {
      const code = await newPartnership();
      const { account, repairs } = await importFile(code, 'WARD', lancashire);
      expect(account.line()).toBe(
        'read 271 = loaded 271 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
      );
      expect(repairs).toEqual([]);
      expect((await stored(code, 'WARD'))[0]).toMatchObject({ code: 'E05001643', name: 'Anchorsholme' });
    });

    test.each(['E06000056', 'E08000006', 'E06000004'])(
      'TopoJSON of %s is its GeoJSON within quantisation',
      (lad) => expectSameWards(`${wards}/topo_${lad}.json`, `${wards}/${lad}.json`),
    );

    test('postcode districts from KML are those from GeoJSON', async () => {
      const [fromKml, fromJson] = [await newPartnership(), await newPartnership()];
      await importFile(fromKml, 'POSTCODE_DISTRICT', `${postcodes}/LU.kml`);
      await importFile(fromJson, 'POSTCODE_DISTRICT', `${postcodes}/LU.geojson`);
      const { n, apart } = await farthestApart(fromKml, fromJson, 'POSTCODE_DISTRICT');
      expect(n).toBe(7);
      expect(apart).toBe(0);
      expect((await stored(fromKml, 'POSTCODE_DISTRICT')).map(({ name }) => name)).toEqual(
        (await stored(fromJson, 'POSTCODE_DISTRICT')).map(({ name }) => name),
      );
    });
  },
);
