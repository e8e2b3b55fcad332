/**
 * Every way to ask counts the same incidents.
 *
 * @backend either
 * @duration long
 */
import { VectorTile } from '@mapbox/vector-tile';
import { parse } from 'csv-parse/sync';
import Pbf from 'pbf';
import { CLUSTERS, TREND, WEEK } from '../../../web/map/operations';
import { ASSESSMENT, CHARTS } from '../../../web/report/operations';
import { textOf } from '../../../web/schema/operation';
import { type DemonstrationHouse, openHouse } from './house';

let house: DemonstrationHouse;
/** Codes of areas in which the themes below have incidents. */
const areas = { ward: '', sntArea: '' };

const HALF_YEAR = { from: '2009-01-01', to: '2009-06-30' };
const JUNE = { from: '2009-06-01', to: '2009-06-30' };

interface Asked {
  period: { from: string; to: string };
  themes?: string[];
  offences?: string[];
  sources?: string[];
  areas?: { ward?: string; sntArea?: string }[];
  bbox?: { west: number; south: number; east: number; north: number };
}

/** Ten questions: nothing but days, themes, offences, sources, areas and ground. */
const QUESTIONS: (() => Asked)[] = [
  () => ({ period: JUNE }),
  () => ({ period: HALF_YEAR, themes: ['domestic-burglary'] }),
  () => ({ period: HALF_YEAR, themes: ['theft-from-vehicles'] }),
  () => ({ period: HALF_YEAR, themes: ['robbery'] }),
  () => ({ period: JUNE, themes: ['anti-social-behaviour'] }),
  () => ({ period: HALF_YEAR, themes: ['criminal-damage'], areas: [{ ward: areas.ward }] }),
  () => ({ period: HALF_YEAR, themes: ['criminal-damage'], areas: [{ sntArea: areas.sntArea }] }),
  () => ({ period: HALF_YEAR, offences: ['common-assault'] }),
  () => ({ period: JUNE, sources: ['police-crimes'] }),
  () => ({
    period: HALF_YEAR,
    themes: ['violent-crime'],
    bbox: { west: -0.55, south: 51.87, east: -0.48, north: 51.91 },
  }),
];

async function ask<Data>(query: string, variables: object): Promise<Data> {
  const response = (await house.post({ query, variables }, house.analyst)).json();
  expect(response.errors).toBeUndefined();
  return response.data;
}

beforeAll(async () => {
  house = await openHouse();
  const { incidentCounts } = await ask<{ incidentCounts: { rows: { areaCode: string; count: number }[] } }>(
    `{ incidentCounts(where: { partnership: "DEMO2009", themes: ["criminal-damage"] }, by: [WARD]) {
      rows { areaCode count }
    } }`,
    {},
  );
  areas.ward = incidentCounts.rows.toSorted((a, b) => b.count - a.count)[0].areaCode;
  const { sntAreas } = await ask<{ sntAreas: { nodes: { code: string; name: string }[] } }>(
    '{ sntAreas(partnership: "DEMO2009", first: 100) { nodes { code name } } }',
    {},
  );
  areas.sntArea = sntAreas.nodes.find(({ name }) => name === 'Dunstable Central')!.code;
});
afterAll(() => house.remove());

/** A question as the parameters of an address; the days apart, since OGC API Features has its own word for them. */
function queryOf({ themes, offences, sources, areas: named, bbox }: Asked): string {
  const query = new URLSearchParams();
  for (const theme of themes ?? []) query.append('theme', theme);
  for (const offence of offences ?? []) query.append('offence', offence);
  for (const source of sources ?? []) query.append('source', source);
  for (const { ward, sntArea } of named ?? []) query.append(ward ? 'ward' : 'snt-area', (ward ?? sntArea)!);
  if (bbox) query.append('bbox', [bbox.west, bbox.south, bbox.east, bbox.north].join());
  return query.toString();
}

const csv = async (path: string): Promise<Record<string, string>[]> => {
  const response = await house.get(path, house.analyst);
  expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, '']);
  return parse(response.body, { columns: true });
};

/** Incidents on all tiles of the layer: each lies on one tile. */
async function onTiles(query: string): Promise<number> {
  const z = 9;
  const { bounds } = (await house.get('/tiles/wards.json', house.analyst)).json();
  const [west, south, east, north] = bounds as number[];
  const column = (longitude: number) => Math.floor((longitude / 360 + 0.5) * 2 ** z);
  const row = (latitude: number) => {
    const sine = Math.sin((latitude * Math.PI) / 180);
    return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z);
  };
  let sum = 0;
  for (let x = column(west); x <= column(east); x++)
    for (let y = row(north); y <= row(south); y++) {
      const response = await house.get(`/tiles/incidents/${z}/${x}/${y}.mvt?${query}`, house.analyst);
      if (response.statusCode === 204) continue;
      expect(response.statusCode).toBe(200);
      const layer = new VectorTile(new Pbf(response.rawPayload)).layers.incidents;
      for (let i = 0; i < layer.length; i++) sum += Number(layer.feature(i).properties.count);
    }
  return sum;
}

test.each(QUESTIONS.map((question, i) => [i + 1, question] as const))(
  'question %d has one count by GraphQL, CSV, OGC API Features, tiles, map page and report',
  async (_, question) => {
    const asked = question();
    const where = { partnership: 'DEMO2009', ...asked };
    const { incidentCounts, incidents } = await ask<{
      incidentCounts: { total: { count: number } };
      incidents: { totalCount: number };
    }>(
      `query ($where: IncidentFilter!) {
        incidentCounts(where: $where, by: []) { total { count } }
        incidents(where: $where, first: 1) { totalCount }
      }`,
      { where },
    );
    const { count } = incidentCounts.total;
    expect(count).toBeGreaterThan(5);
    const counts: Record<string, number> = { 'incidents by GraphQL': incidents.totalCount };

    const query = queryOf(asked);
    const days = `from=${asked.period.from}&to=${asked.period.to}`;
    const listed = await csv(`/export/incidents.csv?${query}&${days}`);
    const grouped = await csv(`/export/incident-counts.csv?${query}&${days}&by=offence`);
    counts['rows of incidents.csv'] = listed.length;
    counts['sum of incident-counts.csv'] = grouped.reduce((sum, row) => sum + Number(row.count), 0);
    const unlocated = listed.filter(({ longitude }) => longitude === '').length;
    counts['tiles, and incidents without a place'] = (await onTiles(`${query}&${days}`)) + unlocated;
    const ogc = await house.get(
      `/ogc/collections/incidents/items?limit=1&datetime=${asked.period.from}/${asked.period.to}&${query}`,
      house.analyst,
    );
    counts['OGC API Features'] = ogc.json().numberMatched;

    const { hotspotClusters } = await ask<{ hotspotClusters: { incidentCount: number } }>(textOf(CLUSTERS), {
      where,
    });
    const { trend } = await ask<{ trend: { current: number } }>(textOf(TREND), { where });
    const { weekGrid } = await ask<{ weekGrid: { incidents: number; excluded: number } }>(textOf(WEEK), {
      where,
    });
    counts['clusters of the map page'] = hotspotClusters.incidentCount;
    counts['trend of the map page'] = trend.current;
    counts['hours of the map page'] = weekGrid.incidents + weekGrid.excluded;

    const charts = await ask<{ trend: { series: { month: string; count: number }[] } }>(textOf(CHARTS), {
      where,
    });
    counts['months of the report'] = charts.trend.series
      .filter(({ month }) => month >= asked.period.from.slice(0, 7))
      .reduce((sum, month) => sum + month.count, 0);
    expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map((door) => [door, count])));
  },
  120_000,
);

test('the report tells of each theme what counts say', async () => {
  const variables = { partnership: 'DEMO2009', period: HALF_YEAR, day: HALF_YEAR.to };
  const { strategicAssessment } = await ask<{
    strategicAssessment: { themes: { theme: { code: string }; performance: { current: number }[] }[] };
  }>(textOf(ASSESSMENT), variables);
  const told = strategicAssessment.themes.filter(({ performance }) => performance.length > 0);
  expect(told.length).toBeGreaterThan(10);
  for (const { theme, performance } of told) {
    const where = { partnership: 'DEMO2009', period: HALF_YEAR, themes: [theme.code] };
    const { incidentCounts } = await ask<{ incidentCounts: { total: { count: number } } }>(
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
      { where },
    );
    expect([theme.code, performance[0].current]).toEqual([theme.code, incidentCounts.total.count]);
  }
});

describe('every door tells the same caveats', () => {
  /** The last three months delivered and three after them. */
  const asked = { period: { from: '2009-04-01', to: '2009-09-30' }, themes: ['criminal-damage'] };
  const query = `from=${asked.period.from}&to=${asked.period.to}&theme=criminal-damage`;
  const where = { partnership: 'DEMO2009', ...asked };
  type Told = { code?: string; message: string };
  const caveatsOf = async (field: string): Promise<Told[]> => {
    const answer = await ask<{ answer: { caveats: Told[] } }>(
      `query ($where: IncidentFilter!) { answer: ${field} { caveats { code message } } }`,
      { where },
    );
    return answer.answer.caveats;
  };
  const json = async (path: string) => (await house.get(path, house.analyst)).json();
  const clusters = () => caveatsOf('hotspotClusters(where: $where)');

  test('GraphQL tells some', async () => {
    expect((await clusters()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['NOT_DELIVERED', 'UNLOCATED', 'WINDOW_SHORTENED']),
    );
  });

  test('a CSV in its description', async () => {
    const { notes } = await json(`/export/hotspot-clusters.csv-metadata.json?${query}`);
    expect(notes[0].caveats).toEqual(await clusters());
    const counts = await json(`/export/incident-counts.csv-metadata.json?${query}&by=theme`);
    expect(counts.notes[0].caveats).toEqual(await caveatsOf('incidentCounts(where: $where, by: [THEME])'));
  });

  test('a GeoJSON file beside its features', async () => {
    expect((await json(`/export/hotspot-clusters.geojson?${query}`)).caveats).toEqual(await clusters());
  });

  test('OGC API Features beside its features, in HTML below them', async () => {
    const days = `datetime=${asked.period.from}/${asked.period.to}&theme=criminal-damage`;
    const items = `/ogc/collections/hotspot-clusters/items?${days}`;
    expect((await json(items)).caveats).toEqual(await clusters());
    const [{ message }] = await clusters();
    expect((await house.get(`${items}&f=html`, house.analyst)).body).toContain(message);
    expect((await json(`/ogc/collections/incidents/items?${days}`)).caveats).toEqual(
      await caveatsOf('incidents(where: $where)'),
    );
  });

  test('tiles in the description of their layer', async () => {
    expect((await json(`/tiles/hotspot-grid.json?${query}`)).caveats).toEqual(
      await caveatsOf('hotspotGrid(where: $where)'),
    );
    expect((await json(`/tiles/incidents.json?${query}`)).caveats).toEqual(
      await caveatsOf('incidentPlaces(where: $where)'),
    );
  });

  const sentences = (told: Told[]) => told.map(({ message }) => message);

  test('the map page with each of its layers and panels', async () => {
    const { hotspotClusters } = await ask<Record<'hotspotClusters', { caveats: Told[] }>>(textOf(CLUSTERS), {
      where,
    });
    expect(sentences(hotspotClusters.caveats)).toEqual(sentences(await clusters()));
    const { trend } = await ask<Record<'trend', { caveats: Told[] }>>(textOf(TREND), { where });
    expect(sentences(trend.caveats)).toEqual(sentences(await caveatsOf('trend(where: $where)')));
    const { weekGrid } = await ask<Record<'weekGrid', { caveats: Told[] }>>(textOf(WEEK), { where });
    expect(sentences(weekGrid.caveats)).toEqual(sentences(await caveatsOf('weekGrid(where: $where)')));
  });

  test('the report with the assessment', async () => {
    const variables = { partnership: 'DEMO2009', period: asked.period, day: asked.period.to };
    const report = await ask<Record<'strategicAssessment', { caveats: Told[] }>>(
      textOf(ASSESSMENT),
      variables,
    );
    const { strategicAssessment } = await ask<Record<'strategicAssessment', { caveats: Told[] }>>(
      `query ($partnership: ID!, $period: PeriodInput!) {
        strategicAssessment(partnership: $partnership, period: $period) { caveats { code message } }
      }`,
      { partnership: 'DEMO2009', period: asked.period },
    );
    expect(strategicAssessment.caveats.length).toBeGreaterThan(0);
    expect(sentences(report.strategicAssessment.caveats)).toEqual(sentences(strategicAssessment.caveats));
  });
});
