/**
 * @backend either
 * @duration long
 */
import { demonstration, type Place, TRUTH } from '../../../seeds/demonstration';
import { seedDemonstration } from '../../../src/cli/demonstration';
import { Api, analystOf, sql } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';
import { recountFaults } from '../../support/dump';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const [{ id }] = await sql<{ id: number }>(
    fixture.database,
    "SELECT id FROM partnership WHERE code = 'DEMO2009'",
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

interface Cluster {
  rank: number;
  name: string;
  incidentCount: number;
  centroid: { easting: number; northing: number };
}

const HOTSPOTS = `query ($where: IncidentFilter!) {
  hotspotClusters(where: $where) {
    incidentCount clusters { rank name incidentCount centroid { easting northing } }
  }
}`;
const hotspotsOf = async (theme: string, from: string, to: string) =>
  (
    await api.ask<{ hotspotClusters: { incidentCount: number; clusters: Cluster[] } }>(HOTSPOTS, {
      where: { partnership: 'DEMO2009', themes: [theme], period: { from, to } },
    })
  ).hotspotClusters;

test('the demonstration is loaded whole: every record, and all that is kept beside them', async () => {
  const records = [...demonstration.incidents(), ...demonstration.sharedRecords()].length;
  expect(await sql(fixture.database, 'SELECT count(*)::integer AS n FROM incident')).toEqual([
    { n: records },
  ]);
  expect(await recountFaults(fixture.database)).toEqual([]);
}, 120_000);

test('seeding it a second time is refused', async () => {
  await expect(seedDemonstration(fixture.database, () => {})).rejects.toMatchObject({ code: 'CONFLICT' });
});

const places = new Map(demonstration.places().map((place) => [place.name, place]));
const planted = TRUTH.flatMap(({ theme, planted: truth }) =>
  truth && truth.hotspots.length > 0 ? [{ theme, hotspots: truth.hotspots, perYear: truth.perYear }] : [],
);

describe.each(planted)('the hotspots planted for $theme', ({ theme, hotspots, perYear }) => {
  test.each([
    ['January–June 2009', '2009-01-01', '2009-06-30', 0.5],
    ['the twelve months to June 2009', '2008-07-01', '2009-06-30', 1],
    ['both years', '2007-07-01', '2009-06-30', 2],
  ])('are the largest clusters of %s, and called by their names', async (_, from, to, years) => {
    const { clusters, incidentCount } = await hotspotsOf(theme, from, to);
    expect(Math.abs(incidentCount / (perYear * years) - 1)).toBeLessThan(0.25);
    // A ring of streets shows as two clusters, one on either side of its centre.
    const expected = hotspots.flatMap((hotspot) => (hotspot.ring ? [hotspot, hotspot] : [hotspot]));
    const largest = clusters.slice(0, expected.length);
    const found = largest.map(({ centroid }) => {
      const at = hotspots.filter(({ place, ring }) => {
        const { easting, northing, radius } = places.get(place) as Place;
        const distance = Math.hypot(centroid.easting - easting, centroid.northing - northing);
        return ring ? distance >= ring.from && distance <= ring.to : distance <= radius;
      });
      return at.map(({ place }) => place).join(' or ');
    });
    expect(found.sort()).toEqual(expected.map(({ place }) => place).sort());
    // A place in the town is called by the town's name or its own: where one is planted, that one is found.
    for (const { place, ring } of hotspots)
      if (!ring) expect(largest.map(({ name }) => name.replace(/ \(\d+\)$/, ''))).toContain(place);
  });
});

test('where nothing is planted, no cluster stands out', async () => {
  const { clusters, incidentCount } = await hotspotsOf('casualty-reduction', '2008-07-01', '2009-06-30');
  expect(incidentCount).toBeGreaterThan(400);
  for (const cluster of clusters) expect(cluster.incidentCount / incidentCount).toBeLessThan(0.06);
});
