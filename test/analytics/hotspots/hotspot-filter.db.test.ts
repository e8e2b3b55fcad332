/**
 * @backend either
 * @duration long
 */
import { PUBLIC_VIEWER } from '../../../src/access';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Api, analystOf, sql } from '../../support/api';
import { createDemonstration, createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';
import { clustersOf, expectSameCounts, type Question } from './hotspot-questions';

describe('hotspots of the demonstration', () => {
  let fixture: TestDatabase;
  let api: Api;
  beforeAll(async () => {
    fixture = await createDemonstration();
    const [{ id }] = await sql<{ id: number }>(fixture.database, 'SELECT id FROM partnership');
    api = await Api.on(fixture.database, analystOf(id));
  }, 300_000);
  afterAll(() => fixture.remove());

  const halfYear = { from: '2009-01-01', to: '2009-06-30' };
  const year = { from: '2008-07-01', to: '2009-06-30' };
  const QUESTIONS: [string, Omit<Question, 'where'> & { where: Partial<Question['where']> }][] = [
    ['burglary of homes', { where: { themes: ['domestic-burglary'], period: halfYear } }],
    ['anti-social behaviour of a year', { where: { themes: ['anti-social-behaviour'], period: year } }],
    [
      'violent crime against the half year before',
      { where: { themes: ['violent-crime'], period: halfYear }, compareWith: 'PREVIOUS_PERIOD' },
    ],
    [
      'criminal damage of twelve months',
      { where: { themes: ['criminal-damage'], period: halfYear }, compareWith: 'ROLLING_12_MONTHS' },
    ],
    [
      'thefts from vehicles in part of a month',
      {
        where: { themes: ['theft-from-vehicles'], period: { from: '2009-02-10', to: '2009-06-20' } },
        eps: 400,
      },
    ],
  ];

  test.each(QUESTIONS)('%s: trend and counts of each are its own', async (_, { where, ...question }) => {
    const asked = { ...question, where: { period: halfYear, ...where, partnership: 'DEMO2009' } };
    expect(await expectSameCounts(api, asked)).toBeGreaterThan(0);
  });

  test('every analytic that asks by place, hour, season, people or export takes one', async () => {
    const where = { partnership: 'DEMO2009', themes: ['violent-crime'], period: halfYear };
    const [{ id, incidentCount }] = (await clustersOf(api, { where })).clusters;
    const at = { ...where, hotspot: id };
    const answer = await api.ask<Record<string, Record<string, unknown>>>(
      `query ($at: IncidentFilter!) {
        weekGrid(where: $at) { incidents excluded }
        seasonality(where: $at) { months { count } }
        victimProfile(where: $at) { incidents }
        incidents(where: $at, first: 1) { totalCount }
        hotspotGrid(where: $at, statistic: COUNT) { incidentCount }
        concentration(where: $at) { incidents }
      }`,
      { at },
    );
    expect(answer.weekGrid.incidents as number).toBeLessThanOrEqual(incidentCount);
    expect(answer.victimProfile.incidents).toBe(incidentCount);
    expect(answer.incidents.totalCount).toBe(incidentCount);
    expect(answer.hotspotGrid.incidentCount).toBe(incidentCount);
    expect(answer.concentration.incidents).toBe(incidentCount);
  });
});

describe('the filter by hotspot', () => {
  let fixture: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    fixture = await createTestDatabase();
    database = fixture.database;
  });
  afterAll(() => fixture.remove());

  const period = { from: '2023-05-01', to: '2023-05-31' };
  const drugs = (x: number, y: number, n: number, fields: Partial<IncidentRecord> = {}) =>
    Array.from({ length: n }, () =>
      crime({
        source: 'police-uk-street',
        offence: 'open-drugs',
        at: [x, y],
        precision: 'MONTH',
        occurredFrom: '2023-05-01T12:00:00.000Z',
        occurredTo: '2023-05-28T12:00:00.000Z',
        ...fields,
      }),
    );
  let lastTown = 0;
  async function town(records: IncidentRecord[]) {
    lastTown += 1;
    const code = `T${lastTown}`;
    const id = await partnershipOf(database, code);
    await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1000, -1000, 20_000) }]);
    await load(database, code, records);
    return { code, api: await Api.on(database, analystOf(id)) };
  }
  const COUNT = `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }`;
  const countOf = async (api: Api, where: object) =>
    (await api.ask<{ incidentCounts: { total: { count: number } } }>(COUNT, { where })).incidentCounts.total
      .count;

  test('counts other offences on its ground too, at places where the question has no incident', async () => {
    const { code, api } = await town([
      ...drugs(0, 0, 9),
      ...drugs(100, 0, 3),
      ...drugs(0, 100, 4, { offence: 'open-burglary' }),
      ...drugs(60, 0, 2, { offence: 'open-burglary' }),
      ...drugs(1_000, 0, 5, { offence: 'open-burglary' }),
    ]);
    const { clusters } = await clustersOf(api, {
      where: { partnership: code, period, offences: ['open-drugs'] },
    });
    expect(clusters.map(({ incidentCount }) => incidentCount)).toEqual([12]);
    const hotspot = clusters[0].id;
    expect(await countOf(api, { partnership: code, hotspot, offences: ['open-burglary'] })).toBe(6);
    expect(await countOf(api, { partnership: code, hotspot })).toBe(18);
  });

  test('finds a cluster again after further loads, while 30% of its places are in one', async () => {
    const { code, api } = await town(drugs(0, 0, 9).concat(drugs(100, 0, 3)));
    const [{ id }] = (await clustersOf(api, { where: { partnership: code, period } })).clusters;
    await load(database, code, [...drugs(0, 150, 2), ...drugs(5_000, 0, 20)]);
    expect(await countOf(api, { partnership: code, hotspot: id })).toBe(14);
    const remove = (x: number) =>
      sql(
        database,
        `DELETE FROM incident_count AS c USING location AS l
         WHERE l.id = c.location_id AND l.easting = :easting AND c.partnership_id =
           (SELECT id FROM partnership WHERE code = :code)`,
        { easting: 500_000 + x, code },
      );
    await remove(0);
    await remove(100);
    expect(await api.refusal(COUNT, { where: { partnership: code, hotspot: id } })).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('This hotspot is no more'),
    });
  });

  test('needs the rights of the question, for whoever has the id', async () => {
    const { code, api } = await town([
      ...Array.from({ length: 9 }, () => crime({ at: [0, 0] })),
      ...drugs(3_000, 0, 9),
    ]);
    const closed = { partnership: code, period, sources: ['police-crimes'] };
    const [{ id }] = (await clustersOf(api, { where: closed })).clusters;
    for (const where of [
      { ...closed, hotspot: id },
      { partnership: code, hotspot: id },
    ])
      expect(await api.refusal(COUNT, { where }, { viewer: PUBLIC_VIEWER })).toMatchObject({
        code: 'FORBIDDEN',
      });
    const open = { partnership: code, period, sources: ['police-uk-street'] };
    const [cluster] = (await clustersOf(api, { where: open })).clusters;
    const answer = await api.ask(
      COUNT,
      { where: { ...open, hotspot: cluster.id } },
      { viewer: PUBLIC_VIEWER },
    );
    expect(answer).toEqual({ incidentCounts: { total: { count: 9 } } });
  });

  test('is one of its partnership and of this installation, or refused without being repeated', async () => {
    const one = await town(drugs(0, 0, 9));
    const other = await town(drugs(0, 0, 9));
    const [{ id }] = (await clustersOf(one.api, { where: { partnership: one.code, period } })).clusters;
    for (const hotspot of [id, 'nonsense', '']) {
      const problem = await other.api.refusal(COUNT, { where: { partnership: other.code, hotspot } });
      expect(problem).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'hotspot' } });
      if (hotspot) expect(problem.message).not.toContain(hotspot);
    }
  });

  test('lies within other fields of the filter, and clusters of a cluster lie within it', async () => {
    const { code, api } = await town([...drugs(0, 0, 9), ...drugs(100, 0, 3), ...drugs(5_000, 0, 9)]);
    const where = { partnership: code, period };
    const { clusters } = await clustersOf(api, { where });
    expect(clusters).toHaveLength(2);
    const hotspot = clusters[0].id;
    const inner = await clustersOf(api, { where: { ...where, hotspot } });
    expect(inner).toMatchObject({ incidentCount: 12, clusterCount: 1 });
    expect(await countOf(api, { ...where, hotspot: inner.clusters[0].id })).toBe(12);
    expect(await countOf(api, { ...where, hotspot, offences: ['open-burglary'] })).toBe(0);
  });
});
