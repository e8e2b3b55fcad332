/**
 * @backend either
 * @duration long
 */
import { execFile, execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import Pbf from 'pbf';
import { sql } from '../../support/api';
import { type DemonstrationHouse, openHouse } from './house';

let house: DemonstrationHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.remove());

const get = (path: string, headers: Record<string, string> = house.analyst) => house.get(path, headers);

async function layerAt(
  layer: string,
  z: number,
  x: number,
  y: number,
  query = '',
): Promise<VectorTileLayer | null> {
  const response = await get(`/tiles/${layer}/${z}/${x}/${y}.mvt${query}`);
  expect([200, 204]).toContain(response.statusCode);
  if (response.statusCode === 204) return null;
  expect(response.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
  return new VectorTile(new Pbf(response.rawPayload)).layers[layer];
}

/** The tile of a place. */
function tileAt(longitude: number, latitude: number, z: number): [number, number] {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const scale = 2 ** z;
  return [
    Math.floor((longitude / 360 + 0.5) * scale),
    Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale),
  ];
}

/** All tiles of a zoom that the partnership's box meets. */
async function tilesOf(z: number): Promise<[number, number][]> {
  const { bounds } = (await get('/tiles/wards.json')).json();
  const [west, south, east, north] = bounds as number[];
  const [left, top] = tileAt(west, north, z);
  const [right, bottom] = tileAt(east, south, z);
  const tiles: [number, number][] = [];
  for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) tiles.push([x, y]);
  return tiles;
}

test.each(['wards', 'snt-areas', 'postcode-districts', 'incidents', 'hotspot-grid'])(
  'the TileJSON of %s leads to tiles with its fields',
  async (layer) => {
    const query = layer === 'hotspot-grid' ? '?theme=theft-from-vehicles&cell-size=1000' : '';
    const json = (await get(`/tiles/${layer}.json${query}`)).json();
    expect([json.tilejson, json.vector_layers[0].id]).toEqual(['3.0.0', layer]);
    const [x, y] = tileAt(-0.52, 51.886, 10);
    const path = json.tiles[0]
      .replace(/^https?:\/\/[^/]+/, '')
      .replace('{z}', '10')
      .replace('{x}', x)
      .replace('{y}', y);
    const response = await get(path);
    expect(response.statusCode).toBe(200);
    const decoded = new VectorTile(new Pbf(response.rawPayload)).layers[layer];
    expect([decoded.version, decoded.extent, decoded.length > 0]).toEqual([2, 4096, true]);
    expect(Object.keys(json.vector_layers[0].fields)).toEqual(
      expect.arrayContaining(Object.keys(decoded.feature(0).properties)),
    );
  },
);

describe('wards', () => {
  test('four tiles stitched together are the ground of the database, with nothing between them', async () => {
    const z = 11;
    // The corner of four tiles nearest to the middle of the wards.
    const [cx, cy] = tileAt(-0.45, 51.98, z);
    const geometries: string[] = [];
    const codes: string[] = [];
    const xs: number[] = [];
    const ys: number[] = [];
    for (const [x, y] of [
      [cx, cy],
      [cx + 1, cy],
      [cx, cy + 1],
      [cx + 1, cy + 1],
    ]) {
      const layer = (await layerAt('wards', z, x, y))!;
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        geometries.push(JSON.stringify(feature.toGeoJSON(x, y, z).geometry));
        codes.push(String(feature.properties.code));
        xs.push(x);
        ys.push(y);
      }
    }
    const rows = await sql<{ code: string; covered: number; overlapping: number; expected: number }>(
      house.database,
      `WITH piece AS (
        SELECT code, ST_TileEnvelope(${z}, x, y) AS tile,
          ST_Intersection(ST_MakeValid(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(g), 4326), 3857)), ST_TileEnvelope(${z}, x, y)) AS geom
        FROM unnest(:geometries::text[], :codes::text[], :xs::integer[], :ys::integer[]) AS p (g, code, x, y)
      ), whole AS (
        SELECT ST_MakeEnvelope(ST_XMin(ST_TileEnvelope(${z}, ${cx}, ${cy})), ST_YMin(ST_TileEnvelope(${z}, ${cx}, ${cy + 1})),
          ST_XMax(ST_TileEnvelope(${z}, ${cx + 1}, ${cy})), ST_YMax(ST_TileEnvelope(${z}, ${cx}, ${cy})), 3857) AS geom
      )
      SELECT a.code, ST_Area(stitched.geom) AS covered, stitched.sum - ST_Area(stitched.geom) AS overlapping,
        ST_Area(ST_Intersection(ST_Transform(a.geom, 3857), whole.geom)) AS expected
      FROM (SELECT code, ST_Union(geom) AS geom, sum(ST_Area(geom)) AS sum FROM piece GROUP BY code) AS stitched
      JOIN area AS a ON a.code = stitched.code AND a.kind = 'WARD' AND daterange(a.valid_from, a.valid_to, '[]') @> current_date
      CROSS JOIN whole`,
      { geometries, codes, xs, ys },
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { code, covered, overlapping, expected } of rows) {
      const tolerance = 20_000 + expected * 0.01; // square metres: a pixel or so along an outline of some kilometres
      expect([code, Math.abs(covered - expected) < tolerance, Math.abs(overlapping) < 1]).toEqual([
        code,
        true,
        true,
      ]);
    }
  });

  test('a tile far away is empty, and one that cannot be is not found', async () => {
    expect((await get('/tiles/wards/10/0/0.mvt')).statusCode).toBe(204);
    for (const path of ['2/4/0', '17/0/0', '1/-1/0', '1/x/0'])
      expect([path, (await get(`/tiles/wards/${path}.mvt`)).statusCode]).toEqual([path, 404]);
    expect((await get('/tiles/wards/10/0/0.mvt?colour=red')).statusCode).toBe(400);
  });

  test('are fresh for a minute, private with a key, and tagged by the data', async () => {
    const [x, y] = tileAt(-0.52, 51.886, 9);
    const path = `/tiles/wards/9/${x}/${y}.mvt`;
    const one = await get(path, {});
    expect(one.headers['cache-control']).toMatch(/^public/);
    const mine = await get(path);
    expect(mine.headers['cache-control']).toMatch(/^private/);
    const etag = String(mine.headers.etag);
    expect((await get(path, { ...house.analyst, 'if-none-match': etag })).statusCode).toBe(304);
    await sql(house.database, 'UPDATE partnership SET data_version = data_version + 1');
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // versions are asked for once a second
    const later = await get(path, { ...house.analyst, 'if-none-match': etag });
    expect([later.statusCode, later.headers.etag === etag]).toEqual([200, false]);
  });
});

describe('incidents', () => {
  test('at every zoom all are counted, each in one tile', async () => {
    const [{ n, places }] = await sql<{ n: number; places: number }>(
      house.database,
      `SELECT count(*) AS n, count(DISTINCT location_id) AS places FROM incident WHERE location_id IS NOT NULL
       AND occurred_from >= '2009-01-01' AND occurred_from < '2009-02-01'
       AND source_id IN (SELECT id FROM source WHERE by_default)`,
    );
    let before = 0;
    for (const z of [6, 9, 12]) {
      let [count, found, points] = [0, 0, 0];
      for (const [x, y] of await tilesOf(z)) {
        const layer = await layerAt('incidents', z, x, y, '?from=2009-01-01&to=2009-01-31');
        for (let i = 0; i < (layer?.length ?? 0); i++) {
          const { properties } = layer!.feature(i);
          count += Number(properties.count);
          found += Number(properties.places);
          points += 1;
        }
      }
      expect([z, count, found]).toEqual([z, n, places]);
      expect(points).toBeGreaterThan(before);
      before = points;
    }
  });

  test('of closed sources are refused without a key', async () => {
    expect((await get('/tiles/incidents/9/255/169.mvt', {})).statusCode).toBe(403);
  });
});

const GDAL = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' });
  } catch {
    return null;
  }
})();
if (!GDAL) console.log('GDAL is not installed: its driver of vector tiles is not tried.');

(GDAL ? test : test.skip)('GDAL reads a tile as we do', async () => {
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = house.app.server.address() as AddressInfo;
  const [x, y] = tileAt(-0.52, 51.886, 10);
  const layer = (await layerAt('wards', 10, x, y))!;
  const out = await new Promise<string>((resolve, reject) =>
    execFile(
      'ogrinfo',
      ['-ro', '-al', '-geom=NO', `MVT:http://127.0.0.1:${port}/tiles/wards/10/${x}/${y}.mvt`],
      (error, text) => (error ? reject(error) : resolve(text)),
    ),
  );
  expect(out).toContain(`Feature Count: ${layer.length}`);
  expect(out).toContain(`code (String) = ${layer.feature(0).properties.code}`);
});
