/** @backend either */
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { partnershipOf } from '../../support/ground';
import { buildTiny } from './tiny';

let fixture: TestDatabase;
let api: Api;
let stranger: Viewer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  api = await Api.on(fixture.database, analystOf(await buildTiny(fixture.database)));
  stranger = { ...analystOf(await partnershipOf(fixture.database, 'ELSE')), role: 'ADMIN' };
}, 120_000);
afterAll(() => fixture.remove());

interface Identified {
  __typename: string;
  id: string;
}

/** Every object with an id in an answer. */
function identified(value: unknown): Identified[] {
  if (Array.isArray(value)) return value.flatMap(identified);
  if (value === null || typeof value !== 'object') return [];
  const { __typename, id } = value as Partial<Identified>;
  const own = __typename && id ? [{ __typename, id }] : [];
  return [...own, ...Object.values(value).flatMap(identified)];
}

const ALL = `{
  partnership(code: "TINY") { __typename id }
  wards(partnership: "TINY") { nodes { __typename id } }
  old: wards(partnership: "TINY", at: "2020-01-01") { nodes { __typename id } }
  sntAreas(partnership: "TINY") { nodes { __typename id wards { __typename id } } }
  postcodeDistricts(partnership: "TINY") { nodes { __typename id overlaps { ward { __typename id } } } }
  incidents(where: { partnership: "TINY" }) { nodes { __typename id ward { __typename id } } }
  recommendations(partnership: "TINY") { __typename id actions { __typename id } }
  activities(partnership: "TINY") { __typename id }
  calendarEvents(partnership: "TINY") { __typename id }
}`;
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';

const nodesOf = async (ids: string[], viewer: Viewer = api.viewer) =>
  (await api.ask<{ nodes: (Identified | null)[] }>(NODES, { ids }, { viewer })).nodes;

test('every object with an id is found again by it, and no two have one id', async () => {
  const objects = identified(await api.ask(ALL));
  const byId = new Map(objects.map((object) => [object.id, object]));
  for (const object of objects) expect(byId.get(object.id)).toEqual(object);
  expect(new Set(objects.map(({ __typename }) => __typename))).toEqual(
    new Set([
      ...['Partnership', 'Ward', 'SntArea', 'PostcodeDistrict', 'Incident'],
      ...['Recommendation', 'Action', 'Activity', 'CalendarEvent'],
    ]),
  );
  const distinct = [...byId.values()];
  expect(await nodesOf(distinct.map(({ id }) => id))).toEqual(distinct);
});

test('an object keeps the fields that its question decided', async () => {
  const SNT = 'wards { code }';
  const { then, now } = await api.ask<Record<'then' | 'now', { nodes: { id: string; wards: object[] }[] }>>(
    `{ then: sntAreas(partnership: "TINY", at: "2020-01-01") { nodes { id ${SNT} } }
       now: sntAreas(partnership: "TINY") { nodes { id ${SNT} } } }`,
  );
  expect(then.nodes[0].wards).not.toEqual(now.nodes[0].wards);
  expect(then.nodes[0].id).not.toBe(now.nodes[0].id);
  const WARD = 'ward { name }';
  const { dated, own } = await api.ask<Record<'dated' | 'own', { nodes: { id: string; ward: object }[] }>>(
    `{ dated: incidents(where: { partnership: "TINY", areasAsOf: "2020-01-01" }, first: 1) { nodes { id ${WARD} } }
       own: incidents(where: { partnership: "TINY", period: { from: "2023-01-01", to: "2023-12-31" } }, first: 1) {
         nodes { id ${WARD} } } }`,
  );
  for (const [type, fields, objects] of [
    ['SntArea', SNT, [...then.nodes, ...now.nodes]],
    ['Incident', WARD, [...dated.nodes, ...own.nodes]],
  ] as const)
    for (const object of objects)
      expect(
        await api.ask(
          'query ($id: ID!) { node(id: $id) { id ... on TYPE { FIELDS } } }'
            .replace('TYPE', type)
            .replace('FIELDS', fields),
          { id: object.id },
        ),
      ).toEqual({ node: object });
});

test('nobody reads by its id what he may not read, and is told nothing of it', async () => {
  const { closed } = await api.ask<{ closed: { nodes: Identified[] } }>(
    '{ closed: incidents(where: { partnership: "TINY", sources: ["police-crimes"] }) { nodes { __typename id } } }',
  );
  const ids = closed.nodes.map(({ id }) => id);
  expect(ids.length).toBe(3);
  const madeUp = await api.idOf('Incident', 999_999);
  const deleted = await api.idOf('Recommendation', 999_999);
  for (const viewer of [PUBLIC_VIEWER, stranger])
    expect(await nodesOf([...ids, madeUp, deleted, '1', 'x'], viewer)).toEqual(
      Array(ids.length + 4).fill(null),
    );
  // Of another partnership than the row is of: made by a key that nobody else has, and found no more than others.
  const [{ id }] = await sql<{ id: number }>(fixture.database, 'SELECT min(id) AS id FROM recommendation');
  expect(await nodesOf([await api.idOf('Recommendation', id, stranger.partnershipId!)])).toEqual([null]);
});

test('what was read by its id of closed sources is in the audit', async () => {
  const READS = "SELECT detail FROM audit WHERE action = 'records.read' AND detail->>'field' = 'node'";
  const { incidents } = await api.ask<{ incidents: { nodes: Identified[] } }>(
    '{ incidents(where: { partnership: "TINY", sources: ["police-crimes"] }, first: 1) { nodes { __typename id } } }',
  );
  const before = (await sql(fixture.database, READS)).length;
  await nodesOf([incidents.nodes[0].id]);
  expect(await sql(fixture.database, READS)).toHaveLength(before + 1);
});

test('incidents are read together: many cost no more statements than two, and leave one line in the audit', async () => {
  const { incidents } = await api.ask<{ incidents: { nodes: Identified[] } }>(
    '{ incidents(where: { partnership: "TINY" }) { nodes { __typename id } } }',
  );
  const ids = incidents.nodes.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(5);
  const lines = () =>
    sql(fixture.database, "SELECT FROM audit WHERE action = 'records.read' AND detail ->> 'field' = 'node'");
  const before = (await lines()).length;
  const two = await api.statements(NODES, { ids: ids.slice(-2) });
  expect(await api.statements(NODES, { ids })).toBe(two);
  expect((await lines()).length - before).toBe(2);
});

test('recommendations and actions are read alone', async () => {
  const FIELDS = 'id text version actions { id text }';
  const { recommendations } = await api.ask<{ recommendations: { id: string; actions: { id: string }[] }[] }>(
    `{ recommendations(partnership: "TINY") { ${FIELDS} } }`,
  );
  for (const recommendation of recommendations) {
    const alone = `query ($id: ID!) { recommendation(id: $id) { ${FIELDS} } }`;
    expect(await api.ask(alone, { id: recommendation.id })).toEqual({ recommendation });
    for (const action of recommendation.actions)
      expect(await api.ask('query ($id: ID!) { action(id: $id) { id text } }', { id: action.id })).toEqual({
        action,
      });
  }
  const [{ id }] = recommendations;
  const wrong = await api.refusal('query ($id: ID!) { action(id: $id) { id } }', { id });
  expect([wrong.code, wrong.message]).toEqual(['NOT_FOUND', 'There is no action with this id.']);
});

test('a ward is found by its code on a day', async () => {
  const WARD = 'query ($code: ID!, $at: Date) { ward(code: $code, at: $at) { name } }';
  expect(await api.ask(WARD, { code: 'E05000011' })).toEqual({ ward: { name: 'Ampthill' } });
  expect(await api.ask(WARD, { code: 'E05000001', at: '2020-01-01' })).toEqual({
    ward: { name: 'Old West' },
  });
  for (const code of ['E05000001', 'E0500001', 'nothing'])
    expect((await api.refusal(WARD, { code })).code).toBe('NOT_FOUND');
});

/** Pairs of questions about the same rows, in one operation as a page would send it. */
const PAIRS: [name: string, selection: string, one: string, other: string][] = [
  ['hotspotGrid', 'cells { id count }', 'sources: ["police-uk-street"]', 'sources: ["police-crimes"]'],
  ['incidentPlaces', 'places { id count }', 'sources: ["police-uk-street"]', 'sources: ["police-crimes"]'],
  ['incidents', 'nodes { id ward { id name } }', 'areasAsOf: "2020-01-01"', 'areasAsOf: "2023-05-01"'],
];

test.each(PAIRS)(
  'a cache that knows objects by their ids keeps two answers of %s apart',
  async (name, fields, one, other) => {
    const period = 'period: { from: "2023-05-01", to: "2023-05-31" }';
    const ask = (filter: string) =>
      `${name}(where: { partnership: "TINY", ${period}, ${filter} }) { ${fields} }`;
    const answers = await api.ask<Record<'one' | 'other', Record<string, { id: string }[]>>>(
      `{ one: ${ask(one)} other: ${ask(other)} }`,
    );
    const [first, second] = [answers.one, answers.other].map((answer) => Object.values(answer)[0]);
    expect(first.length * second.length).toBeGreaterThan(0);
    expect(first).not.toEqual(second);
    const byId = new Map(first.map((row) => [row.id, row]));
    for (const row of second) expect(byId.get(row.id) ?? row).toEqual(row);
  },
);
