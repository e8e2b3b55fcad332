/**
 * @backend either
 * @duration long
 */
import { trackHotspots } from '../../../src/analytics/hotspots';
import { AreaKind } from '../../../src/domain/areas';
import { importBoundaries, importFiles, POLICE_UK } from '../../../src/ingest';
import { describeWithSharedData } from '../../shared-data';
import { Api, analystOf, sql } from '../../support/api';
import { CENTRAL_BEDFORDSHIRE, CENTRAL_BEDFORDSHIRE_FILES } from '../../support/central-bedfordshire';
import { createCentralBedfordshire, createTestDatabase, type TestDatabase } from '../../support/database';
import { partnershipOf } from '../../support/ground';
import { clustersOf, expectSameCounts, type Question } from './hotspot-questions';

interface Tracked {
  id: string;
  name: string;
  status: 'NEW' | 'CONTINUING' | 'GONE';
  firstSeen: string;
  lastSeen: string;
  incidentCount: number;
  history: { month: string; count: number }[];
}

describeWithSharedData('two years of Central Bedfordshire', CENTRAL_BEDFORDSHIRE_FILES, () => {
  const CODE = CENTRAL_BEDFORDSHIRE;
  let fixture: TestDatabase;
  let api: Api;
  let id: number;
  beforeAll(async () => {
    fixture = await createCentralBedfordshire();
    const { database } = fixture;
    [{ id }] = await sql<{ id: number }>(database, 'SELECT id FROM partnership WHERE code = :code', {
      code: CODE,
    });
    api = await Api.on(database, analystOf(id));
  }, 300_000);
  afterAll(() => fixture.remove());

  const year = { from: '2023-05-01', to: '2024-04-30' };
  const QUESTIONS: [string, Omit<Question, 'where'> & { where: Partial<Question['where']> }][] = [
    ['all crime', { where: {} }],
    ['burglary', { where: { offences: ['open-burglary'] } }],
    ['vehicle crime', { where: { themes: ['vehicle-crime'] }, compareWith: 'ROLLING_12_MONTHS' }],
    ['robbery', { where: { offences: ['open-robbery'] } }],
    [
      'a quarter of anti-social behaviour',
      {
        where: {
          themes: ['anti-social-behaviour'],
          period: { from: '2024-01-01', to: '2024-03-31' },
        },
        compareWith: 'PREVIOUS_PERIOD',
      },
    ],
    // The share of rows without a place fell from 20.6% to 15.6%, which says nothing of places.
    ['shoplifting, of which more had no place before', { where: { themes: ['shoplifting'] } }],
  ];

  test.each(QUESTIONS)(
    '%s: trend and counts of each hotspot are its own',
    async (_, { where, ...question }) => {
      const asked = { ...question, where: { partnership: CODE, period: year, ...where } };
      expect(await expectSameCounts(api, asked)).toBeGreaterThan(0);
    },
  );

  test('no hotspot is larger than half a square kilometre, and names are those of streets and places', async () => {
    const { clusters } = await clustersOf(api, { where: { partnership: CODE, period: year } });
    for (const { areaKm2 } of clusters) expect(areaKm2).toBeLessThanOrEqual(0.5);
    const vehicles = await clustersOf(api, {
      where: { partnership: CODE, period: year, themes: ['vehicle-crime'] },
    });
    expect(vehicles.clusters.map(({ name }) => name)).toContain('Toddington Service Area');
  });

  const themes = ['burglary', 'vehicle-crime', 'anti-social-behaviour', 'violent-crime', 'criminal-damage'];
  const TRACKED = `query ($theme: ID!) {
      hotspots(partnership: "${CODE}", theme: $theme, first: 500) {
        nodes { id name status firstSeen lastSeen incidentCount history { month count } }
      }
    }`;
  const trackedOf = async (theme: string) =>
    (await api.ask<{ hotspots: { nodes: Tracked[] } }>(TRACKED, { theme })).hotspots.nodes;

  test('hotspots that last keep their id over the twelve monthly steps', async () => {
    expect(await trackHotspots(fixture.database, id)).toBe(true);
    // A cluster lasts where half of its incidents lie on the ground of the month before, whatever its id.
    const kept = await sql<{ theme: string; lasting: number; kept: number }>(
      fixture.database,
      `WITH state AS (
           SELECT t.code AS theme, h.id, s.month, place, weight
           FROM hotspot AS h JOIN theme AS t ON t.id = h.theme_id
           JOIN hotspot_month AS s ON s.partnership_id = h.partnership_id AND s.hotspot_id = h.id
           CROSS JOIN LATERAL unnest(s.places, s.weights) AS m (place, weight)
           WHERE t.code = ANY (:themes)
         ), step AS (
           SELECT now.theme, now.id, now.month, sum(now.weight) FILTER (WHERE EXISTS (
               SELECT FROM state AS before WHERE before.theme = now.theme AND before.place = now.place
                 AND before.month = (now.month - interval '1 month')::date)) >= 0.5 * sum(now.weight) AS lasts
           FROM state AS now GROUP BY now.theme, now.id, now.month
         )
         SELECT theme, count(*)::integer AS lasting, (count(*) FILTER (WHERE EXISTS (
             SELECT FROM step AS before WHERE before.theme = s.theme AND before.id = s.id
               AND before.month = (s.month - interval '1 month')::date)))::integer AS kept
         FROM step AS s WHERE lasts GROUP BY theme`,
      { themes },
    );
    expect(kept).toHaveLength(themes.length);
    const all = (of: 'lasting' | 'kept') => kept.reduce((sum, row) => sum + row[of], 0);
    expect(all('lasting')).toBeGreaterThan(150);
    expect(all('kept') / all('lasting')).toBeGreaterThanOrEqual(0.9);
  }, 300_000);

  test('a filter by a tracked hotspot counts what the hotspot shows', async () => {
    for (const theme of themes) {
      const standing = (await trackedOf(theme)).filter(({ status }) => status !== 'GONE');
      expect(standing.length).toBeGreaterThan(0);
      for (const { id: hotspot, incidentCount, history } of standing.slice(0, 5)) {
        const { incidentCounts } = await api.ask<{ incidentCounts: { total: { count: number } } }>(
          'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
          { where: { partnership: CODE, themes: [theme], period: year, hotspot } },
        );
        expect(incidentCounts.total.count).toBe(incidentCount);
        expect(history.at(-1)).toEqual({ month: '2024-04-01', count: incidentCount });
      }
    }
  });
});

describeWithSharedData(
  'compact cities',
  [
    'boundaries/wards_by_lad/E09000001.json',
    'police/city/city-of-london',
    'boundaries/wards_by_lad/E06000018.json',
    'police/city/nottinghamshire',
  ],
  (londonWards, london, nottinghamWards, nottingham) => {
    let fixture: TestDatabase;
    beforeAll(async () => {
      fixture = await createTestDatabase();
    });
    afterAll(() => fixture.remove());

    test.each([
      ['City of London', 'LONDON', londonWards, london],
      ['Nottingham', 'NOTTS', nottinghamWards, nottingham],
    ])(
      '%s: no hotspot holds a third of the incidents or half a square kilometre',
      async (name, code, wards, police) => {
        const { database } = fixture;
        const id = await partnershipOf(database, code, name);
        await importBoundaries(database, { partnership: code, kind: AreaKind.WARD, paths: [wards] });
        await importFiles(database, POLICE_UK, { partnership: code, paths: [police] });
        const api = await Api.on(database, analystOf(id));
        const period = { from: '2025-01-01', to: '2025-12-31' };
        for (const where of [
          {},
          { themes: ['violent-crime'] },
          { offences: ['open-theft-from-the-person'] },
          { offences: ['open-shoplifting'] },
        ]) {
          const { clusters, incidentCount } = await clustersOf(api, {
            where: { partnership: code, period, ...where },
          });
          expect(clusters.length).toBeGreaterThan(2);
          for (const { areaKm2, share } of clusters) {
            expect(areaKm2).toBeLessThanOrEqual(0.5);
            expect(share).toBeLessThanOrEqual(1 / 3);
          }
          expect(incidentCount).toBeGreaterThan(500);
        }
      },
      300_000,
    );
  },
);
