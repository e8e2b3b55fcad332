import 'reflect-metadata';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import {
  type BoundaryOptions,
  type BoundaryRecord,
  isBoundaryReject,
  readBoundaries,
} from '../../src/ingest/boundaries/records';
import { Content } from '../../src/ingest/reading/content';
import { Problem } from '../../src/platform/errors';
import { openSource } from '../../src/platform/files';
import { describeWithSharedData } from '../shared-data';
import { fileOf, gather, problemOf } from './files';
import {
  dbase,
  geoJson,
  geoPackage,
  kml,
  type Polygon,
  type Position,
  PRJ,
  packageBlob,
  record,
  shapefile,
  shapes,
  shapesOf,
  type TestFeature,
  topoJson,
  wkb,
} from './geographic-files';

const read = async (bytes: Buffer | string, options?: BoundaryOptions, name = 'areas.dat') =>
  gather(readBoundaries(await Content.of(await openSource(fileOf(bytes, name))), options));
const refusal = async (bytes: Buffer | string, options?: BoundaryOptions) =>
  (await problemOf(read(bytes, options))).message;
const areas = async (bytes: Buffer | string, options?: BoundaryOptions): Promise<BoundaryRecord[]> =>
  (await read(bytes, options)).map((row) => {
    if (isBoundaryReject(row)) throw new Error(`feature ${row.line} was refused: ${row.reason}`);
    return row;
  });
const reasons = async (bytes: Buffer | string, options?: BoundaryOptions) =>
  (await read(bytes, options)).map((row) =>
    isBoundaryReject(row) ? `${row.line} ${row.field}: ${row.reason}` : row.code,
  );

const box = (x: number, y: number, width: number): Position[] => [
  [x, y],
  [x + width, y],
  [x + width, y + width],
  [x, y + width],
  [x, y],
];
const SCALE = 1e-6;
const degrees = (polygon: Polygon): Polygon =>
  polygon.map((ring) => ring.map(([x, y]) => [(x - 900_000) * SCALE, (y + 51_000_000) * SCALE]));

/** A plain ward, one with a hole, and one of two parts, of which the second has a hole and an island in it. */
const GRID: TestFeature[] = [
  {
    properties: { WD23CD: 'E05000001', WD23NM: 'Plain & simple' },
    polygons: [[box(400_000, 200_000, 1000)]],
  },
  {
    properties: { WD23CD: 'E05000002', WD23NM: 'With a hole' },
    polygons: [[box(402_000, 200_000, 1000), box(402_300, 200_300, 200)]],
  },
  {
    properties: { WD23CD: 'E05000003', WD23NM: 'Of parts' },
    polygons: [
      [box(404_000, 200_000, 1000)],
      [box(406_000, 200_000, 1000), box(406_200, 200_200, 600)],
      [box(406_400, 200_400, 100)],
    ],
  },
];
const LONGLAT = GRID.map((feature) => ({ ...feature, polygons: feature.polygons!.map(degrees) }));

/** Each ring as its smallest rotation in one direction, so that formats that turn rings can be compared. */
function canonical({ code, name, geometry }: BoundaryRecord) {
  const ringOf = (ring: number[][]) => {
    const points = ring.slice(1).map(([x, y]) => `${x.toFixed(6)} ${y.toFixed(6)}`);
    const least = [...points].sort()[0];
    const from = (list: string[]) => {
      const at = list.indexOf(least);
      return [...list.slice(at), ...list.slice(0, at)].join(', ');
    };
    return [from(points), from([...points].reverse())].sort()[0];
  };
  return { code, name, polygons: geometry.coordinates.map((rings) => rings.map(ringOf)) };
}

const FORMATS: [string, (features: TestFeature[]) => Buffer | Promise<Buffer>][] = [
  ['GeoJSON', (features) => geoJson(features)],
  ['TopoJSON', (features) => topoJson({ wards: features })],
  ['KML', (features) => kml(features)],
  [
    'KMZ',
    (features) => Buffer.from(zipSync({ 'doc.kml': kml(features), 'files/icon.png': Buffer.alloc(9) })),
  ],
  ['GeoPackage', (features) => geoPackage([{ name: 'wards', features }])],
  ['zipped Shapefile', (features) => shapefile(features)],
];

describe.each(FORMATS)('%s', (_, write) => {
  test('has the same wards as every other format, packed or not, whatever the name of the file', async () => {
    const bytes = await write(LONGLAT);
    const expected = (await areas(geoJson(LONGLAT))).map(canonical);
    expect(expected[2].polygons).toHaveLength(3);
    for (const content of [bytes, gzipSync(bytes)]) {
      const found = await areas(content, { kind: 'WARD' });
      expect(found.map(canonical)).toEqual(expected);
      expect(found.map(({ feature, crs, repairs }) => [feature, crs, repairs])).toEqual([
        [1, 'EPSG:4326', []],
        [2, 'EPSG:4326', []],
        [3, 'EPSG:4326', []],
      ]);
    }
  });

  test('no_geometry is refused feature by feature', async () => {
    const [first, second] = LONGLAT;
    expect(await reasons(await write([first, { ...second, polygons: null }]))).toEqual([
      'E05000001',
      '2 geometry: no geometry',
    ]);
  });

  test('eastings_as_degrees: the whole file, with a hint', async () => {
    if (_ === 'TopoJSON') return; // quantised to millionths, it would need other steps
    expect(await refusal(await write(GRID))).toMatch(
      /^areas\.dat: feature 1: the coordinates look like eastings and northings .* Say --crs 27700\.$/,
    );
    expect((await areas(await write(GRID), { crs: 'EPSG:27700' }))[0].crs).toBe('EPSG:27700');
  });

  test('cut short, or damaged in any byte, it is refused with a Problem or read row by row; never a crash', async () => {
    const bytes = await write(LONGLAT);
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.integer({ min: 0, max: bytes.length - 1 }).map((end) => bytes.subarray(0, end)),
          fc
            .array(
              fc.tuple(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })),
              {
                minLength: 1,
                maxLength: 6,
              },
            )
            .map((changes) => {
              const damaged = Buffer.from(bytes);
              for (const [at, byte] of changes) damaged[at] = byte;
              return damaged;
            }),
        ),
        async (damaged) => {
          try {
            await read(damaged);
          } catch (fault) {
            if (!(fault instanceof Problem)) throw fault;
            expect(fault.message).toMatch(/^areas\.dat[:,]/);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('cut_in_the_middle is refused as a whole', async () => {
    const bytes = await write(LONGLAT);
    const fault = await problemOf(read(bytes.subarray(0, bytes.length >> 1)));
    expect(fault).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/too early|damaged/),
    });
  });
});

describe('coordinate reference system', () => {
  test.each([
    ['EPSG', 27700, 'EPSG:27700', GRID],
    ['epsg', 4258, 'EPSG:4258', LONGLAT],
    ['EPSG', 3857, 'EPSG:3857', GRID],
  ] as const)('of a GeoPackage: %s %d', async (organization, code, crs, features) => {
    const layer = { name: 'wards', features: [...features], srs: [organization, code] as [string, number] };
    expect((await areas(await geoPackage([layer])))[0].crs).toBe(crs);
  });

  test.each([
    ['britishEsri', 'EPSG:27700', GRID],
    ['britishOgc', 'EPSG:27700', GRID],
    ['wgs84', 'EPSG:4326', LONGLAT],
    ['mercator', 'EPSG:3857', GRID],
  ] as const)('of a shapefile: %s', async (prj, crs, features) => {
    expect((await areas(shapefile([...features], { prj: PRJ[prj] })))[0].crs).toBe(crs);
  });

  test.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['prj_missing', () => shapefile(GRID, { prj: null }), 'there is no .prj in the archive'],
    [
      'prj_unknown',
      () => shapefile(GRID, { prj: 'PROJCS["Somewhere",GEOGCS["x"]]' }),
      'its .prj has a CRS that is not known here',
    ],
    [
      'undefined_srs',
      () => geoPackage([{ name: 'wards', features: GRID, srs: ['NONE', -1] }]),
      'its layer declares no CRS of EPSG',
    ],
  ])('%s: the CRS cannot be told, but what it looks like can', async (_, write, reason) => {
    const bytes = await write();
    expect(await refusal(bytes)).toBe(
      `areas.dat: ${reason}, so its coordinates cannot be placed. They look like EPSG:27700: if they are, name it with ` +
        '--crs, e.g. --crs 27700.',
    );
    expect(await areas(bytes, { crs: 'EPSG:27700' })).toHaveLength(3);
  });

  test('lying_prj: metres of another country under WGS 84, and degrees under the National Grid', async () => {
    const away = GRID.map((feature) => ({
      ...feature,
      polygons: feature.polygons!.map((rings) =>
        rings.map((ring) => ring.map(([x, y]) => [x, y + 5_000_000])),
      ),
    }));
    expect(await refusal(shapefile(away))).toBe(
      'areas.dat: feature 1: the coordinates are no longitude and latitude: they are beyond all degrees, whatever the ' +
        'file says. Name the right CRS with --crs.',
    );
    expect(await refusal(shapefile(LONGLAT, { prj: PRJ.britishEsri }))).toMatch(/Say --crs 4326\.$/);
    const mercator = GRID.map((feature) => ({ ...feature, polygons: [[box(-90_000, 6_780_000, 1000)]] }));
    for (const prj of [PRJ.wgs84, PRJ.britishEsri])
      expect(await refusal(shapefile(mercator, { prj }))).toMatch(/Web Mercator .* Say --crs 3857\.$/);
  });
});

describe('layers', () => {
  const other = [{ properties: { code: 'X', name: 'Other' }, polygons: LONGLAT[0].polygons }];
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['TopoJSON', () => topoJson({ wards: LONGLAT, other })],
    [
      'GeoPackage',
      () =>
        geoPackage([
          { name: 'other', features: other },
          { name: 'wards', features: LONGLAT },
        ]),
    ],
    [
      'zipped Shapefile',
      () =>
        Buffer.from(
          zipSync({
            'a/wards.SHP': shapes(LONGLAT),
            'a/WARDS.dbf': dbase(LONGLAT),
            'a/wards.prj': Buffer.from(PRJ.wgs84),
            'b/other.shp': shapes(other),
            'b/other.dbf': dbase(other),
            'b/other.prj': Buffer.from(PRJ.wgs84),
          }),
        ),
    ],
  ])('of %s: one is chosen by name, and asked for where there are several', async (_, write) => {
    const bytes = await write();
    expect(await refusal(bytes)).toMatch(
      /several layers\. The layers are: (other, wards|wards, other)\. Choose/,
    );
    expect(await refusal(bytes, { layer: 'nope' })).toMatch(/no layer as named by --layer\. The layers are/);
    expect(await areas(bytes, { layer: 'Wards' })).toHaveLength(3);
    expect((await areas(bytes, { layer: 'other' })).map(({ code }) => code)).toEqual(['X']);
  });
});

describe('shapefiles', () => {
  test('deleted_row is no feature; a name in Windows-1252, a code that is a number', async () => {
    const features = LONGLAT.map(({ polygons }, i) => ({
      properties: { CODE: i + 1, NAME: ['Llanelli', 'Caffè', 'Tŷ'][i] },
      polygons,
    }));
    const names = async (bytes: Buffer) =>
      (await areas(bytes)).map(({ feature, code, name }) => `${feature} ${code} ${name}`);
    expect(await names(shapefile(features, { dbf: dbase(features, 'utf8', [0]) }))).toEqual([
      '1 2 Caffè',
      '2 3 Tŷ',
    ]);
    const western = dbase(features.slice(0, 2), 'latin1');
    for (const cpg of [undefined, '1252', 'ISO-8859-1'])
      expect(await names(shapefile(features.slice(0, 2), { dbf: western, cpg }))).toEqual([
        '1 1 Llanelli',
        '2 2 Caffè',
      ]);
  });

  test('other shapes, and records that say more than they hold, are refused one by one', async () => {
    const good = shapes(LONGLAT.slice(0, 1)).subarray(100);
    const line = Buffer.alloc(44);
    line.writeInt32LE(3, 0);
    const endless = Buffer.from(good.subarray(8));
    endless.writeInt32LE(1_000_000_000, 40);
    const shp = shapesOf(good, record(2, line), record(3, endless));
    expect(await reasons(shapefile(LONGLAT, { shp }))).toEqual([
      'E05000001',
      '2 geometry: not a Polygon or MultiPolygon',
      '3 geometry: damaged',
    ]);
  });

  test.each<[string, Buffer, RegExp]>([
    ['without_dbf', shapefile(LONGLAT, { dbf: null }), /There are no properties/],
    ['dbf_of_another', shapefile(LONGLAT, { dbf: dbase(LONGLAT.slice(1)) }), /do not belong together/],
    [
      'dbf_cut',
      shapefile(LONGLAT, { dbf: dbase(LONGLAT).subarray(0, 150) }),
      /\.dbf is damaged or ends too early/,
    ],
    [
      'shp_cut',
      shapefile(LONGLAT, { shp: shapes(LONGLAT).subarray(0, 300) }),
      /\.shp is damaged or ends too early/,
    ],
    ['shp_of_nothing', shapefile(LONGLAT, { shp: Buffer.alloc(200) }), /\.shp is damaged/],
    ['shp_alone', shapes(LONGLAT), /Give a zip archive of its \.shp, \.dbf and \.prj\.$/],
    ['zip_of_text', Buffer.from(zipSync({ 'a.txt': Buffer.from('x') })), /no shapefile \(\.shp\) in the zip/],
    [
      'spreadsheet',
      Buffer.from(zipSync({ '[Content_Types].xml': Buffer.from('<x/>'), 'xl/a.xml': Buffer.from('') })),
      /this is a spreadsheet or document\. Save a table as CSV/,
    ],
  ])('%s', async (_, bytes, reason) => {
    expect(await refusal(bytes)).toMatch(reason);
  });

  test('zip_bomb is refused before it is unpacked, and nothing becomes larger than the archive says', async () => {
    const bomb = (says: number) => {
      const archive = Buffer.from(zipSync({ 'areas.shp': new Uint8Array(1_000_000) }));
      archive.writeUInt32LE(says, archive.indexOf('PK\u0001\u0002') + 24);
      return archive;
    };
    expect(await problemOf(read(bomb(300_000_000)))).toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringMatching(/more than 256 MB, unpacked/),
    });
    for (const says of [10, 2_000_000]) expect(await refusal(bomb(says))).toMatch(/damaged/);
  });
});

describe('KML', () => {
  const document = (placemark: string) => `<kml><Placemark><name>LU1</name>${placemark}</Placemark></kml>`;
  const polygon = (coordinates: string) =>
    document(
      `<Polygon><outerBoundaryIs><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></outerBoundaryIs></Polygon>`,
    );

  test('blanks after commas, heights, a ring left open, prefixes', async () => {
    const [area] = await areas(polygon('-0.5, 51.9, 10\n -0.4,51.9,10\t-0.4,52,10'));
    expect(area).toMatchObject({
      code: 'LU1',
      name: 'LU1',
      repairs: ['1 ring was closed', 'heights were left out'],
    });
    expect(area.geometry.coordinates[0][0]).toHaveLength(4);
    const prefixed = polygon('-0.5,51.9 -0.4,51.9 -0.4,52 -0.5,51.9')
      .replaceAll('<', '<k:')
      .replaceAll('<k:/', '</k:')
      .replace('<k:kml>', '<k:kml xmlns:k="http://www.opengis.net/kml/2.2">');
    expect(await areas(prefixed)).toHaveLength(1);
  });

  test.each([
    ['broken_number', polygon('-0.5,51.9 -0.4,abc -0.4,52'), 'a coordinate that is no finite number'],
    ['one_coordinate', polygon('-0.5 -0.4,51.9 -0.4,52'), 'a point without two coordinates'],
    ['no_coordinates', polygon(' '), 'a ring without points'],
    [
      'point',
      document('<Point><coordinates>-0.5,51.9</coordinates></Point>'),
      'not a Polygon or MultiPolygon',
    ],
    ['nothing', document('<description>x</description>'), 'no geometry'],
    [
      'point_and_line',
      document('<MultiGeometry><Point/><LineString/></MultiGeometry>'),
      'not a Polygon or MultiPolygon',
    ],
  ])('%s is refused', async (_, text, reason) => {
    expect(await reasons(text)).toEqual([`1 geometry: ${reason}`]);
  });

  test('entity_bomb: a DOCTYPE is refused before anything is expanded', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;">]><kml>&b;</kml>`;
    expect(await refusal(bomb)).toMatch(/the XML has a DOCTYPE, which KML has none of/);
    expect(await refusal('<kml><Placemark>&undeclared;</Placemark></kml>')).toMatch(/not well-formed XML/);
  });

  test.each([
    ['unclosed', '<kml><Placemark>', /the XML ends too early/],
    ['crossed', '<kml><a><b></a></b></kml>', /not well-formed XML/],
    ['nul', '<kml>\n\0</kml>', /line 2: there is a NUL byte/],
    ['utf-16', Buffer.from('\ufeff<kml></kml>', 'utf16le'), /UTF-16/],
    ['other_xml', '<gml:FeatureCollection xmlns:gml="x"/>', /this is XML or HTML, but not KML/],
    ['deep', `<kml>${'<Folder>'.repeat(20_000)}`, /ends too early/],
  ])('%s', async (_, text, reason) => {
    expect(await refusal(text)).toMatch(reason);
  });
});

describe('GeoPackages', () => {
  const [plain] = LONGLAT;
  const one = (blob: Buffer | string | null) =>
    geoPackage([{ name: 'wards', features: [plain], blobs: [blob] }]);

  test.each<[string, () => Promise<Buffer>, string]>([
    ['blob_of_text', () => one('POLYGON EMPTY'), 'damaged, or with curves'],
    [
      'cut_wkb',
      () => one(packageBlob(wkb(plain.polygons!).subarray(0, 60), 4326)),
      'damaged, or with curves',
    ],
    [
      'curve_polygon',
      () => one(packageBlob(Buffer.from([1, 10, 0, 0, 0, 0, 0, 0, 0]), 4326)),
      'damaged, or with curves',
    ],
    ['empty_flag', () => one(packageBlob(wkb([]), 4326, 0b10011)), 'no geometry'],
    [
      'endless_wkb',
      () => one(packageBlob(Buffer.from([1, 6, 0, 0, 0, 255, 255, 255, 255]), 4326)),
      'damaged, or with curves',
    ],
    ['nested', () => one(packageBlob(nestedCollections(50_000), 4326)), 'damaged, or with curves'],
  ])('%s is refused', async (_, write, reason) => {
    expect(await reasons(await write())).toEqual([`1 geometry: ${reason}`]);
  });

  test('an SQLite database that is none, and a layer that is a view, which would run what it says', async () => {
    expect(await refusal(await geoPackage([], ['DROP TABLE gpkg_geometry_columns']))).toMatch(
      /an SQLite database, but no GeoPackage/,
    );
    const endless =
      'CREATE VIEW wards AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS geom FROM n';
    const rows = ["INSERT INTO gpkg_geometry_columns VALUES ('wards', 'geom', 'GEOMETRY', 7, 0, 0)"];
    expect(await refusal(await geoPackage([], [endless, ...rows]))).toMatch(
      /there is no layer of features in it/,
    );
  });
});

/** A collection in a collection in a collection … */
function nestedCollections(depth: number): Buffer {
  return Buffer.concat(Array.from({ length: depth }, () => Buffer.from([1, 7, 0, 0, 0, 1, 0, 0, 0])));
}

describe('TopoJSON', () => {
  const topology = (member: object, arcs: unknown = [[[0, 0]]]) =>
    JSON.stringify({ type: 'Topology', objects: { a: { properties: { code: 'a' }, ...member } }, arcs });

  test.each([
    ['arc_that_is_not_there', topology({ type: 'Polygon', arcs: [[7]] }), 'its arcs are damaged'],
    ['arcs_of_text', topology({ type: 'Polygon', arcs: 'x' }), 'a coordinate that is no finite number'],
    ['no_arcs', topology({ type: 'Polygon' }), 'its arcs are damaged'],
    ['line', topology({ type: 'LineString', arcs: [0] }), 'not a Polygon or MultiPolygon'],
  ])('%s is refused', async (_, text, reason) => {
    const [row] = await reasons(text);
    expect(row).toMatch(/^1 geometry: /);
    if (_ !== 'arcs_of_text') expect(row).toBe(`1 geometry: ${reason}`);
  });

  test('arc_bomb: arcs used again and again are counted before they are put together', async () => {
    const arc = Array.from({ length: 10_000 }, () => [0, 0]);
    const text = topology({ type: 'Polygon', arcs: [Array(10_000).fill(0)] }, [arc]);
    expect(await problemOf(read(text))).toMatchObject({ code: 'TOO_LARGE' });
    const deep = topology({ type: 'Polygon', arcs: 0 }).replace(
      '"arcs":0',
      `"arcs":${'['.repeat(5000)}${']'.repeat(5000)}`,
    );
    expect(await reasons(deep)).toHaveLength(1);
  });
});

test.each([
  ['nothing', '', /^areas\.dat: the file is empty\.$/],
  ['blanks', ' \n\n ', /the file is empty/],
  [
    'prose',
    'These are the wards.',
    /text of no format of boundaries\. The formats are: GeoJSON, TopoJSON, KML/,
  ],
  ['picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), /there is a NUL byte/],
  ['packed_twice', gzipSync(gzipSync('{}')), /packed with gzip twice/],
])('%s is no geographic file', async (_, bytes, reason) => {
  expect(await refusal(bytes)).toMatch(reason);
});

describeWithSharedData(
  'published shapefiles and packages',
  ['stats', 'boundaries/police/PFA.gpkg.gz'],
  (stats, forces) => {
    const zipped = (stem: string) => {
      const files: Record<string, Uint8Array> = {};
      for (const part of ['shp', 'dbf', 'prj', 'cpg'])
        if (existsSync(`${stem}.${part}`)) files[`areas.${part}`] = readFileSync(`${stem}.${part}`);
      return Buffer.from(zipSync(files));
    };

    test('a .prj that says WGS 84 over metres is refused with a hint', async () => {
      const bytes = zipped(`${stats}/sppt_vancouver/basic_test/areas`);
      expect(await refusal(bytes, { codeField: 'id' })).toMatch(
        /^areas\.dat: feature 1: the coordinates .*(EPSG:27700|beyond all degrees).* --crs/,
      );
    });

    test.each(['libpysal/columbus/columbus', 'libpysal/sids2/sids2', 'open_cp/SouthSide'])(
      '%s, without a .prj, is refused with a hint',
      async (stem) => {
        expect(await refusal(zipped(`${stats}/${stem}`))).toMatch(
          /there is no \.prj in the archive.* with --crs/,
        );
      },
    );

    test('another country, by its .prj, is read and left to PostGIS to refuse', async () => {
      const bytes = zipped(`${stats}/sppt_vancouver/vancouver_all/areas`);
      expect(await refusal(bytes)).toMatch(/its \.prj has a CRS that is not known here/);
    });

    test('the 44 police forces, whose code is named by the caller', async () => {
      const content = await Content.of(await openSource(forces));
      const rows = await gather(readBoundaries(content, { codeField: 'id' }));
      expect(rows).toHaveLength(44);
      expect(rows[0]).toMatchObject({ code: 'E23000001', name: 'E23000001', crs: 'EPSG:4326' });
      expect((await problemOf(gather(readBoundaries(content)))).message).toMatch(
        /The properties are: fid, id\./,
      );
    });
  },
);
