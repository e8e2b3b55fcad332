import { importPlaces } from '../../src/ingest';
import type { PlaceImport } from '../../src/ingest/places';
import type { Database } from '../../src/platform/database';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dumpOf, withoutLedger } from '../support/dump';
import { box, importAreas, ORIGIN, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import { fileOf, problemOf } from './files';
import { geoPackage, shapefile } from './geographic-files';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

let lastNumber = 0;
let partnershipId = 0;
async function newPartnership(): Promise<string> {
  lastNumber += 1;
  const code = `P${lastNumber}`;
  partnershipId = await partnershipOf(database, code);
  await importAreas(database, code, 'WARD', [{ code: 'W1', name: 'Ward', ring: box(0, 0, 5000) }]);
  return code;
}

const importFile = (partnership: string, path: string, options: Partial<PlaceImport> = {}) =>
  importPlaces(database, { partnership, paths: [path], ...options });
const importTable = (partnership: string, lines: string[], options: Partial<PlaceImport> = {}) =>
  importFile(partnership, fileOf(`${lines.join('\n')}\n`, 'gazetteer.csv'), options);
/** A place in metres from the corner of the invented ground, as a table has it. */
const at = (x: number, y: number) => `${ORIGIN.easting + x},${ORIGIN.northing + y}`;

interface Place {
  name: string;
  kind: string;
  radius: number;
  area: number;
  easting: number;
  northing: number;
}
const placesOf = (partnership: string) =>
  sql<Place>(
    database,
    `SELECT place.name, place.kind, round(sqrt(ST_Area(ST_MinimumBoundingCircle(geom)) / pi())) AS radius, ST_Area(geom) AS area,
       ST_X(ST_Centroid(geom)) AS easting, ST_Y(ST_Centroid(geom)) AS northing
     FROM place JOIN partnership p ON p.id = partnership_id WHERE p.code = :partnership ORDER BY 1, 2`,
    { partnership },
  );
const dataVersion = async (code: string) =>
  (
    await sql<{ v: number }>(database, 'SELECT data_version AS v FROM partnership WHERE code = :code', {
      code,
    })
  )[0].v;

test('a table of eastings and northings: discs of the radius given, else of the kind', async () => {
  const code = await newPartnership();
  const { account } = await importTable(code, [
    'Name,Kind,Easting,Northing,Radius',
    `Downside,estate,${at(1000, 1000)},`,
    `Centre,Town-Centre,${at(2000, 1000)},`,
    `Park,park,${at(3000, 1000)},`,
    `Small,HOUSING ESTATE,${at(4000, 1000)},80`,
  ]);
  expect(account.line()).toBe('read 4 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
  expect((await placesOf(code)).map(({ name, kind, radius }) => `${name}: ${kind}, ${radius} m`)).toEqual([
    'Centre: town centre, 350 m',
    'Downside: estate, 250 m',
    'Park: park, 300 m',
    'Small: estate, 80 m',
  ]);
});

test('longitude and latitude come to the same place', async () => {
  const code = await newPartnership();
  const [{ x, y }] = await sql<{ x: number; y: number }>(
    database,
    `SELECT ST_X(p) AS x, ST_Y(p) AS y
     FROM ST_Transform(ST_SetSRID(ST_Point(:e, :n), 27700), 4326) AS p`,
    { e: ORIGIN.easting + 1000, n: ORIGIN.northing + 2000 },
  );
  await importTable(code, ['lat,long,place name,type', `${y.toFixed(8)},${x.toFixed(8)},Downside,estate`]);
  const [place] = await placesOf(code);
  expect(
    Math.hypot(place.easting - ORIGIN.easting - 1000, place.northing - ORIGIN.northing - 2000),
  ).toBeLessThan(0.01);
});

test('points and polygons of geographic formats, with one kind for a file that has none', async () => {
  const code = await newPartnership();
  const features = [{ properties: { name: 'Planets', fid2: 1 }, polygons: [[box(0, 0, 400)]] }];
  const bytes = await geoPackage([{ name: 'estates', features, srs: ['EPSG', 27700] }]);
  const path = fileOf(bytes, 'estates.gpkg');
  expect((await problemOf(importFile(code, path))).message).toMatch(
    /no property was recognised as the kind of a place\. The properties are: fid, name, fid2\. .*--kind/,
  );
  await importFile(code, path, { kind: 'estate' });
  const points = [
    { name: 'High Street', kind: 'town centre', radius: 120 },
    { name: 'Oldhills', kind: null, radius: null },
  ].map((properties, i) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: [ORIGIN.easting + 1000 * (i + 1), ORIGIN.northing + 1000] },
  }));
  const crs = { properties: { name: 'EPSG:27700' } };
  await importFile(
    code,
    fileOf(JSON.stringify({ type: 'FeatureCollection', crs, features: points }), 'p.json'),
    {
      kind: 'estate',
    },
  );
  expect((await placesOf(code)).map(({ name, kind, radius }) => `${name}: ${kind}, ${radius} m`)).toEqual([
    'High Street: town centre, 120 m',
    'Oldhills: estate, 250 m',
    'Planets: estate, 283 m', // half the diagonal of its square
  ]);
  expect((await placesOf(code))[2].area).toBe(160_000);
});

test('again changes nothing but the ledger; another radius replaces the place and raises the data version', async () => {
  const code = await newPartnership();
  const lines = [
    'name,kind,easting,northing,radius',
    `A,estate,${at(500, 500)},100`,
    `B,estate,${at(900, 500)},100`,
  ];
  const version = await dataVersion(code);
  await importTable(code, lines);
  expect(await dataVersion(code)).toBe(version + 1);
  const before = withoutLedger(await dumpOf(database));
  expect((await importTable(code, lines)).account.line()).toBe(
    'read 2 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 0',
  );
  expect(withoutLedger(await dumpOf(database))).toEqual(before);
  expect((await importTable(code, [lines[0], `A,estate,${at(500, 500)},150`])).account.count('loaded')).toBe(
    1,
  );
  expect((await placesOf(code)).map(({ radius }) => radius)).toEqual([150, 100]);
  expect(await dataVersion(code)).toBe(version + 2);
});

test('every row has its one fate, refused ones with line, field and reason', async () => {
  const code = await newPartnership();
  const { account, repairs } = await importTable(code, [
    'name,kind,easting,northing,radius',
    `Good,estate,${at(500, 500)},`,
    `Away,estate,${at(9000, 500)},`,
    'Nowhere,estate,,,',
    `,estate,${at(500, 500)},`,
    `No kind,,${at(500, 500)},`,
    `Odd kind,7,${at(500, 500)},`,
    `Wide,estate,${at(500, 500)},50000`,
    `Not wide,estate,${at(500, 500)},x`,
    'Half,estate,500000,,',
    'Text,estate,a,b,',
    'Swapped,estate,230000,9000000,',
    `Good,Estate,${at(600, 500)},`,
    'Short,estate',
  ]);
  expect(account.line()).toBe('read 13 = loaded 1 + unchanged 0 + outside 1 + unlocated 1 + rejected 10');
  expect(repairs).toEqual([]);
  const rejects = await sql<{ line: number; field: string; reason: string }>(
    database,
    `SELECT r.line, r.field, r.reason FROM reject r WHERE r.partnership_id = :partnershipId ORDER BY r.line`,
    { partnershipId },
  );
  expect(rejects.map(({ line, field, reason }) => `${line} ${field}: ${reason}`)).toEqual([
    '5 name: blank, longer than 100 characters or no text',
    '6 kind: blank, or no words of 40 letters at most',
    '7 kind: blank, or no words of 40 letters at most',
    '8 radius: not a number of metres from 10 to 5000',
    '9 radius: not a number of metres from 10 to 5000',
    '10 geometry: a coordinate that is no decimal number',
    '11 geometry: a coordinate that is no decimal number',
    '12 geometry: coordinates that lie outside the British National Grid (easting up to 700000, northing up to 1300000)',
    '13 name: the same name and kind as 2',
    '14 row: 2 fields where the header has 5 columns',
  ]);
  expect((await placesOf(code)).map(({ name }) => name)).toEqual(['Good']);
});

test.each<[string, string | Buffer, RegExp]>([
  [
    'no_coordinates',
    'name,kind\nA,estate\n',
    /needs columns of their coordinates: longitude and latitude, or/,
  ],
  ['no_name', 'kind,easting,northing\nestate,500500,230500\n', /no property was recognised as the name/],
  [
    'two_latitudes',
    'name,kind,lat,latitude,lon\nA,estate,52,52,0\n',
    /more than one column for longitude or latitude/,
  ],
  [
    'x_and_y',
    'name,kind,x,y\nA,estate,500500,230500\n',
    /its columns x and y do not tell their CRS.* look like EPSG:27700/,
  ],
  ['grid_in_degrees', 'name,kind,lon,lat\nA,estate,500500,230500\n', /line 2: .* Say --crs 27700/],
  ['nul', 'name,kind,lon,lat\nA,est\0ate,0,52\n', /line 2: there is a NUL byte/],
  ['only_quotes', '""\n', /the table is empty/],
  ['cut_zip', shapefile([]).subarray(0, 90), /damaged/],
])('%s is refused, and nothing is stored', async (_, bytes, reason) => {
  const code = await newPartnership();
  const before = await dumpOf(database);
  const refused = await problemOf(importFile(code, fileOf(bytes, 'places.csv')));
  expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(reason) });
  expect(await dumpOf(database)).toEqual(before);
});

test('a hotspot is named after the estate that its centre lies in, else after its ward', async () => {
  const code = await newPartnership();
  const cluster = (x: number, y: number, n: number) =>
    Array.from({ length: n }, (_, i) =>
      crime({
        source: 'police-uk-street',
        offence: 'open-drugs',
        at: [x + (i % 5) * 20, y + Math.floor(i / 5) * 20],
      }),
    );
  await load(database, code, [...cluster(1000, 1000, 40), ...cluster(4000, 4000, 30)]);
  const api = await Api.on(database, analystOf(partnershipId));
  const names = async () => {
    const { hotspotClusters } = await api.ask<{ hotspotClusters: { clusters: { name: string }[] } }>(`{
      hotspotClusters(where: { partnership: "${code}", period: { from: "2023-05-01", to: "2023-05-31" } }) {
        clusters { name }
      }
    }`);
    return hotspotClusters.clusters.map(({ name }) => name);
  };
  expect(await names()).toEqual([expect.stringContaining('Ward'), expect.stringContaining('Ward')]);
  await importTable(code, [
    'name,kind,easting,northing',
    `Downside Estate,estate,${at(1100, 1000)}`,
    `Old Quarter,area,${at(1050, 1050)}`,
  ]);
  expect(await names()).toEqual(['Downside Estate', expect.stringContaining('Ward')]);
});
