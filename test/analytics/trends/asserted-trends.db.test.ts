import { createKey, type NewKey, PUBLIC_VIEWER, RequestContext, type Viewer } from '../../../src/access';
import { AnswerCache } from '../../../src/analytics/analytic';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let api: Api;
let id: number;
let editor: Viewer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  id = await partnershipOf(database, 'HERE');
  await importAreas(database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
  await load(database, 'HERE', [crime(), crime({ occurredFrom: '2022-05-10T11:00:00.000Z' })]);
  const key: NewKey = { role: 'PARTNER', scopes: ['edit', 'read'], partnership: 'HERE', name: 'Analysts' };
  const { id: keyId } = await database.transaction({}, (session) => createKey(session, key));
  editor = { role: 'PARTNER', scopes: ['edit', 'read'], partnershipId: id, keyId };
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const PERIOD = { from: '2023-05-01', to: '2023-05-31' };
const ASSERT = `mutation ($input: AssertTrendInput!) { assertTrend(input: $input) { judgement { value by at reason version } userErrors { code message path } } }`;
const TREND = `query ($where: IncidentFilter!) {
  trend(where: $where) { asserted { value by at reason version } assertedHistory { value version } }
}`;

interface Asserted {
  value: string;
  by: string | null;
  at: string;
  reason: string;
  version: number;
}

const input = (more: object = {}) => ({
  partnership: 'HERE',
  theme: 'criminal-damage',
  period: PERIOD,
  value: 'Increased reporting',
  reason: 'A new way to report.',
  ...more,
});
const say = async (more: object = {}) =>
  (
    await api.ask<{ assertTrend: { judgement: Asserted } }>(
      ASSERT,
      { input: input(more) },
      { viewer: editor },
    )
  ).assertTrend.judgement;
const read = async (filter: object = {}, viewer: Viewer = api.viewer) =>
  (
    await api.ask<{ trend: { asserted: Asserted | null; assertedHistory: object[] } }>(
      TREND,
      { where: { partnership: 'HERE', period: PERIOD, themes: ['criminal-damage'], ...filter } },
      { viewer },
    )
  ).trend;
const lines = () =>
  sql<object>(fixture.database, "SELECT * FROM audit WHERE action = 'trend.assert' ORDER BY id");
const stored = () =>
  sql<{ n: number }>(fixture.database, 'SELECT count(*)::integer AS n FROM asserted_trend');

test('nothing is said at first; what is said stands beside the counts, with who and when', async () => {
  expect(await read()).toEqual({ asserted: null, assertedHistory: [] });
  const said = await say();
  expect(said).toMatchObject({
    value: 'Increased reporting',
    reason: 'A new way to report.',
    by: 'Analysts',
    version: 1,
  });
  expect(Math.abs(Date.parse(said.at) - Date.now())).toBeLessThan(60_000);
  expect((await read()).asserted).toEqual(said);
  expect(await lines()).toMatchObject([
    {
      actor: `key ${editor.keyId}`,
      partnership_id: id,
      detail: { theme: 'criminal-damage', from: '2023-05-01', to: '2023-05-31', version: 1 },
    },
  ]);
});

test('it is said anew only by who knows what was said before; the history is kept', async () => {
  for (const version of [0, 2, 7])
    expect(
      await api.refusal(ASSERT, { input: input({ value: 'Stable', version }) }, { viewer: editor }),
    ).toMatchObject({ code: 'CONFLICT' });
  expect((await stored())[0].n).toBe(1);
  expect(await lines()).toHaveLength(1);
  expect(await say({ value: '  Stable ', version: 1 })).toMatchObject({ value: 'Stable', version: 2 });
  expect(await read()).toMatchObject({
    asserted: { value: 'Stable', version: 2 },
    assertedHistory: [
      { value: 'Stable', version: 2 },
      { value: 'Increased reporting', version: 1 },
    ],
  });
});

test('of two who say it at once, one is told', async () => {
  const both = await Promise.allSettled([
    say({ value: 'First', version: 2 }),
    say({ value: 'Second', version: 2 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((each) => each.status === 'rejected') as PromiseRejectedResult;
  expect(refused.reason).toMatchObject({ code: 'CONFLICT' });
  expect((await read()).asserted!.version).toBe(3);
});

test.each([
  ['another period', { period: { from: '2023-05-01', to: '2023-05-30' } }],
  ['another theme', { themes: ['robbery'] }],
  ['two themes', { themes: ['criminal-damage', 'robbery'] }],
  ['no theme', { themes: [], offences: ['criminal-damage'] }],
  ['a part of it', { bbox: { west: -1, south: 51, east: 0, north: 53 } }],
  ['some of it', { outcomes: [], flags: ['alcohol'] }],
])('it is not shown beside %s', async (_, filter) => {
  expect(await read(filter)).toEqual({ asserted: null, assertedHistory: [] });
});

test('it is shown where sources are named, and lists are empty', async () => {
  const { asserted } = await read({ sources: ['police-crimes'], areas: [], offences: [] });
  expect(asserted).toMatchObject({ version: 3 });
});

test('everyone reads it, but who said it only the partnership knows', async () => {
  const by = async (viewer: Viewer) => (await read({}, viewer)).asserted!.by;
  expect(await by(PUBLIC_VIEWER)).toBeNull();
  expect(await by({ role: 'ANALYST', scopes: [], partnershipId: id + 1, keyId: null })).toBeNull();
  expect(await by({ role: 'PARTNER', scopes: [], partnershipId: id, keyId: null })).toBe('Analysts');
  expect(await by({ role: 'ADMIN', scopes: [], partnershipId: null, keyId: null })).toBe('Analysts');
  await expect(
    new RequestContext(PUBLIC_VIEWER, fixture.database, 10_000).session((session) =>
      session.manager.query('SELECT * FROM asserted_trend'),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});

test.each<[string, Viewer]>([
  ['the public', PUBLIC_VIEWER],
  ['an analyst', { role: 'ANALYST', scopes: [], partnershipId: 1, keyId: null }],
  ['a key that reads', { role: 'ADMIN', scopes: ['read'], partnershipId: 1, keyId: null }],
  ['an administrator of another', { role: 'ADMIN', scopes: [], partnershipId: 2, keyId: null }],
])('%s may not say anything', async (_, viewer) => {
  const before = await stored();
  expect(await api.refusal(ASSERT, { input: input({ version: 3 }) }, { viewer })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await stored()).toEqual(before);
});

test.each([
  ['an unknown theme', { theme: 'no-theme' }, 'BAD_USER_INPUT'],
  ['an unknown partnership', { partnership: 'THERE' }, 'NOT_FOUND'],
  ['a period backwards', { period: { from: '2023-06-01', to: '2023-05-01' } }, 'BAD_USER_INPUT'],
  ['nothing', { value: '   ' }, 'BAD_USER_INPUT'],
  ['no reason', { reason: '' }, 'BAD_USER_INPUT'],
  ['too much', { value: 'x'.repeat(61) }, 'BAD_USER_INPUT'],
  ['two lines', { reason: 'uno\ndue' }, 'BAD_USER_INPUT'],
  ['a NUL', { reason: 'uno\u0000due' }, 'BAD_USER_INPUT'],
  ['a version below 0', { version: -1 }, 'BAD_USER_INPUT'],
])('%s is refused, without repeating it', async (_, more, code) => {
  const problem = await api.refusal(ASSERT, { input: input(more) }, { viewer: editor });
  expect(problem.code).toBe(code);
  expect(problem.message).not.toMatch(/no-theme|THERE|xxx|uno/);
});

test('an answer that is kept shows what was said since', async () => {
  const kept = { answers: new AnswerCache(1_000_000), viewer: editor };
  const where = { partnership: 'HERE', period: PERIOD, themes: ['criminal-damage'] };
  const asserted = async () =>
    (await api.ask<{ trend: { asserted: Asserted } }>(TREND, { where }, kept)).trend.asserted;
  expect((await asserted()).version).toBe(3);
  await say({ value: 'Stable again', version: 3 });
  expect(await asserted()).toMatchObject({ value: 'Stable again', version: 4 });
  expect(kept.answers.counts).toMatchObject({ computed: 1, kept: 1 });
});
