/** @backend either */
import 'reflect-metadata';
import { createKey, PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { trackHotspots } from '../../../src/analytics/hotspots';
import { storeAgencies, USUAL_AGENCIES } from '../../../src/domain/agencies';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const OPEN = { source: 'police-uk-street', offence: 'open-burglary' };
const CLOSED = { source: 'police-crimes', offence: 'burglary-dwelling' };

/** Incidents of one month at a place, in metres from the corner of the invented ground. */
function inMonth(month: string, x: number, n: number, fields: Partial<IncidentRecord> = OPEN) {
  return Array.from({ length: n }, () =>
    crime({
      at: [x, 0],
      month,
      precision: 'MONTH',
      occurredFrom: `${month}-02T12:00:00.000Z`,
      occurredTo: `${month}-27T12:00:00.000Z`,
      ...fields,
    }),
  );
}

const MONTHS = Array.from({ length: 16 }, (_, i) => new Date(Date.UTC(2022, i, 1)).toISOString().slice(0, 7));

/** First day of the actions. From then on the hotspot in the west grows eastwards. */
const FROM = '2023-02-01';
const sinceFrom = (month: string) => month >= FROM.slice(0, 7);

/** Hotspots from 0 m, at 3,000 m, at 6,000 m from 2023 on, and at 9,000 m of a closed source. */
const STORY = MONTHS.flatMap((month) => [
  ...inMonth(month, 0, sinceFrom(month) ? 3 : 5),
  ...(sinceFrom(month) ? [...inMonth(month, 200, 4), ...inMonth(month, 400, 6)] : []),
  ...inMonth(month, 3_000, 4),
  ...(month > '2022-12' ? inMonth(month, 6_000, 20) : []),
]);
const WARDS = { WEST: -1000, MIDDLE: 2000, EAST: 5000 };

let fixture: TestDatabase;
let api: Api;
let elsewhere: string;
let closed: { api: Api; editor: Viewer; hotspot: string; recommendation: string };
let editor: Viewer;
let recommendation: string;
let west: string;
let middle: string;
let late: string;

const HOTSPOTS = `query ($partnership: ID!) {
  hotspots(partnership: $partnership, theme: "burglary") { nodes { id name firstSeen } }
}`;
const hotspotsOf = async (asked: Api, partnership: string) =>
  (
    await asked.ask<{ hotspots: { nodes: { id: string; name: string; firstSeen: string }[] } }>(HOTSPOTS, {
      partnership,
    })
  ).hotspots.nodes;

/** A partnership with its hotspots, an editor who is no analyst, and a recommendation. */
async function town(code: string, records: IncidentRecord[]) {
  const { database } = fixture;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(-1000, -1000, 20_000) }]);
  await importAreas(
    database,
    code,
    'WARD',
    Object.entries(WARDS).map(([ward, x]) => ({ code: ward, ring: box(x, -1000, 2000) })),
  );
  await load(database, code, records);
  await trackHotspots(database, id);
  const keyId = await database.transaction({}, async (session) => {
    await storeAgencies(session, id, USUAL_AGENCIES);
    const key = { role: 'PARTNER', partnership: code, name: `Plan of ${code}` } as const;
    return (await createKey(session, { ...key, scopes: ['edit', 'read'] })).id;
  });
  const writer: Viewer = { role: 'PARTNER', scopes: ['edit', 'read'], partnershipId: id, keyId };
  const made = await Api.on(database, analystOf(id));
  const input = { partnership: code, theme: 'burglary', text: 'Fit locks.', owner: 'police' };
  const { addRecommendation } = await made.ask<{ addRecommendation: { recommendation: { id: string } } }>(
    'mutation ($input: AddRecommendationInput!) { addRecommendation(input: $input) { recommendation { id } userErrors { code message path } } }',
    { input },
    { viewer: writer },
  );
  return {
    ...{ api: made, editor: writer, recommendation: addRecommendation.recommendation.id },
    hotspots: await hotspotsOf(made, code),
  };
}

beforeAll(async () => {
  fixture = await createTestDatabase();
  const here = await town('HERE', STORY);
  ({ api, editor, recommendation } = here);
  late = here.hotspots.find(({ firstSeen }) => firstSeen === '2023-01-01')!.id;
  [west, middle] = here.hotspots.filter(({ firstSeen }) => firstSeen === '2022-12-01').map(({ id }) => id);
  elsewhere = (
    await town(
      'THERE',
      STORY.map((record) => ({ ...record, identity: `${record.identity} b` })),
    )
  ).hotspots[0].id;
  const hidden = await town('HIDDEN', [
    ...MONTHS.flatMap((month) => inMonth(month, 9_000, 4, CLOSED)),
    ...MONTHS.flatMap((month) => inMonth(month, 0, 2)),
  ]);
  closed = { ...hidden, hotspot: hidden.hotspots[0].id };
}, 240_000);
afterAll(() => fixture.remove());

const ZONE = '{ kind code name }';
const ACT = `mutation ($input: AddActionInput!) {
  addAction(input: $input) { action { id version target ${ZONE} control ${ZONE} displacement ${ZONE} } userErrors { code message path } }
}`;
interface Zone {
  kind: string;
  code: string;
  name: string | null;
}
interface Action {
  id: string;
  version: number;
  target: Zone;
  control: Zone | null;
}
const deed = (zones: object, of = recommendation) => ({
  input: { recommendation: of, text: 'Fit locks.', owner: 'police', from: FROM, due: '2999-12-31', ...zones },
});
const act = async (zones: object) =>
  (await api.ask<{ addAction: { action: Action } }>(ACT, deed(zones), { viewer: editor })).addAction.action;
const refused = (zones: object) => api.refusal(ACT, deed(zones), { viewer: editor });

const EVALUATE = `query ($action: ID!) {
  actionEvaluation(action: $action, months: 3) {
    targetBefore targetAfter controlBefore controlAfter wdd parameters { name value }
  }
}`;
interface Evaluation {
  targetBefore: number;
  targetAfter: number;
  controlBefore: number;
  controlAfter: number;
  wdd: number;
  parameters: { name: string; value: string }[];
}
const evaluate = async (action: string, viewer: Viewer = api.viewer) =>
  (await api.ask<{ actionEvaluation: Evaluation }>(EVALUATE, { action }, { viewer })).actionEvaluation;

const COUNT = 'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }';
const countAt = async (hotspot: string, period: object) =>
  (
    await api.ask<{ incidentCounts: { total: { count: number } } }>(COUNT, {
      where: { partnership: 'HERE', themes: ['burglary'], hotspot, period },
    })
  ).incidentCounts.total.count;

describe('an action in a tracked hotspot', () => {
  test('keeps the hotspots, and tells them to everyone by their ids', async () => {
    const added = await act({ target: { hotspot: west }, control: { hotspot: middle } });
    const name = { kind: 'HOTSPOT', name: expect.stringContaining('WEST') };
    expect(added.target).toEqual({ ...name, code: west });
    expect(added.control).toMatchObject({ kind: 'HOTSPOT', code: middle });
    const source = `{ recommendations(partnership: "HERE") { actions { id target ${ZONE} control ${ZONE} } } }`;
    const { recommendations } = await api.ask<{ recommendations: { actions: Action[] }[] }>(
      source,
      {},
      { viewer: PUBLIC_VIEWER },
    );
    const read = recommendations.flatMap(({ actions }) => actions).find(({ id }) => id === added.id)!;
    expect(read).toEqual({ id: added.id, target: added.target, control: added.control });
  });

  test('is evaluated at the places that the hotspot had before it began', async () => {
    const { id } = await act({ target: { hotspot: west }, control: { hotspot: middle } });
    for (const viewer of [api.viewer, PUBLIC_VIEWER]) {
      const found = await evaluate(id, viewer);
      // Three months of 5, then 3 at its place and 4 at the one within 250 m; those at 400 m came after.
      expect(found).toMatchObject({
        ...{ targetBefore: 15, targetAfter: 21, controlBefore: 12, controlAfter: 12, wdd: 6 },
      });
      expect(found.parameters).toContainEqual({ name: 'target', value: `HOTSPOT ${west}` });
    }
    expect(await countAt(west, { from: FROM, to: '2023-04-30' })).toBe(39);
    expect(await countAt(middle, { from: FROM, to: '2023-04-30' })).toBe(12);
  });

  test('may have a ward as its control', async () => {
    const { id, control } = await act({ target: { hotspot: west }, control: { ward: 'MIDDLE' } });
    expect(control).toEqual({ kind: 'WARD', code: 'MIDDLE', name: 'Area MIDDLE' });
    expect(await evaluate(id)).toMatchObject({ targetBefore: 15, controlBefore: 12, controlAfter: 12 });
  });

  test('is refused with a hotspot that lies in its control', async () => {
    expect(await refused({ target: { hotspot: west }, control: { ward: 'WEST' } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('input.control overlaps input.target'),
    });
    expect(await refused({ target: { hotspot: west }, control: { hotspot: west } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('overlaps'),
    });
  });

  test('is refused with a hotspot that was found only after it began', async () => {
    expect(await refused({ target: { hotspot: late }, from: '2023-01-31' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('had not been found by 2023-01-30'),
    });
    expect((await act({ target: { hotspot: late } })).target.code).toBe(late);
  });

  test('is refused with a cluster, a hotspot of another partnership, and what is no id', async () => {
    const { hotspotClusters } = await api.ask<{ hotspotClusters: { clusters: { id: string }[] } }>(
      `{ hotspotClusters(where: { partnership: "HERE", themes: ["burglary"] }) { clusters { id } } }`,
    );
    for (const [hotspot, says] of [
      [hotspotClusters.clusters[0].id, 'the id of a cluster'],
      [elsewhere, 'not a hotspot of this partnership'],
      ['W1', 'not the id of a hotspot'],
    ])
      expect(await refused({ target: { hotspot } })).toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining(says),
      });
  });

  test('names a hotspot of closed sources only to those who may see it', async () => {
    const asked = deed({ target: { hotspot: closed.hotspot } }, closed.recommendation);
    expect(await closed.api.refusal(ACT, asked, { viewer: closed.editor })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('that the key may see'),
    });
    const analyst: Viewer = { ...closed.editor, role: 'ANALYST' };
    const {
      addAction: { action: added },
    } = await closed.api.ask<{ addAction: { action: Action } }>(ACT, asked, { viewer: analyst });
    expect(added.target).toMatchObject({ code: closed.hotspot, name: expect.any(String) });
    const report = `mutation ($id: ID!) {
      updateAction(input: { id: $id, version: 1, status: IN_PROGRESS }) { action { target ${ZONE} } userErrors { code message path } }
    }`;
    const { updateAction } = await closed.api.ask<{ updateAction: { action: Action } }>(
      report,
      { id: added.id },
      { viewer: closed.editor },
    );
    expect(updateAction.action.target).toEqual({ kind: 'HOTSPOT', code: closed.hotspot, name: null });
    expect(await closed.api.refusal(EVALUATE, { action: added.id }, { viewer: PUBLIC_VIEWER })).toMatchObject(
      { code: 'NOT_FOUND' },
    );
  });
});

test('an area of a filter is no hotspot', async () => {
  const where = { partnership: 'HERE', areas: [{ hotspot: west }] };
  expect(await api.refusal(COUNT, { where })).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('Use the field hotspot of the filter'),
  });
});
