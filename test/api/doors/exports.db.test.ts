/**
 * @backend either
 * @duration long
 */
import { parse } from 'csv-parse/sync';
import { sql } from '../../support/api';
import { type DemonstrationHouse, openHouse } from './house';

const HALF_YEAR = 'partnership=DEMO2009&from=2009-01-01&to=2009-06-30';
const WHERE = { partnership: 'DEMO2009', period: { from: '2009-01-01', to: '2009-06-30' } };

let house: DemonstrationHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.remove());

const get = (path: string, headers: Record<string, string> = house.analyst) => house.get(path, headers);

async function rows(path: string, headers?: Record<string, string>): Promise<Record<string, string>[]> {
  const response = await get(path, headers);
  expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
  return parse(response.body, { columns: true });
}

/** Arguments that an analytic needs beside the filter, and what may be refused for this data. */
const SPECIAL: Record<string, string> = {
  'quarterly-review': 'partnership=DEMO2009&quarter=2009-Q2',
  'emerging-hotspots': 'from=2008-07-01&to=2009-06-30&theme=theft-from-vehicles&cell-size=1000',
  'tactical-assessment': 'partnership=DEMO2009&to=2009-06-30',
  indicators: 'partnership=DEMO2009',
  triangulation: `${HALF_YEAR}&theme=violent-crime`,
  'crime-costs': `${HALF_YEAR}&weight-set=crime-severity-score`,
};
const REFUSED = new Map([
  ['searched-profile', 'NOT_ENOUGH_DATA'],
  ['lsoas', ''],
  ['indicators', ''],
]);

describe('every analytic', () => {
  interface Listed {
    name: string;
    formats: string[];
    parameters: { name: string; description: string }[];
    columns: { name: string; description: string }[];
  }
  let listed: Listed[];
  beforeAll(async () => {
    listed = (await get('/export')).json().exports;
  });

  test('is listed with described parameters and columns', () => {
    expect(listed.length).toBeGreaterThan(18);
    for (const { name, columns, parameters } of listed) {
      expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
      for (const each of [...columns, ...parameters])
        expect([name, each.name, each.description]).not.toContain('');
    }
  });

  test('comes as CSV with its documented header', async () => {
    const theme = 'theme=theft-from-vehicles';
    for (const { name, columns, parameters } of listed) {
      const filtered = parameters.some((parameter) => parameter.name === 'theme');
      const period = parameters.some((parameter) => parameter.name === 'from') ? HALF_YEAR : 'at=2009-06-30';
      const query = SPECIAL[name] ?? (filtered ? `${HALF_YEAR}&${theme}` : period);
      const response = await get(`/export/${name}.csv?${query}`);
      if (REFUSED.get(name)) {
        expect([name, response.json().error.code]).toEqual([name, REFUSED.get(name)]);
        continue;
      }
      expect([name, response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([
        name,
        200,
        '',
      ]);
      expect(response.headers['content-type']).toContain('text/csv');
      const [header, ...records] = parse(response.body) as string[][];
      expect([name, header]).toEqual([name, columns.map((column) => column.name)]);
      if (!REFUSED.has(name)) expect([name, records.length > 0]).toEqual([name, true]);
      expect(response.body.replace(/\r\n/g, '')).not.toMatch(/[\r]/);
    }
  });

  test('comes as GeoJSON where it has places, and says so where it has none', async () => {
    for (const { name, formats, parameters } of listed) {
      if (REFUSED.has(name)) continue;
      const filtered = parameters.some((parameter) => parameter.name === 'theme');
      const query = SPECIAL[name] ?? (filtered ? `${HALF_YEAR}&theme=theft-from-vehicles` : '');
      if (name === 'near-repeats') continue;
      const response = await get(`/export/${name}.geojson?${query}`);
      if (!formats.includes('geojson')) {
        expect([name, response.statusCode, response.json().error.code]).toEqual([
          name,
          400,
          'BAD_USER_INPUT',
        ]);
        continue;
      }
      expect([name, response.statusCode]).toEqual([name, 200]);
      const { type, features } = response.json();
      expect([name, type, features.length > 0]).toEqual([name, 'FeatureCollection', true]);
      expect(features[0].properties).toEqual(expect.any(Object));
    }
  });
});

describe('what it says is what GraphQL says', () => {
  test('of the ranking of the themes', async () => {
    const ranked = await rows(`/export/theme-ranking.csv?${HALF_YEAR}`);
    expect(ranked).toHaveLength(20);
    const row = ranked.find(({ theme }) => theme === 'hate-crime');
    expect(row).toMatchObject({
      totalLabel: '7 (*)',
      bestRank: '1',
      worstRank: '16',
      answered: '3',
      of: '5',
    });
  });

  test('clusters', async () => {
    const { data } = await house.ask(
      `query ($where: IncidentFilter!) { hotspotClusters(where: $where, eps: 200) {
        clusters { id name incidentCount share change { pValue } } } }`,
      { where: { ...WHERE, themes: ['theft-from-vehicles'] } },
      house.analyst,
    );
    const { clusters } = data!.hotspotClusters as { clusters: Record<string, unknown>[] };
    const flat = await rows(`/export/hotspot-clusters.csv?${HALF_YEAR}&theme=theft-from-vehicles&eps=200`);
    expect(
      flat.map(({ id, name, incidentCount, share, changePValue }) => [
        id,
        name,
        incidentCount,
        share,
        changePValue,
      ]),
    ).toEqual(
      clusters.map(({ id, name, incidentCount, share, change }) =>
        [id, name, incidentCount, share, (change as { pValue: number }).pValue].map(String),
      ),
    );
  });

  test('all incidents, page after page, each once', async () => {
    const [{ n }] = await sql<{ n: number }>(
      house.database,
      `SELECT count(*) AS n FROM incident WHERE occurred_from >= '2009-01-01' AND occurred_from < '2009-02-01'
       AND source_id IN (SELECT id FROM source WHERE by_default)`,
    );
    const all = await rows('/export/incidents.csv?from=2009-01-01&to=2009-01-31');
    expect(all).toHaveLength(n);
    expect(new Set(all.map(({ id }) => id)).size).toBe(n);
    expect(all[0].occurredFrom).toMatch(/^2009-01-01T/);
  });

  test('counts by several dimensions add up to the total', async () => {
    const counts = await rows(
      `/export/incident-counts.csv?${HALF_YEAR}&by=ward,month,offence&source=police-crimes`,
    );
    const { data } = await house.ask(
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
      { where: { ...WHERE, sources: ['police-crimes'] } },
      house.analyst,
    );
    const { total } = data!.incidentCounts as { total: { count: number } };
    expect(counts.reduce((sum, { count }) => sum + Number(count), 0)).toBe(total.count);
  });

  test('the public reads protected counts, and no records', async () => {
    const counts = await rows(`/export/incident-counts.csv?${HALF_YEAR}&by=ward`, {});
    expect(new Set(counts.map(({ perturbed }) => perturbed))).toEqual(new Set(['true']));
    const response = await get(`/export/incidents.csv?${HALF_YEAR}`, {});
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('parameters', () => {
  test.each([
    ['hotspot-clusters.csv?colour=red', /Allowed: .*bbox, .*theme, .*to, ward/],
    ['hotspot-clusters.csv?eps=red', /^eps: expected a number/],
    ['hotspot-clusters.csv?eps=250&eps=300', /^eps takes one value/],
    ['hotspot-clusters.csv?from=2009-02-31&to=2009-03-01', /^from: expected a day/],
    ['hotspot-clusters.csv?from=2009-02-01', /to/],
    ['incident-counts.csv?by=county', /^by: expected one of ward, snt-area, /],
    ['hotspot-clusters.csv?bbox=1,2,3', /^bbox: expected numbers west,south,east,north/],
    ['quarterly-review.csv', /^quarter is missing/],
    ['hotspot-clusters.csv?ward=nowhere', /not the code of a ward in this period/],
    ['hotspot-clusters.csv?bbox=52.0,-0.5,52.1,-0.4', /bbox: latitude and longitude are swapped/],
    ['incident-counts.csv?theme=domestic-burglery', /Did you mean domestic-burglary/],
    ['incidents.csv?after=nonsense', /cursor/],
    ['hotspot-clusters.csv?theme=%00', /^A text has the character NUL/],
  ])('%s is refused with what is allowed', async (path, message) => {
    const response = await get(`/export/${path}`);
    expect(response.statusCode).toBe(400);
    expect(response.json().error).toEqual({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message),
    });
  });

  test('areas of several kinds, repeated and separated by commas', async () => {
    const wards = await rows('/export/wards.csv?at=2009-06-30');
    const [one, two, three] = wards.map(({ code }) => code);
    const count = async (query: string) =>
      (await rows(`/export/incident-counts.csv?${HALF_YEAR}&source=police-crimes&by=partnership&${query}`))[0]
        ?.count;
    const each = [await count(`ward=${one}`), await count(`ward=${two}`), await count(`ward=${three}`)];
    expect(await count(`ward=${one},${two}&ward=${three}`)).toBe(
      String(each.map(Number).reduce((a, b) => a + b)),
    );
  });

  test('a box keeps what lies in it', async () => {
    const inside = await rows(`/export/incidents.csv?${HALF_YEAR}&bbox=-0.54,51.87,-0.5,51.9&limit=50`);
    expect(inside.length).toBeGreaterThan(0);
    for (const { longitude, latitude } of inside) {
      expect(Number(longitude)).toBeGreaterThanOrEqual(-0.5400001);
      expect(Number(latitude)).toBeLessThanOrEqual(51.9000001);
    }
  });
});

describe('what a CSV cannot say', () => {
  const about = async (path: string, headers?: Record<string, string>) => {
    const { link } = (await get(path, headers)).headers;
    const [, address] = /<([^<>]+)>; rel="describedby"; type="application\/csvm\+json"/.exec(String(link))!;
    return get(address, headers);
  };

  test('is said by the file that it links to: columns, parameters, data version, caveats', async () => {
    const response = await about(
      `/export/hotspot-clusters.csv?${HALF_YEAR}&theme=theft-from-vehicles&eps=250`,
    );
    expect(response.headers['content-type']).toContain('application/csvm+json');
    const { url, tableSchema, notes } = response.json();
    expect(url).toBe('hotspot-clusters.csv');
    const [header] = parse(
      (await get(`/export/hotspot-clusters.csv?${HALF_YEAR}&theme=theft-from-vehicles`)).body,
    ) as string[][];
    expect(tableSchema.columns.map(({ name }: { name: string }) => name)).toEqual(header);
    expect(notes[0].parameters).toContainEqual(expect.objectContaining({ name: 'eps', value: '250' }));
    expect(notes[0].dataVersion).toMatch(/./);
  });

  test('is of the reader: protected counts have their caveat', async () => {
    const path = `/export/incident-counts.csv?${HALF_YEAR}&by=ward&source=police-crimes`;
    const caveatsFor = async (headers: Record<string, string>) =>
      (await about(path, headers)).json().notes[0].caveats;
    const perturbed = expect.objectContaining({
      code: 'PERTURBED',
      message: expect.stringMatching(/disclosure control/),
    });
    expect(await caveatsFor({})).toContainEqual(perturbed);
    expect(await caveatsFor(house.analyst)).not.toContainEqual(perturbed);
  });

  test('is refused where the CSV is', async () => {
    const response = await get('/export/incidents.csv-metadata.json?source=police-crimes', {});
    expect([response.statusCode, response.json().error.code]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('pages', () => {
  test('of a limit lead from one to the next', async () => {
    const ids: string[] = [];
    let path = '/export/incidents.csv?from=2009-01-01&to=2009-01-05&limit=100';
    let pages = 0;
    while (path) {
      const response = await get(path);
      const part = parse(response.body, { columns: true }) as { id: string }[];
      ids.push(...part.map(({ id }) => id));
      path = /^<(.*)>; rel="next"/.exec(String(response.headers.link ?? ''))?.[1] ?? '';
      pages += 1;
    }
    expect(pages).toBeGreaterThan(2);
    const all = await rows('/export/incidents.csv?from=2009-01-01&to=2009-01-05');
    expect(ids).toEqual(all.map(({ id }) => id));
  });

  test('a limit beyond what a list gives is refused', async () => {
    const response = await get('/export/incidents.csv?limit=5000');
    expect([response.statusCode, response.json().error.code]).toEqual([413, 'TOO_LARGE']);
  });
});

describe('keys', () => {
  test('may come in the address, and are never logged', async () => {
    const key = await house.keyFor({ scopes: ['read'] });
    const response = await house.get(`/export/incidents.csv?limit=1&key=${key}`);
    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toMatch(/private/);
    expect((await house.get(`/export/incidents.csv?limit=1&key=${key}x`)).statusCode).toBe(401);
    expect(house.logged()).not.toContain(key.slice(4, 20));
  });

  test('but not in that of GraphQL', async () => {
    const key = await house.keyFor();
    const response = await house.app.inject({
      method: 'POST',
      url: `/graphql?key=${key}`,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        query: 'query ($where: IncidentFilter!) { incidents(where: $where) { nodes { id } } }',
        variables: { where: WHERE },
      }),
    });
    expect(response.json().errors[0].extensions.code).toBe('FORBIDDEN');
  });
});
