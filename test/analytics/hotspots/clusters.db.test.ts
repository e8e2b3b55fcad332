/** @duration long */

import fc from 'fast-check';
import { PUBLIC_VIEWER } from '../../../src/access';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql, withoutVersions } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let database: Database;
beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

/** A place in metres from the corner of the invented ground, and how many incidents it has. */
type Spot = [x: number, y: number, n: number];

/** Open, snapped, monthly incidents of one month. */
function snapped([x, y, n]: Spot, month = '2023-05', offence = 'open-drugs'): IncidentRecord[] {
  const [year, number] = month.split('-').map(Number);
  const noon = (day: number, m: number) => new Date(Date.UTC(year, m, day, 12)).toISOString();
  return Array.from({ length: n }, () =>
    crime({
      source: 'police-uk-street',
      offence,
      at: [x, y],
      month,
      precision: 'MONTH',
      occurredFrom: noon(1, number - 1),
      occurredTo: noon(28, number - 1),
    }),
  );
}

let lastNumber = 0;

/** A partnership of 20 km square with these incidents, and the API as its analyst sees it. */
async function withIncidents(records: IncidentRecord[]): Promise<{ code: string; api: Api }> {
  lastNumber += 1;
  const code = `H${lastNumber}`;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1000, -1000, 20_000) }]);
  await load(database, code, records);
  return { code, api: await Api.on(database, analystOf(id)) };
}

interface Cluster {
  id: string;
  anchor: string;
  foundIn: 'CURRENT' | 'PREVIOUS' | 'BOTH';
  rank: number;
  name: string;
  incidentCount: number;
  locationCount: number;
  share: number;
  densityPerKm2: number;
  areaKm2: number;
  centroid: { longitude: number; latitude: number; easting: number; northing: number };
  hull: { type: string; coordinates: number[][][] };
  ward: { code: string } | null;
  sntArea: { code: string } | null;
  offences: { offence: { code: string }; count: number }[];
  change: {
    previousCount: number;
    currentCount: number;
    percent: number | null;
    lower: number | null;
    upper: number | null;
    pValue: number | null;
    direction: string;
  } | null;
  snapPointWarning: boolean;
}
interface Hotspots {
  clusters: Cluster[];
  clusterCount: number;
  noiseCount: number;
  splitNoise: number;
  incidentCount: number;
  features: {
    type: string;
    features: { type: string; id: string; geometry: Cluster['hull']; properties: Record<string, unknown> }[];
  };
  parameters: { name: string; value: string }[];
  dataVersion: string;
  caveats: Caveats;
}

const HOTSPOTS = `query ($where: IncidentFilter!, $eps: Float, $minIncidents: Int, $maxAreaKm2: Float, $compareWith: Comparison, $compareWithPeriod: PeriodInput) {
  hotspotClusters(where: $where, eps: $eps, minIncidents: $minIncidents, maxAreaKm2: $maxAreaKm2, compareWith: $compareWith, compareWithPeriod: $compareWithPeriod) {
    clusters {
      id anchor rank name foundIn incidentCount locationCount share densityPerKm2 areaKm2
      centroid { longitude latitude easting northing } hull ward { code } sntArea { code }
      offences { offence { code } count } change { previousCount currentCount percent lower upper pValue direction } snapPointWarning
    }
    clusterCount noiseCount splitNoise incidentCount features parameters { name value } dataVersion caveats { message }
  }
}`;
const ask = async ({ code, api }: { code: string; api: Api }, variables: object = {}, where: object = {}) =>
  (
    await api.ask<{ hotspotClusters: Hotspots }>(HOTSPOTS, {
      where: { partnership: code, ...where },
      ...variables,
    })
  ).hotspotClusters;

interface Expected {
  noise: boolean;
  n: number;
  places: number;
  easting: number;
  northing: number;
  /** Whether all its places are noise, or none is, by ST_ClusterDBSCAN as well. */
  agreed: boolean;
  /** Text of a MultiPoint. */
  members: string;
}

/**
 * Clusters by ST_ClusterDBSCAN on one row per incident. It alone says which core places belong together and what is
 * noise; only border places, which it may give to either of two clusters, go to their nearest core.
 */
function byPostgis(partnership: string, eps: number, least: number): Promise<Expected[]> {
  return sql(
    database,
    `WITH one AS (
       SELECT l.id, l.geom, ST_ClusterDBSCAN(l.geom, :eps, :least) OVER () AS cid
       FROM incident i JOIN location l ON l.partnership_id = i.partnership_id AND l.id = i.location_id
       JOIN partnership p ON p.id = i.partnership_id WHERE p.code = :partnership
     ), place AS (
       SELECT id, geom, count(*) AS n, min(cid) AS cid FROM one GROUP BY id, geom
     ), core AS (
       SELECT p.* FROM place p
       WHERE (SELECT sum(q.n) FROM place q WHERE ST_DWithin(q.geom, p.geom, :eps)) >= :least
     ), assigned AS (
       SELECT p.*, CASE WHEN p.id IN (SELECT id FROM core) THEN p.cid ELSE (
         SELECT c.cid FROM core c WHERE ST_DWithin(c.geom, p.geom, :eps)
         ORDER BY ST_Distance(c.geom, p.geom), ST_X(c.geom), ST_Y(c.geom) LIMIT 1) END AS cluster
       FROM place p
     )
     SELECT cluster IS NULL AS noise, sum(n)::integer AS n, count(*)::integer AS places,
       sum(n * ST_X(geom)) / sum(n) AS easting, sum(n * ST_Y(geom)) / sum(n) AS northing,
       bool_and((cid IS NULL) = (cluster IS NULL)) AS agreed, ST_AsText(ST_Collect(geom)) AS members
     FROM assigned GROUP BY cluster`,
    { partnership, eps, least },
  );
}

const spots = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 5 })),
  { selector: ([x, y]) => `${x} ${y}`, minLength: 5, maxLength: 60 },
);

test('clusters, cores and noise are those of ST_ClusterDBSCAN on one row per incident; hulls hold their places', async () => {
  await fc.assert(
    fc.asyncProperty(
      spots,
      fc.constantFrom(50, 70.8, 100, 111, 150, 250),
      fc.integer({ min: 2, max: 12 }),
      async (lattice, eps, minIncidents) => {
        // Snapped to a lattice of 50 m: distances of exactly eps are frequent.
        const all = lattice.map(([x, y, n]): Spot => [x * 50, y * 50, n]);
        const town = await withIncidents(all.flatMap((spot) => snapped(spot)));
        const answer = await ask(town, { eps, minIncidents, maxAreaKm2: 10_000 });
        const rows = await byPostgis(town.code, eps, minIncidents);
        expect(rows.every(({ agreed }) => agreed)).toBe(true);
        const total = all.reduce((sum, [, , n]) => sum + n, 0);
        expect(answer.incidentCount).toBe(total);
        expect(answer.noiseCount).toBe(rows.find(({ noise }) => noise)?.n ?? 0);
        expect(answer.clusterCount).toBe(answer.clusters.length);

        const keyOf = (n: number, places: number, easting: number, northing: number) =>
          `${n} incidents at ${places} places around ${easting.toFixed(3)} ${northing.toFixed(3)}`;
        const expected = new Map(
          rows
            .filter(({ noise }) => !noise)
            .map((row) => [keyOf(row.n, row.places, row.easting, row.northing), row.members]),
        );
        const found = answer.clusters.map(({ incidentCount, locationCount, centroid }) =>
          keyOf(incidentCount, locationCount, centroid.easting, centroid.northing),
        );
        expect([...found].sort()).toEqual([...expected.keys()].sort());

        const checked = await sql<{ covered: boolean; valid: boolean; area: number }>(
          database,
          `SELECT ST_IsValid(hull) AS valid, ST_Area(ST_Buffer(ST_GeomFromText(members, 27700), :eps / 2.0, 32)) AS area,
             (SELECT bool_and(ST_DWithin(point.geom, hull, 0.05)) FROM ST_Dump(ST_GeomFromText(members, 27700)) AS point) AS covered
           FROM unnest(:hulls::text[], :members::text[]) WITH ORDINALITY AS g (json, members, i),
             LATERAL ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(json), 4326), 27700) AS hull ORDER BY i`,
          {
            hulls: answer.clusters.map(({ hull }) => JSON.stringify(hull)),
            members: found.map((key) => expected.get(key)),
            eps,
          },
        );
        checked.forEach(({ covered, valid, area }, i) => {
          expect({ covered, valid }).toEqual({ covered: true, valid: true });
          const { areaKm2, densityPerKm2, incidentCount, share, rank } = answer.clusters[i];
          // Counted on a raster whose cells are a tenth of the radius of the discs.
          expect(Math.abs((areaKm2 * 1e6) / area - 1)).toBeLessThan(0.03);
          expect(densityPerKm2).toBeCloseTo(incidentCount / areaKm2, 6);
          expect(share).toBeCloseTo(incidentCount / total, 12);
          expect(rank).toBe(i + 1);
          if (i > 0) expect(incidentCount).toBeLessThanOrEqual(answer.clusters[i - 1].incidentCount);
        });
      },
    ),
    { numRuns: runs(40) },
  );
}, 180_000);

describe('shapes', () => {
  const shapeOf = async (spotsOfCluster: Spot[], eps: number) => {
    const town = await withIncidents(spotsOfCluster.flatMap((spot) => snapped(spot)));
    const { clusters } = await ask(town, { eps, minIncidents: 5 });
    expect(clusters).toHaveLength(1);
    const [{ area }] = await sql<{ area: number }>(
      database,
      'SELECT ST_Area(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(:hull), 4326), 27700)) AS area',
      { hull: JSON.stringify(clusters[0].hull) },
    );
    return { ...clusters[0], hullArea: area };
  };
  /** Area of a polygon of 32 sides in a circle. */
  const disc = (radius: number) => 16 * radius ** 2 * Math.sin(Math.PI / 16);
  /** Degrees are written with seven decimals: the outline is right to a centimetre. */
  const expectArea = (area: number, expected: number, around: number) =>
    expect(Math.abs(area - expected)).toBeLessThan(0.02 * around);

  test('one place: a disc of half of eps around it', async () => {
    const { areaKm2, hullArea, centroid, densityPerKm2 } = await shapeOf([[500, 500, 7]], 200);
    expectArea(hullArea, disc(100), 630);
    expect(Math.abs(areaKm2 / (Math.PI * 0.01) - 1)).toBeLessThan(0.01);
    expect(densityPerKm2).toBeCloseTo(7 / areaKm2, 6);
    expect(centroid).toMatchObject({ easting: ORIGIN.easting + 500, northing: ORIGIN.northing + 500 });
  });

  test('two places, and three on a line: the line, widened by half of eps', async () => {
    const two: Spot[] = [
      [0, 0, 3],
      [150, 0, 3],
    ];
    expectArea((await shapeOf(two, 200)).hullArea, disc(100) + 150 * 200, 930);
    const three: Spot[] = [
      [0, 0, 3],
      [90, 120, 3],
      [180, 240, 3],
    ];
    expectArea((await shapeOf(three, 200)).hullArea, disc(100) + 300 * 200, 1_230);
  });

  test('street_in_degrees: places on a line but for the last decimals of their degrees have no sliver for a hull', async () => {
    // Published with six decimals: a straight street, and yet three points are never quite on one line.
    const street = [0, 1, 2, 3].flatMap((i) =>
      snapped([0, 0, 4]).map((record) => ({
        ...record,
        place: {
          kind: 'lonlat' as const,
          longitude: Number((-0.52 + i * 0.0011113).toFixed(6)),
          latitude: Number((51.98 + i * 0.0003337).toFixed(6)),
          snapped: true,
        },
      })),
    );
    const code = `H_STREET`;
    const id = await partnershipOf(database, code);
    const ring = [
      [-0.6, 51.9],
      [-0.4, 51.9],
      [-0.4, 52.1],
      [-0.6, 52.1],
      [-0.6, 51.9],
    ];
    await importAreas(database, code, 'PARTNERSHIP', [{ code, ring }], { crs: undefined });
    await load(database, code, street);
    const { clusters } = await ask(
      { code, api: await Api.on(database, analystOf(id)) },
      { eps: 250, minIncidents: 5 },
    );
    expect(clusters).toHaveLength(1);
    // 16 incidents on 230 metres of street: some hundred per square kilometre, not millions.
    expect(clusters[0].densityPerKm2).toBeLessThan(1_000);
  });

  test('a triangle is drawn as it is, no wider', async () => {
    const triangle: Spot[] = [
      [0, 0, 2],
      [200, 0, 2],
      [0, 200, 2],
    ];
    expectArea((await shapeOf(triangle, 250)).hullArea, 20_000, 690);
  });
});

describe('a cluster', () => {
  const A: Spot[] = [
    [0, 0, 9],
    [100, 0, 4],
  ];
  const B: Spot[] = [
    [5000, 5000, 6],
    [5100, 5000, 6],
  ];

  test('keeps its id whatever the order of the rows and of the places, and after another load of the same', async () => {
    const records = [...A, ...B, [9000, 0, 1] as Spot].flatMap((spot) => snapped(spot));
    const town = await withIncidents(records);
    const ids = async (variables: object = {}, where: object = {}) =>
      (await ask(town, variables, where)).clusters.map(({ id }) => id);
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    for (const table of ['incident', 'incident_count', 'location_area', 'location'])
      await sql(
        database,
        `DELETE FROM ${table} WHERE partnership_id = (SELECT id FROM partnership WHERE code = :code)`,
        {
          code: town.code,
        },
      );
    await load(database, town.code, [...records].reverse());
    expect(await ids()).toEqual(first);
    // Without a window to compare with, whichever is asked for.
    expect(await ids({ compareWith: 'PREVIOUS_PERIOD' })).toEqual(first);
    expect(await ids({ eps: 250, minIncidents: 5 })).toEqual(first);
    // Other parameters make other clusters.
    expect(await ids({ eps: 251 })).not.toEqual(first);
    expect(await ids({ minIncidents: 6 })).not.toEqual(first);
    expect(await ids({}, { offences: ['open-drugs'] })).not.toEqual(first);
  });

  test('has its offences by count, its main ward and SNT area, and a name of its own', async () => {
    const records = [
      ...snapped([100, 100, 5], '2023-05', 'open-burglary'),
      ...snapped([200, 100, 8], '2023-05', 'open-drugs'),
      ...snapped([1050, 100, 6], '2023-05', 'open-drugs'), // the same cluster, over the edge of the ward
      ...snapped([3000, 100, 6]),
      ...snapped([3900, 100, 6]),
    ];
    const town = await withIncidents(records);
    await importAreas(database, town.code, 'WARD', [
      { code: 'W1', ring: box(0, 0, 1000) },
      { code: 'W2', ring: box(1000, 0, 3500, 1000) },
    ]);
    const before = await ask(town, { eps: 850 });
    expect(before.clusters.map(({ name, ward, sntArea }) => [name, ward?.code, sntArea])).toEqual([
      ['Area W1', 'W1', null],
      ['Area W2', 'W2', null],
      ['Area W2 (2)', 'W2', null],
    ]);
    await importAreas(database, town.code, 'SNT_AREA', [
      { code: 'S1', name: 'Town team', ring: box(0, 0, 3500, 1000) },
    ]);
    const { clusters } = await ask(town, { eps: 850 });
    expect(clusters.map(({ name, ward, sntArea }) => [name, ward?.code, sntArea?.code])).toEqual([
      ['Town team', 'W1', 'S1'],
      ['Town team (2)', 'W2', 'S1'],
      ['Area W2', 'W2', undefined],
    ]);
    expect(clusters[0].offences).toEqual([
      { offence: { code: 'open-drugs' }, count: 14 },
      { offence: { code: 'open-burglary' }, count: 5 },
    ]);
  });

  test('warns where more than half of it lies on one anonymous map point, and only then', async () => {
    const warned = async (records: IncidentRecord[]) =>
      (await ask(await withIncidents(records), { minIncidents: 5 })).clusters.map(
        (each) => each.snapPointWarning,
      );
    const plain = (at: [number, number], n: number) => Array.from({ length: n }, () => crime({ at }));
    expect(await warned(A.flatMap((spot) => snapped(spot)))).toEqual([true]); // 9 of 13
    expect(await warned(B.flatMap((spot) => snapped(spot)))).toEqual([false]); // 6 of 12
    expect(await warned([...plain([0, 0], 9), ...plain([100, 0], 4)])).toEqual([false]);
    // Snapped incidents beside do not make a map point of a place that is none.
    expect(await warned([...plain([0, 0], 9), ...snapped([100, 0, 4])])).toEqual([false]);
  });

  test('has an anchor that follows its busiest place from one question to the next', async () => {
    const town = await withIncidents([
      ...snapped([0, 0, 9], '2023-04'),
      ...snapped([0, 0, 9]),
      ...snapped([5000, 0, 8], '2023-04'),
      ...snapped([5000, 0, 20]),
      ...snapped([5100, 0, 6]),
    ]);
    const of = async (month: string, day: number) =>
      (await ask(town, { minIncidents: 5 }, { period: { from: `${month}-01`, to: `${month}-${day}` } }))
        .clusters;
    const [april, may] = [await of('2023-04', 30), await of('2023-05', 31)];
    expect(may.map(({ anchor }) => anchor)).toEqual(april.map(({ anchor }) => anchor).reverse());
    expect(may.map(({ id }) => id)).not.toEqual(expect.arrayContaining([april[0].id]));
  });

  test('is called by the street or place that the publisher names at most of its incidents', async () => {
    const named = (spot: Spot, name?: string) =>
      snapped(spot).map((record) => ({ ...record, place: { ...record.place, name } }) as IncidentRecord);
    const town = await withIncidents([
      ...named([0, 0, 5], 'Church Street'),
      ...named([50, 0, 3], 'Market Square'),
      ...named([100, 0, 4], 'Market Square'),
      ...named([5_000, 0, 6], 'Market Square'),
      ...named([9_000, 0, 6]),
    ]);
    await importAreas(database, town.code, 'WARD', [{ code: 'W1', ring: box(0, -500, 15_000) }]);
    const { clusters } = await ask(town);
    expect(clusters.map(({ name }) => name)).toEqual(['Market Square', 'Market Square (2)', 'Area W1']);
  });

  test('that would be too large is split where its density falls, and the answer says so', async () => {
    // Two centres of a town, and a street of single incidents between them.
    const town = await withIncidents(
      [
        ...[0, 100, 200].flatMap((x) => [0, 100, 200].map((y): Spot => [x, y, 6])),
        ...[1_500, 1_600, 1_700].flatMap((x) => [0, 100, 200].map((y): Spot => [x, y, 5])),
        ...Array.from({ length: 12 }, (_, i): Spot => [300 + i * 100, 100, 2]),
      ].flatMap((spot) => snapped(spot)),
    );
    const whole = await ask(town, { maxAreaKm2: 10 });
    expect(whole).toMatchObject({ clusterCount: 1, splitNoise: 0 });
    const parts = await ask(town, { maxAreaKm2: 0.3 });
    expect(parts.clusterCount).toBeGreaterThan(1);
    for (const { areaKm2 } of parts.clusters) expect(areaKm2).toBeLessThanOrEqual(0.3);
    const inParts = parts.clusters.reduce((sum, { incidentCount }) => sum + incidentCount, 0);
    expect(inParts + parts.splitNoise).toBe(parts.incidentCount);
    expect(parts.noiseCount).toBe(parts.splitNoise);
    expect(sentencesOf(parts.caveats)).toContainEqual(
      expect.stringMatching(/^A cluster was larger than 0.3 km², and split where the density falls/),
    );
  });

  test('incidents without a place count in the total and the shares, not in the noise', async () => {
    const nowhere = Array.from({ length: 7 }, () => crime({ place: { kind: 'unlocated' } }));
    const placed = Array.from({ length: 13 }, () => crime({ at: [0, 0] }));
    const answer = await ask(await withIncidents([...nowhere, ...placed, crime({ at: [3000, 0] })]));
    expect(answer).toMatchObject({ incidentCount: 21, noiseCount: 1 });
    expect(answer.clusters[0].share).toBeCloseTo(13 / 21, 12);
    expect(sentencesOf(answer.caveats)).toContainEqual(
      expect.stringMatching(/^Without a place: 7 incidents/),
    );
  });
});

describe('the change', () => {
  /** Incidents of each month from July 2020 to June 2023 at two places of one cluster, and at one far away. */
  const MONTHS = Array.from({ length: 36 }, (_, i) =>
    new Date(Date.UTC(2020, 6 + i, 1)).toISOString().slice(0, 7),
  );
  const nOf = (i: number) => 1 + (i % 5);
  const period = { from: '2023-01-01', to: '2023-06-30' };
  let town: { code: string; api: Api };
  beforeAll(async () => {
    town = await withIncidents(
      MONTHS.flatMap((month, i) => [
        ...snapped([0, 0, nOf(i)], month),
        ...snapped([120, 0, 1], month),
        // In earlier years only: no place of the cluster itself, but within reach of its core.
        ...(month < '2022-01' ? snapped([0, 200, 2], month) : []),
        ...snapped([9000, 9000, 1], month),
      ]),
    );
  });
  /** Incidents in the catchment of the cluster from one month to another, counted by hand. */
  const countOf = (from: string, to: string) =>
    MONTHS.reduce(
      (sum, month, i) => (month < from || month > to ? sum : sum + nOf(i) + 1 + (month < '2022-01' ? 2 : 0)),
      0,
    );
  const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

  test.each<[string, object, [string, string], [string, string]]>([
    ['by default', {}, ['2023-01-01', '2023-06-30'], ['2022-01-01', '2022-06-30']],
    [
      'SAME_PERIOD_LAST_YEAR',
      { compareWith: 'SAME_PERIOD_LAST_YEAR' },
      ['2023-01-01', '2023-06-30'],
      ['2022-01-01', '2022-06-30'],
    ],
    [
      'PREVIOUS_PERIOD',
      { compareWith: 'PREVIOUS_PERIOD' },
      ['2023-01-01', '2023-06-30'],
      ['2022-07-01', '2022-12-31'],
    ],
    [
      'ROLLING_12_MONTHS',
      { compareWith: 'ROLLING_12_MONTHS' },
      ['2022-07-01', '2023-06-30'],
      ['2021-07-01', '2022-06-30'],
    ],
    [
      'FINANCIAL_YEAR_TO_DATE',
      { compareWith: 'FINANCIAL_YEAR_TO_DATE' },
      ['2023-04-01', '2023-06-30'],
      ['2022-04-01', '2022-06-30'],
    ],
    [
      'explicit dates',
      { compareWithPeriod: { from: '2020-07-01', to: '2021-12-31' } },
      ['2023-01-01', '2023-06-30'],
      ['2020-07-01', '2021-12-31'],
    ],
  ])(
    '%s counts both windows at places within reach, by independent count',
    async (name, variables, current, previous) => {
      const answer = await ask(town, { ...variables, minIncidents: 5 }, { period });
      expect(answer.clusters).toHaveLength(2);
      const { change, incidentCount } = answer.clusters[0];
      const month = (date: string) => date.slice(0, 7);
      const currentCount = countOf(month(current[0]), month(current[1]));
      const previousCount = countOf(month(previous[0]), month(previous[1]));
      expect(incidentCount).toBe(currentCount);
      const ratio = currentCount / days(...current) / (previousCount / days(...previous));
      expect(change).toMatchObject({ currentCount, previousCount });
      expect(change!.percent).toBeCloseTo((ratio - 1) * 100, 9);
      expect(change!.direction).toBe(
        change!.pValue! >= 0.05 ? 'NO_CLEAR_CHANGE' : ratio > 1 ? 'INCREASING' : 'DECREASING',
      );
      expect(answer.parameters).toEqual(
        expect.arrayContaining([
          {
            name: 'compareWith',
            value:
              name === 'explicit dates' ? 'EXPLICIT' : name === 'by default' ? 'SAME_PERIOD_LAST_YEAR' : name,
          },
          { name: 'currentWindow', value: current.join('/') },
          { name: 'comparisonWindow', value: previous.join('/') },
        ]),
      );
    },
  );

  test('a clear rise and fall are called so', async () => {
    const year = (month: string, n: number) => snapped([0, 0, n], month);
    const rising = await withIncidents([...year('2022-05', 6), ...year('2023-05', 30)]);
    const where = { period: { from: '2023-05-01', to: '2023-05-31' } };
    expect((await ask(rising, {}, where)).clusters[0].change).toMatchObject({ direction: 'INCREASING' });
    const falling = await withIncidents([...year('2022-05', 30), ...year('2023-05', 6)]);
    expect((await ask(falling, {}, where)).clusters[0].change).toMatchObject({
      direction: 'DECREASING',
      previousCount: 30,
      currentCount: 6,
      percent: -80,
    });
    const fromNothing = await withIncidents([...snapped([9000, 0, 1], '2022-05'), ...year('2023-05', 30)]);
    expect((await ask(fromNothing, {}, where)).clusters[0].change).toMatchObject({
      direction: 'INCREASING',
      previousCount: 0,
      percent: null,
    });
  });

  test('is measured on places of both windows, and each cluster says in which it would be one', async () => {
    const month = (of: string, ...spots: Spot[]) => spots.flatMap((spot) => snapped(spot, of));
    const here = await withIncidents([
      ...month('2022-05', [0, 0, 12], [150, 0, 3], [5_000, 0, 12], [9_000, 9_000, 2]),
      ...month('2023-05', [0, 0, 9], [0, 150, 4], [10_000, 0, 12], [9_000, 9_000, 2]),
    ]);
    const where = { period: { from: '2023-05-01', to: '2023-05-31' } };
    const { clusters, incidentCount, noiseCount, parameters } = await ask(here, {}, where);
    const told = clusters.map(({ rank, foundIn, incidentCount: n, locationCount, change }) => [
      rank,
      foundIn,
      n,
      locationCount,
      change?.previousCount,
      change?.currentCount,
    ]);
    expect(told).toEqual([
      [1, 'BOTH', 13, 3, 15, 13],
      [2, 'CURRENT', 12, 1, 0, 12],
      [3, 'PREVIOUS', 0, 1, 12, 0],
    ]);
    expect({ incidentCount, noiseCount }).toEqual({ incidentCount: 27, noiseCount: 2 });
    expect(parameters).toContainEqual({ name: 'minIncidents', value: '10' });
    const asked = { ...where, compareWith: 'PREVIOUS_PERIOD' };
    expect(
      (await ask(here, { compareWith: asked.compareWith }, where)).clusters.map(({ foundIn }) => foundIn),
    ).toEqual(['CURRENT', 'CURRENT']);
  });

  test('is the same in every field with the default minimum given and left out', async () => {
    const here = await withIncidents([
      ...[snapped([0, 0, 16], '2022-05'), snapped([0, 0, 6], '2023-05')].flat(),
      ...[snapped([9_000, 0, 1_784], '2022-05'), snapped([9_000, 0, 194], '2023-05')].flat(),
    ]);
    const where = { period: { from: '2023-05-01', to: '2023-05-31' } };
    const byDefault = await ask(here, {}, where);
    expect(byDefault.clusters.map(({ foundIn }) => foundIn)).toEqual(['BOTH', 'PREVIOUS']);
    expect(await ask(here, { minIncidents: 20 }, where)).toEqual(byDefault);
  });

  test('where a window lies outside what was delivered there is none, and the answer says why', async () => {
    const answer = await ask(town, {}, { period: { from: '2020-07-01', to: '2020-12-31' } });
    expect(answer.clusters[0].change).toBeNull();
    expect(sentencesOf(answer.caveats)).toContain(
      'No change is given: the comparison reaches outside the time that there are data for.',
    );
    expect(answer.parameters.map(({ name }) => name)).not.toContain('comparisonWindow');
  });

  test('a window that reaches beyond it is shortened, the other with it, and the answer says so', async () => {
    const answer = await ask(town, {}, { period: { from: '2023-04-01', to: '2023-12-31' } });
    expect(answer.parameters).toEqual(
      expect.arrayContaining([
        { name: 'currentWindow', value: '2023-04-01/2023-06-30' },
        { name: 'comparisonWindow', value: '2022-04-01/2022-06-30' },
      ]),
    );
    expect(sentencesOf(answer.caveats).join('\n')).toContain(
      'Compared: 2023-04-01 to 2023-06-30 with 2022-04-01 to 2022-06-30.',
    );
  });
});

describe('the answer', () => {
  test('names all parameters, those with defaults too, whatever the order in which the filter was sent', async () => {
    const town = await withIncidents(
      Array.from({ length: 60 }, (_, i) => snapped([i * 10, 0, i === 0 ? 11 : 10])).flat(),
    );
    const { parameters, dataVersion, caveats } = await ask(town);
    expect(parameters).toEqual([
      { name: 'eps', value: '250' },
      { name: 'minIncidents', value: '7' }, // 1 % of 601, rounded up
      { name: 'maxAreaKm2', value: '0.5' },
      { name: 'partnership', value: town.code },
      { name: 'period', value: '2023-05-01/2023-05-31' },
      { name: 'defaultSources', value: 'police-uk-street' },
      { name: 'compareWith', value: 'SAME_PERIOD_LAST_YEAR' },
    ]);
    expect(dataVersion).toMatch(new RegExp(`^${town.code}-\\d+$`));
    expect(sentencesOf(caveats)).toContainEqual(expect.stringMatching(/places are anonymous map points/));

    const bbox = { west: -1, south: 51, east: 0, north: 53 };
    const turned = Object.fromEntries(Object.entries(bbox).reverse());
    const one = await ask(town, {}, { bbox, themes: ['drug-misuse'] });
    const two = await ask(town, {}, { themes: ['drug-misuse'], bbox: turned });
    expect(one.parameters).toEqual(two.parameters);
    expect(one.clusters.map(({ id }) => id)).toEqual(two.clusters.map(({ id }) => id));
    expect(one.parameters).toContainEqual({ name: 'themes', value: '["drug-misuse"]' });
    expect(one.parameters.find(({ name }) => name === 'bbox')?.value).toBe(
      '{"east":0,"north":53,"south":51,"west":-1}',
    );
  });

  test('features are RFC 7946: closed rings, outer ones anticlockwise, in degrees of seven decimals, flat properties', async () => {
    const spotsOfAll: Spot[] = [
      [0, 0, 9],
      [3000, 0, 5],
      [3100, 0, 5],
      [6000, 0, 4],
      [6200, 0, 4],
      [6000, 200, 4],
    ];
    const answer = await ask(await withIncidents(spotsOfAll.flatMap((spot) => snapped(spot))));
    const { features, clusters } = answer;
    expect(features.type).toBe('FeatureCollection');
    expect(features.features).toHaveLength(3);
    features.features.forEach(({ type, id, geometry, properties }, i) => {
      const cluster = clusters[i];
      expect({ type, id, geometry }).toEqual({ type: 'Feature', id: cluster.id, geometry: cluster.hull });
      expect(geometry.type).toBe('Polygon');
      const [outer] = geometry.coordinates;
      expect(outer.length).toBeGreaterThanOrEqual(4);
      expect(outer[0]).toEqual(outer.at(-1));
      expect(
        outer.slice(1).reduce((sum, [x, y], k) => sum + outer[k][0] * y - x * outer[k][1], 0),
      ).toBeGreaterThan(0);
      for (const [longitude, latitude] of outer) {
        expect(longitude).toBeGreaterThan(-1);
        expect(longitude).toBeLessThan(0);
        expect(latitude).toBeGreaterThan(51);
        for (const value of [longitude, latitude]) expect(Number(value.toFixed(7))).toBe(value);
      }
      expect(Object.values(properties).every((value) => value === null || typeof value !== 'object')).toBe(
        true,
      );
      expect(properties).toMatchObject({
        rank: cluster.rank,
        name: cluster.name,
        incidentCount: cluster.incidentCount,
        share: cluster.share,
        mainOffence: 'open-drugs',
        snapPointWarning: cluster.snapPointWarning,
      });
    });
  });

  test('of a filter that selects nothing is empty, not an error', async () => {
    const town = await withIncidents(snapped([0, 0, 9]));
    expect(await ask(town, {}, { offences: ['open-robbery'] })).toMatchObject({
      clusters: [],
      clusterCount: 0,
      noiseCount: 0,
      incidentCount: 0,
      features: { type: 'FeatureCollection', features: [] },
    });
  });

  test('of open data is the same for everyone; closed sources need a key', async () => {
    const open = await withIncidents([...snapped([0, 0, 9]), ...snapped([5000, 0, 1])]);
    const variables = { where: { partnership: open.code } };
    const [mine, everyones] = [
      await open.api.ask(HOTSPOTS, variables),
      await open.api.ask(HOTSPOTS, variables, { viewer: PUBLIC_VIEWER }),
    ];
    expect(withoutVersions(everyones)).toEqual(withoutVersions(mine));
    const closed = await withIncidents(Array.from({ length: 9 }, () => crime({})));
    expect(
      await closed.api.refusal(HOTSPOTS, { where: { partnership: closed.code } }, { viewer: PUBLIC_VIEWER }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([
    ['eps', 9.9],
    ['eps', 5001],
    ['minIncidents', 1],
    ['minIncidents', 1_000_001],
    ['maxAreaKm2', 0.04],
    ['maxAreaKm2', 10_001],
  ])('%s of %d is out of range', async (name, value) => {
    const { code, api } = await withIncidents([]);
    const problem = await api.refusal(HOTSPOTS, { where: { partnership: code }, [name]: value });
    expect(problem).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(name) });
  });

  test('of more than 2,000 clusters is refused with the limit and what to do', async () => {
    const lattice = Array.from(
      { length: 2_001 },
      (_, i): Spot => [(i % 50) * 100, Math.floor(i / 50) * 100, 2],
    );
    const { code, api } = await withIncidents(lattice.flatMap((spot) => snapped(spot)));
    expect(
      await api.refusal(HOTSPOTS, { where: { partnership: code }, eps: 10, minIncidents: 2 }),
    ).toMatchObject({
      code: 'TOO_LARGE',
      details: { limit: 2000 },
      message: expect.stringMatching(/raise minIncidents/),
    });
  });

  test('costs as many statements for many clusters and incidents as for one', async () => {
    const few = await withIncidents(snapped([0, 0, 5]));
    const spotsOfMany = Array.from(
      { length: 60 },
      (_, i): Spot => [(i % 10) * 1000, Math.floor(i / 10) * 1000, 20],
    );
    const many = await withIncidents(spotsOfMany.flatMap((spot) => snapped(spot)));
    for (const { code } of [few, many])
      await importAreas(database, code, 'WARD', [
        { code: 'W1', ring: box(-900, -900, 9000) },
        { code: 'W2', ring: box(8100, -900, 9000) },
      ]);
    const statements = async (town: { code: string; api: Api }) => {
      await ask(town); // so that the vocabulary is known
      return town.api.statements(HOTSPOTS, { where: { partnership: town.code } });
    };
    expect((await ask(many)).clusterCount).toBe(60);
    expect(await statements(many)).toBe(await statements(few));
  });
});
