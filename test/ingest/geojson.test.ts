import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import { acceptsFeatures } from '../../src/ingest/boundaries/formats';
import {
  type BoundaryOptions,
  type BoundaryRecord,
  isBoundaryReject,
  readBoundaries,
} from '../../src/ingest/boundaries/records';
import { Content } from '../../src/ingest/reading/content';
import type { RowReject } from '../../src/ingest/reading/record';
import { openSource } from '../../src/platform/files';
import { describeWithSharedData } from '../shared-data';
import { fileOf, gather, problemOf } from './files';

type Points = number[][];

const SQUARE: Points = [
  [-0.5, 51.9],
  [-0.4, 51.9],
  [-0.4, 52.0],
  [-0.5, 52.0],
  [-0.5, 51.9],
];
const GRID: Points = [
  [500_000, 220_000],
  [501_000, 220_000],
  [501_000, 221_000],
  [500_000, 220_000],
];

const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings });
const feature = (geometry: unknown, properties: unknown = { WD13CD: 'E05008778', WD13NM: 'Ampthill' }) => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (features: unknown[], more = {}) => ({ type: 'FeatureCollection', ...more, features });

const contentOf = async (path: string) => Content.of(await openSource(path));
async function readText(text: string | Buffer, options?: BoundaryOptions, name = 'wards.geojson') {
  return gather(readBoundaries(await contentOf(fileOf(text, name)), options));
}
const read = (json: unknown, options?: BoundaryOptions) => readText(JSON.stringify(json), options);
const refusal = async (json: unknown, options?: BoundaryOptions) =>
  (await problemOf(read(json, options))).message;

function good(rows: (BoundaryRecord | RowReject)[]): BoundaryRecord[] {
  const refused = rows.find(isBoundaryReject);
  if (refused) throw new Error(`feature ${refused.line} was refused: ${refused.reason}`);
  return rows as BoundaryRecord[];
}

async function reasonFor(geometry: unknown): Promise<string> {
  const [row, ...more] = await read(collection([feature(geometry)]));
  expect(more).toEqual([]);
  if (!isBoundaryReject(row)) throw new Error('the geometry was accepted');
  expect(row).toMatchObject({ line: 1, field: 'geometry' });
  return row.reason;
}

describe('geometry', () => {
  test('mixed_types: Polygon and MultiPolygon both become MultiPolygon', async () => {
    const hole = SQUARE.map(([x, y]) => [x * 0.2 - 0.36, y * 0.2 + 41.56]);
    const rows = good(
      await read(
        collection([
          feature(polygon(SQUARE, hole)),
          feature({ type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE]] }, { WD13CD: 'b', WD13NM: 'B' }),
        ]),
      ),
    );
    expect(rows[0]).toEqual({
      feature: 1,
      code: 'E05008778',
      name: 'Ampthill',
      crs: 'EPSG:4326',
      geometry: { type: 'MultiPolygon', coordinates: [[SQUARE, hole]] },
      repairs: [],
    });
    expect(rows[1].geometry.coordinates).toEqual([[SQUARE], [SQUARE]]);
  });

  test('one Feature alone is read, too, and so is gzip', async () => {
    expect(good(await read(feature(polygon(SQUARE))))).toHaveLength(1);
    expect(good(await readText(gzipSync(JSON.stringify(feature(polygon(SQUARE))))))).toHaveLength(1);
  });

  test('unclosed_ring and heights are mended and reported', async () => {
    const open = SQUARE.slice(0, 4).map((point) => [...point, 12.5]);
    const [row] = good(await read(collection([feature(polygon(open))])));
    expect(row.geometry.coordinates).toEqual([[SQUARE]]);
    expect(row.repairs).toEqual(['1 ring was closed', 'heights were left out']);
  });

  test.each<[string, unknown, string | RegExp]>([
    ['no_geometry', null, 'no geometry'],
    ['point', { type: 'Point', coordinates: [-0.5, 51.9] }, 'not a Polygon or MultiPolygon'],
    ['geometry_collection', { type: 'GeometryCollection', geometries: [] }, 'not a Polygon or MultiPolygon'],
    ['empty_multipolygon', { type: 'MultiPolygon', coordinates: [] }, 'a MultiPolygon without polygons'],
    ['no_coordinates', { type: 'Polygon' }, 'a polygon without rings'],
    ['empty_polygon', polygon(), 'a polygon without rings'],
    ['empty_ring', polygon([]), 'a ring without points'],
    ['ring_of_text', polygon('ring'), 'a ring that is no list of points'],
    ['two_points', polygon(SQUARE.slice(0, 2)), 'a ring of fewer than three points'],
    ['there_and_back', polygon([SQUARE[0], SQUARE[1], SQUARE[0]]), 'a ring of fewer than three points'],
    ['one_coordinate', polygon([[1], ...SQUARE]), 'a point without two coordinates'],
    ['null_coordinate', polygon([[null, 51.9], ...SQUARE]), 'a coordinate that is no finite number'],
    ['text_coordinate', polygon([['-0.5', '51.9'], ...SQUARE]), 'a coordinate that is no finite number'],
    [
      'stray_point',
      polygon([...SQUARE.slice(0, 4), [-75, 40], SQUARE[0]]),
      /^coordinates that lie outside the United/,
    ],
    [
      'one_swapped',
      polygon([...SQUARE.slice(0, 4), [51.9, -0.5], SQUARE[0]]),
      'coordinates that look swapped',
    ],
  ])('%s is refused', async (_, geometry, reason) => {
    expect(await reasonFor(geometry)).toEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    );
  });

  test('coordinate_beyond_all_numbers', async () => {
    const text = JSON.stringify(collection([feature(polygon(SQUARE))])).replace('-0.5', '1e999');
    expect(await readText(text)).toEqual([
      { line: 1, field: 'geometry', reason: 'a coordinate that is no finite number' },
    ]);
  });

  test('features that are none', async () => {
    const rows = await read(collection([feature(polygon(SQUARE)), null, 7, {}, []]));
    expect(rows.map((row) => ('reason' in row ? row.line : 'good'))).toEqual(['good', 2, 3, 4, 5]);
  });
});

describe('coordinate reference system', () => {
  const crs = (name: string) => ({ crs: { type: 'name', properties: { name } } });
  const of = async (json: unknown, options?: BoundaryOptions) => good(await read(json, options))[0].crs;

  test.each([
    ['urn:ogc:def:crs:OGC:1.3:CRS84', SQUARE, 'EPSG:4326'],
    ['urn:ogc:def:crs:EPSG::4326', SQUARE, 'EPSG:4326'],
    ['EPSG:27700', GRID, 'EPSG:27700'],
    ['urn:ogc:def:crs:EPSG::27700', GRID, 'EPSG:27700'],
    ['urn:ogc:def:crs:EPSG:9.9.1:27700', GRID, 'EPSG:27700'],
  ])('%s', async (name, ring, expected) => {
    expect(await of(collection([feature(polygon(ring))], crs(name)))).toBe(expected);
  });

  test('the option overrules the file', async () => {
    const json = collection([feature(polygon(GRID))], crs('urn:ogc:def:crs:OGC:1.3:CRS84'));
    expect(await of(json, { crs: 'EPSG:27700' })).toBe('EPSG:27700');
  });

  test('a CRS that is none of EPSG is refused', async () => {
    for (const name of ['ESRI:102100', 'British grid', ''])
      expect(await refusal(collection([feature(polygon(SQUARE))], crs(name)))).toBe(
        'wards.geojson: its crs member names no CRS of EPSG, so its coordinates cannot be placed. They look like ' +
          'EPSG:4326: if they are, name it with --crs, e.g. --crs 4326.',
      );
  });

  test('eastings_as_degrees, degrees_as_eastings, latitude_first: the whole file, with a hint', async () => {
    expect(await refusal(collection([feature(polygon(GRID))]))).toBe(
      'wards.geojson: feature 1: the coordinates look like eastings and northings (EPSG:27700), not longitude and ' +
        'latitude. Say --crs 27700.',
    );
    expect(await refusal(collection([feature(polygon(SQUARE))]), { crs: 'EPSG:27700' })).toMatch(
      /Say --crs 4326\.$/,
    );
    const turned = SQUARE.map(([x, y]) => [y, x]);
    expect(await refusal(collection([feature(polygon(turned))]))).toMatch(
      /latitude before longitude\. Longitude comes first/,
    );
  });
});

describe('code and name', () => {
  const names = async (properties: unknown, options?: BoundaryOptions) => {
    const [row] = good(await read(collection([feature(polygon(SQUARE), properties)]), options));
    return [row.code, row.name];
  };

  test.each([
    [{ WD13CD: 'a', WD13CDO: 'x', WD13NM: 'A', WD13NMW: null }, ['a', 'A']],
    [{ WD23CD: 'a', WD23NM: 'A', LAD23CD: 'x', LAD23NM: 'X' }, ['a', 'A']],
    [{ lsoa11cd: 'a', lsoa11nm: 'A' }, ['a', 'A']],
    [{ lsoa21_name: 'A', lsoa21_code: 'a' }, ['a', 'A']],
    [{ OA11CD: 'a', LAD11CD: 'x' }, ['a', 'a']],
    [{ area_code: 'a', area_name: 'A' }, ['a', 'A']],
    [{ Code: 12, Name: 'A' }, ['12', 'A']],
    [{ name: 'LU1', description: 'LU1 postcode district' }, ['LU1', 'LU1']],
  ])('%j', async (properties, expected) => {
    expect(await names(properties)).toEqual(expected);
  });

  test('the kind decides between families', async () => {
    const properties = { LSOA21CD: 'l', LSOA21NM: 'L', WD23CD: 'w', WD23NM: 'W', LAD23CD: 'd', LAD23NM: 'D' };
    expect(await names(properties)).toEqual(['l', 'L']);
    expect(await names(properties, { kind: 'WARD' })).toEqual(['w', 'W']);
    expect(await names(properties, { kind: 'PARTNERSHIP' })).toEqual(['d', 'D']);
    const lsoas = collection([feature(polygon(SQUARE), { LSOA21CD: 'l', LSOA21NM: 'L' })]);
    expect(await refusal(lsoas, { kind: 'WARD' })).toMatch(/The properties are: LSOA21CD, LSOA21NM\./);
  });

  test('options name them', async () => {
    const properties = { objectid: 'E06000008', district: 'Blackburn with Darwen' };
    expect(await names(properties, { codeField: 'objectid', nameField: 'District' })).toEqual([
      'E06000008',
      'Blackburn with Darwen',
    ]);
    const json = collection([feature(polygon(SQUARE), properties)]);
    expect(await refusal(json)).toMatch(
      /The properties are: objectid, district\. Name them with --code-field/,
    );
    expect(await refusal(json, { codeField: 'nope' })).toMatch(
      /no property as named by --code-field\. The prop/,
    );
  });

  test('codes of several years are refused rather than guessed', async () => {
    const json = collection([feature(polygon(SQUARE), { WD21CD: 'a', WD22CD: 'b' })]);
    expect(await refusal(json)).toMatch(/codes of several years: WD21CD, WD22CD\./);
  });

  test('no properties, many, and names of them that are no words', async () => {
    expect(await refusal(collection([]))).toMatch(/There are no properties/);
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`p${i}\u001b[2J${'x'.repeat(99)}`, 1]),
    );
    const message = await refusal(collection([feature(polygon(SQUARE), many)]));
    expect(message).toMatch(/and 10 more\./);
    expect(message.length).toBeLessThan(2000);
    expect(message).not.toContain('\u001b');
  });

  test('blank, missing, overlong and repeated codes are refused feature by feature', async () => {
    const codes = ['a', ' ', null, undefined, {}, 'x'.repeat(101), 1.5, 'a'];
    const rows = await read(collection(codes.map((code) => feature(polygon(SQUARE), { code, name: 'A' }))));
    expect(
      rows.map((row) => ('reason' in row ? `${row.line} ${row.field}: ${row.reason}` : row.code)),
    ).toEqual([
      'a',
      ...[2, 3, 4, 5, 6, 7].map((n) => `${n} code: the code is blank, longer than 100 characters or no text`),
      '8 code: the same code as an earlier feature; an area must be one feature',
    ]);
  });
});

describe('files that are no GeoJSON', () => {
  const message = async (text: string | Buffer, options?: BoundaryOptions) =>
    (await problemOf(readText(text, options))).message;

  test('json_fault names the line and repeats nothing', async () => {
    const text = JSON.stringify(collection([feature(polygon(SQUARE))]), null, 1);
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('Ampthill'));
    lines[at] = lines[at].replace('"Ampthill"', 'Ampthill');
    const fault = await message(lines.join('\n'));
    expect(fault).toBe(`wards.geojson, line ${at + 1}: this is not JSON. Export the file again.`);
    expect(await message(text.slice(0, -20))).toMatch(/the JSON ends too early/);
    expect(await message('<html>\n')).toMatch(/this is XML or HTML, but not KML/);
    expect(await message('')).toBe('wards.geojson: the file is empty.');
  });

  test('other JSON, other geometry formats, binary', async () => {
    expect(await message('[]')).toMatch(/an object is wanted/);
    expect(await message('{}')).toMatch(/not a FeatureCollection or Feature/);
    expect(await message('{"type":"FeatureCollection","features":{}}')).toMatch(/has no list of features/);
    expect(await message('{"type":"Topology"}')).toMatch(/TopoJSON without its list of arcs/);
    expect(await message('{\n"a\0": 1}')).toMatch(/line 2: there is a NUL byte/);
    expect(await message(Buffer.from('{"a": "\xe9"}', 'latin1'))).toMatch(/not UTF-8/);
    expect(await message('['.repeat(1_000_000))).toMatch(/line 1: this is not JSON/);
  });

  test('too_large is refused before it is held in memory', async () => {
    const file = await openSource(fileOf(gzipSync(' '.repeat(5_000_000)), 'wards.geojson'));
    const fault = await problemOf(Content.of(file, 1_000_000));
    expect(fault.code).toBe('TOO_LARGE');
    expect(fault.message).toMatch(/^wards\.geojson: larger than 1 MB, unpacked\. Take the publisher's/);
  });
});

test('names of geographic files', () => {
  const names = ['a.geojson', 'b.json.gz', 'C.GEOJSON', 'd.kml', 'e.kmz', 'f.gpkg.gz', 'g.zip', 'h.topojson'];
  expect(names.filter((name) => !acceptsFeatures(name))).toEqual([]);
  expect(['a.csv', 'json', 'a.shp', 'a.xlsx'].some((name) => acceptsFeatures(name))).toBe(false);
});

describeWithSharedData(
  'published boundaries',
  ['boundaries', 'postcodes/polygons'],
  (boundaries, postcodes) => {
    test.each([
      ['wards_by_lad/E06000056.json', 'WARD', 31, 'Ampthill'],
      ['lsoa_by_lad/E06000056.json', 'LSOA', 157, 'Central Bedfordshire 012A'],
      ['gm_wards/2023/gm_ward_generalised.geojson', 'WARD', 215, 'Ancoats & Beswick'],
      [
        'lsoa21/boundaries_lsoa21_bedfordshire_cleveland_salford_manchester.geojson',
        'LSOA',
        1232,
        'Manchester 018A',
      ],
    ] as const)('%s', async (path, kind, count, first) => {
      const rows = good(await gather(readBoundaries(await contentOf(`${boundaries}/${path}`), { kind })));
      expect(rows).toHaveLength(count);
      expect(rows[0].name).toBe(first);
      expect(rows.every((row) => row.repairs.length === 0)).toBe(true);
    });

    test.each([
      ['LU', 7],
      ['MK', 26],
      ['SG', 19],
      ['AL', 10],
      ['HP', 24],
    ])('postcode districts of %s', async (area, count) => {
      const content = await contentOf(`${postcodes}/${area}.geojson`);
      const rows = good(await gather(readBoundaries(content, { kind: 'POSTCODE_DISTRICT' })));
      expect(rows).toHaveLength(count);
      for (const { code, name } of rows) expect([code.slice(0, 2), name]).toEqual([area, code]);
    });
  },
);
