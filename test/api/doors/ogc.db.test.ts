/**
 * @backend either
 * @duration long
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../../support/api';
import { type DemonstrationHouse, openHouse } from './house';

const CRS = 'http://www.opengis.net/def/crs';
const GRID = `${CRS}/EPSG/0/27700`;
const CLUSTERS = 'theme=theft-from-vehicles&from=2009-01-01&to=2009-06-30';

let house: DemonstrationHouse;
let key: string;

beforeAll(async () => {
  house = await openHouse();
  key = await house.keyFor({ scopes: ['read'] });
});
afterAll(() => house.remove());

const get = (path: string, headers: Record<string, string> = house.analyst) => house.get(path, headers);

interface Item {
  id: string | number;
  geometry: { type: string; coordinates: never };
  properties: Record<string, unknown>;
}
interface Items {
  features: Item[];
  links: { rel: string; href: string }[];
  numberMatched: number;
  numberReturned: number;
}

async function items(path: string, headers?: Record<string, string>): Promise<Items> {
  const response = await get(path, headers);
  expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
  return response.json();
}

const linkOf = ({ links }: { links: { rel: string; href: string }[] }, rel: string) => {
  const href = links.find((link) => link.rel === rel)?.href;
  return href?.replace(/^https?:\/\/[^/]+/, '');
};

describe('the way in', () => {
  test('from the landing page to every feature of every collection', async () => {
    const landing = (await get('/ogc')).json();
    const { conformsTo } = (await get(linkOf(landing, 'conformance')!)).json();
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs');
    const { collections } = (await get(linkOf(landing, 'data')!)).json();
    expect(collections.map(({ id }: { id: string }) => id)).toEqual([
      'wards',
      'snt-areas',
      'postcode-districts',
      'incidents',
      'hotspot-clusters',
      'hotspot-grid',
    ]);
    for (const collection of collections) {
      expect(collection.crs).toContain(GRID);
      const first = await items(`${linkOf(collection, 'items')}?limit=2`);
      expect([collection.id, first.numberReturned]).toEqual([collection.id, 2]);
      const { id } = first.features[0];
      const one = (await get(`${linkOf(collection, 'items')}/${id}`)).json();
      expect([one.id, one.properties]).toEqual([id, first.features[0].properties]);
      const queryables = (
        await get(linkOf(collection, 'http://www.opengis.net/def/rel/ogc/1.0/queryables')!)
      ).json();
      expect(Object.keys(queryables.properties).length).toBeGreaterThan(1);
    }
    const api = (await get(linkOf(landing, 'service-desc')!)).json();
    expect(api.openapi).toMatch(/^3\.0/);
    expect(Object.keys(api.paths)).toContain('/collections/hotspot-clusters/items');
  });

  test('collections that the viewer may not read are not listed', async () => {
    const { collections } = (await get('/ogc/collections', {})).json();
    expect(collections.map(({ id }: { id: string }) => id)).toEqual([
      'wards',
      'snt-areas',
      'postcode-districts',
    ]);
    expect((await get('/ogc/collections/incidents/items', {})).statusCode).toBe(403);
  });

  test.each(['wards', 'snt-areas', 'postcode-districts'])(
    '%s are the features of their export',
    async (layer) => {
      const exported: Items = (await get(`/export/${layer}.geojson`)).json();
      const { features } = await items(`/ogc/collections/${layer}/items?limit=10000`);
      const byCode = (a: Item, b: Item) => (String(a.properties.code) < String(b.properties.code) ? -1 : 1);
      expect([...features].sort(byCode)).toEqual([...exported.features].sort(byCode));
      const [{ id, geometry, properties }] = features;
      expect((await get(`/ogc/collections/${layer}/items/${id}`)).json()).toMatchObject({
        id,
        geometry,
        properties,
      });
      for (const unknown of ['0', '99999999999', 'x'])
        expect((await get(`/ogc/collections/${layer}/items/${unknown}`)).statusCode).toBe(404);
    },
  );

  test('a collection may be named with its partnership', async () => {
    const named = await items('/ogc/collections/DEMO2009.wards/items?limit=1');
    expect(named.features).toEqual((await items('/ogc/collections/wards/items?limit=1')).features);
    expect((await get('/ogc/collections/NOWHERE.wards/items')).statusCode).toBe(404);
    expect((await get('/ogc/collections/roads/items')).statusCode).toBe(404);
  });

  test('pages of HTML are escaped and name their language', async () => {
    await sql(
      house.database,
      `UPDATE area SET name = '<script>x</script>' WHERE kind = 'WARD' AND code = (SELECT min(code) FROM area WHERE kind = 'WARD')`,
    );
    for (const path of [
      '',
      '/conformance',
      '/collections',
      '/collections/wards',
      '/collections/wards/items',
      '/api',
      '/collections/wards/queryables',
    ]) {
      const response = await get(`/ogc${path}`, { ...house.analyst, accept: 'text/html,*/*' });
      expect(response.headers['content-type']).toContain('text/html');
      expect(response.body).toContain('<html lang="en">');
      expect(response.body).not.toContain('<script>');
    }
  });
});

describe('pages', () => {
  test('follow each other through all features, each once', async () => {
    const { numberMatched } = await items('/ogc/collections/wards/items?limit=1');
    const ids: unknown[] = [];
    let path: string | undefined = '/ogc/collections/wards/items?limit=7';
    while (path) {
      const page: Items = await items(path);
      expect(page.numberMatched).toBe(numberMatched);
      ids.push(...page.features.map(({ id }) => id));
      path = linkOf(page, 'next');
    }
    expect([ids.length, new Set(ids).size]).toEqual([numberMatched, numberMatched]);
  });

  test('of incidents stay valid while data is loaded', async () => {
    const path = '/ogc/collections/incidents/items?limit=20&datetime=2009-03-01/2009-03-31';
    const first = await items(path);
    await sql(house.database, 'UPDATE partnership SET data_version = data_version + 1');
    const second = await items(linkOf(first, 'next')!);
    const both = await items(path.replace('limit=20', 'limit=40'));
    expect([...first.features, ...second.features].map(({ id }) => id)).toEqual(
      both.features.map(({ id }) => id),
    );
    const [{ n }] = await sql<{ n: number }>(
      house.database,
      `SELECT count(*) AS n FROM incident WHERE occurred_from >= '2009-03-01' AND occurred_from < '2009-04-01 00:00+01'
       AND source_id IN (SELECT id FROM source WHERE by_default)`,
    );
    expect(first.numberMatched).toBe(n);
  });

  test('a limit beyond the greatest is taken for it, one below 1 and an unknown parameter are refused', async () => {
    expect((await items('/ogc/collections/wards/items?limit=100000')).features.length).toBeGreaterThan(7);
    for (const query of [
      'limit=0',
      'limit=x',
      'colour=red',
      'bbox=1,2,3',
      'crs=EPSG:27700',
      'datetime=yesterday',
      'f=xml',
      'after=x',
    ])
      expect([query, (await get(`/ogc/collections/wards/items?${query}`)).statusCode]).toEqual([query, 400]);
  });

  test('an answer that the client has already is not sent again, until the data changes', async () => {
    const path = '/ogc/collections/wards/items?limit=3';
    const { etag } = (await get(path)).headers;
    const again = () => get(path, { ...house.analyst, 'if-none-match': String(etag) });
    expect((await again()).statusCode).toBe(304);
    await sql(house.database, 'UPDATE partnership SET data_version = data_version + 1');
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // versions are asked for once a second
    expect((await again()).statusCode).toBe(200);
  });
});

describe('CRS and boxes', () => {
  test('the four CRS tell the same place, each in its order of axes', async () => {
    const at = async (uri: string) => {
      const response = await get(`/ogc/collections/incidents/items?limit=1&datetime=2009-03-02&crs=${uri}`);
      expect(response.headers['content-crs']).toBe(`<${uri}>`);
      return (response.json() as Items).features[0].geometry.coordinates as [number, number];
    };
    const [longitude, latitude] = await at(`${CRS}/OGC/1.3/CRS84`);
    expect(await at(`${CRS}/EPSG/0/4326`)).toEqual([latitude, longitude]);
    const [expected] = await sql<{ x: number; y: number; mx: number; my: number }>(
      house.database,
      `SELECT ST_X(g) AS x, ST_Y(g) AS y, ST_X(m) AS mx, ST_Y(m) AS my FROM (SELECT
        ST_Transform(ST_SetSRID(ST_MakePoint(:x::float8, :y::float8), 4326), 27700) AS g,
        ST_Transform(ST_SetSRID(ST_MakePoint(:x::float8, :y::float8), 4326), 3857) AS m) AS p`,
      { x: longitude, y: latitude },
    );
    const close = (got: number[], want: number[]) =>
      got.forEach((value, i) => void expect(Math.abs(value - want[i])).toBeLessThan(0.01));
    close(await at(GRID), [expected.x, expected.y]);
    close(await at(`${CRS}/EPSG/0/3857`), [expected.mx, expected.my]);
  });

  test('wards on the National Grid are in the stored metres', async () => {
    const { features } = await items(`/ogc/collections/wards/items?limit=10000&crs=${GRID}`);
    const rows = await sql<{ code: string; geometry: string }>(
      house.database,
      `SELECT code, ST_AsGeoJSON(ST_ForcePolygonCCW(geom), 3, 0) AS geometry FROM area WHERE kind = 'WARD'`,
    );
    const stored = new Map(rows.map(({ code, geometry }) => [code, JSON.parse(geometry)]));
    for (const { properties, geometry } of features)
      expect(geometry).toEqual(stored.get(properties.code as string));
  });

  test.each(['wards', 'hotspot-grid'])('a box finds what PostGIS finds of %s', async (collection) => {
    const query = collection === 'wards' ? '' : `&${CLUSTERS}&cell-size=1000`;
    const box = [500000, 221000, 503300, 224700];
    const path = `/ogc/collections/${collection}/items?limit=10000${query}`;
    const found = await items(`${path}&bbox=${box}&bbox-crs=${GRID}`);
    const all = await items(`${path}&crs=${GRID}`);
    const rows = await sql<{ id: string }>(
      house.database,
      `SELECT f->>'id' AS id FROM json_array_elements(:features::json) AS f
       WHERE ST_Intersects(ST_SetSRID(ST_GeomFromGeoJSON(f->>'geometry'), 27700), ST_MakeEnvelope(${box}, 27700))`,
      { features: JSON.stringify(all.features) },
    );
    expect(found.features.map(({ id }) => String(id)).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect([found.numberMatched < all.numberMatched, found.numberMatched > 0]).toEqual([true, true]);
  });

  test.each([
    ['wards', 'bbox=51.87,-0.54,51.9,-0.5'],
    ['incidents', 'bbox=51.87,-0.54,51.9,-0.5'],
    ['incidents', `bbox=-0.54,51.87,-0.5,51.9&bbox-crs=${CRS}/EPSG/0/4326`],
  ])('a box of %s in the other order than its CRS has is refused: %s', async (collection, box) => {
    const response = await get(`/ogc/collections/${collection}/items?${box}`);
    expect(response.statusCode).toBe(400);
    expect(response.body).toMatch(/bbox: latitude and longitude are swapped/);
  });

  test('a box in latitude and longitude is one in longitude and latitude', async () => {
    const one = await items('/ogc/collections/incidents/items?limit=5&bbox=-0.54,51.87,-0.5,51.9');
    const other = await items(
      `/ogc/collections/incidents/items?limit=5&bbox=51.87,-0.54,51.9,-0.5&bbox-crs=${CRS}/EPSG/0/4326`,
    );
    expect(other.features).toEqual(one.features);
    expect(one.numberReturned).toBe(5);
  });
});

const GDAL = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8' });
  } catch {
    return null;
  }
})();
if (!GDAL) console.log('GDAL is not installed: its OGC API driver is not tried.');

(GDAL ? describe : describe.skip)('GDAL, from the bare address', () => {
  let url: string;
  let folder: string;
  beforeAll(async () => {
    await house.app.listen({ port: 0, host: '127.0.0.1' });
    url = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}/ogc`;
    folder = mkdtempSync(join(tmpdir(), 'csg-gdal-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (program: string, ...args: string[]): Promise<string> => {
    const { execFile } = await import('node:child_process');
    const environment = { ...process.env, GDAL_HTTP_HEADERS: `Authorization: Bearer ${key}` };
    return new Promise((resolve, reject) =>
      execFile(program, args, { env: environment, maxBuffer: 2 ** 26 }, (error, out, failure) =>
        error ? reject(new Error(failure)) : resolve(out),
      ),
    );
  };

  test('lists the collections', async () => {
    const out = await run('ogrinfo', '-ro', `OAPIF:${url}`);
    for (const name of ['wards', 'incidents', 'hotspot-clusters', 'hotspot-grid'])
      expect(out).toContain(name);
  });

  test('reads every ward into a GeoPackage, with the count and the area of the database', async () => {
    const file = join(folder, 'wards.gpkg');
    await run(
      'ogr2ogr',
      '-f',
      'GPKG',
      file,
      `OAPIF:${url}`,
      'wards',
      '-oo',
      `CRS=EPSG:27700`,
      '-oo',
      'PAGE_SIZE=10',
      '-t_srs',
      'EPSG:27700',
    );
    const out = await run(
      'ogrinfo',
      '-q',
      '-dialect',
      'SQLITE',
      '-sql',
      'SELECT count(*) AS n, sum(ST_Area(geom)) AS area FROM wards',
      file,
    );
    const [, n] = /n \(Integer\) = (\d+)/.exec(out)!;
    const [, area] = /area \(Real\) = ([\d.]+)/.exec(out)!;
    const [expected] = await sql<{ n: number; area: number }>(
      house.database,
      `SELECT count(*) AS n, sum(ST_Area(geom)) AS area FROM area WHERE kind = 'WARD' AND daterange(valid_from, valid_to, '[]') @> current_date`,
    );
    expect(Number(n)).toBe(expected.n);
    expect(Math.abs(Number(area) / expected.area - 1)).toBeLessThan(1e-5);
  });

  test('reads every hotspot, and those in a box', async () => {
    const { numberMatched } = await items('/ogc/collections/hotspot-clusters/items?limit=1');
    const all = await run(
      'ogrinfo',
      '-ro',
      '-so',
      '-al',
      `OAPIF_COLLECTION:${url}/collections/hotspot-clusters`,
    );
    expect(all).toContain(`Feature Count: ${numberMatched}`);
    const box = ['-0.54', '51.87', '-0.5', '51.9'];
    const some = await run(
      'ogrinfo',
      '-ro',
      '-q',
      '-al',
      '-spat',
      ...box,
      '-geom=NO',
      `OAPIF_COLLECTION:${url}/collections/hotspot-clusters`,
    );
    const { numberMatched: inside } = await items(`/ogc/collections/hotspot-clusters/items?bbox=${box}`);
    expect(some.match(/^OGRFeature/gm)).toHaveLength(inside);
  });
});
