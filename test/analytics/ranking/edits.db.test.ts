/** Mutations of judgements in the cells of the matrices, and of a partnership's own criteria. */
import { createKey, type NewKey, PUBLIC_VIEWER, RequestContext, type Viewer } from '../../../src/access';
import { AnswerCache } from '../../../src/analytics/analytic';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
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
  await partnershipOf(database, 'THERE');
  await importAreas(database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
  const open = { source: 'police-uk-street', precision: 'MONTH' as const };
  const may = {
    occurredFrom: '2023-04-30T23:00:00.000Z',
    occurredTo: '2023-05-31T22:59:59.999Z',
    month: '2023-05',
  };
  await load(database, 'HERE', [
    ...Array.from({ length: 30 }, () => crime({ ...open, ...may, offence: 'open-bicycle-theft' })),
    ...Array.from({ length: 70 }, () =>
      crime({ ...open, ...may, offence: 'open-violence-and-sexual-offences' }),
    ),
    ...Array.from({ length: 2 }, () => crime({ ...open, ...may, offence: 'open-theft-from-the-person' })),
  ]);
  const key: NewKey = { role: 'PARTNER', scopes: ['edit', 'read'], partnership: 'HERE', name: 'Analysts' };
  const { id: keyId } = await database.transaction({}, (session) => createKey(session, key));
  editor = { role: 'PARTNER', scopes: ['edit', 'read'], partnershipId: id, keyId };
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const PERIOD = { from: '2023-05-01', to: '2023-05-31' };
/** As the contract has it. */
const ASSERT = `mutation AssertCell($input: AssertCellInput!) {
  assertMatrixCell(input: $input) { cell {
    theme { code name } criterion { code name } value asserted { value by at reason version } conflict
  } userErrors { code message path } }
}`;
const RANKING = `query ($partnership: ID!, $period: PeriodInput!, $matrix: MatrixKind) {
  themeRanking(partnership: $partnership, period: $period, matrix: $matrix) {
    rows { theme { code } rank label missing asPublished { total label prorated } of answered lowerBound upperBound
      rankInterval { best worst } incidentBounds { lower upper }
      cells { criterion { code } value asserted { value by version } assertedHistory { value version }
        computed { value lower upper evidence } conflict } }
    suggestedPriorities { theme { code } because } notAmongPriorities { theme { code } because } spearmanWithCounts caveats { message }
  }
}`;
const CRITERION = `mutation ($input: MatrixCriterionInput!) {
  addMatrixCriterion(input: $input) { criterion { matrix code name least greatest own since } userErrors { code message path } }
}`;

const input = (more: object = {}) => ({
  ...{ partnership: 'HERE', period: PERIOD, matrix: 'PRIORITY_SCANNING', theme: 'bicycle-theft' },
  ...{ criterion: 'high-volume', value: 0, reason: 'Bikes that were never locked.', ...more },
});
interface Asserted {
  value: number | null;
  by: string | null;
  at: string;
  version: number;
}
interface Cell {
  criterion: { code: string };
  value: number | null;
  asserted: Asserted | null;
  computed: { value: number | null; lower: number; upper: number; evidence: string };
}
interface Ranking {
  rows: { theme: { code: string }; of: number; cells: Cell[] }[];
  suggestedPriorities: object[];
  notAmongPriorities: { theme: { code: string }; because: string }[];
  spearmanWithCounts: number | null;
  caveats: Caveats;
}

const say = async (more: object = {}) =>
  (
    await api.ask<{ assertMatrixCell: { cell: { asserted: Asserted } } }>(
      ASSERT,
      { input: input(more) },
      { viewer: editor },
    )
  ).assertMatrixCell.cell;
const ranking = async (more: object = {}, asking = {}) => {
  const variables = { partnership: 'HERE', period: PERIOD, matrix: 'PRIORITY_SCANNING', ...more };
  return (await api.ask<{ themeRanking: Ranking }>(RANKING, variables, asking)).themeRanking;
};
const cellIn = ({ rows }: Ranking, theme: string, criterion: string) =>
  rows.find((row) => row.theme.code === theme)!.cells.find((cell) => cell.criterion.code === criterion)!;
/** Lines of all that an edit may write. */
const written = () =>
  sql(
    fixture.database,
    `SELECT (SELECT count(*) FROM asserted_cell) AS cells, (SELECT count(*) FROM matrix_criterion) AS criteria,
       (SELECT count(*) FROM audit) AS lines`,
  );
const lines = (action: string) =>
  sql<object>(fixture.database, 'SELECT * FROM audit WHERE action = :action ORDER BY id', { action });

test('open data tell volumes of what they see exactly; the rest is unknown, not zero', async () => {
  const found = await ranking({}, { viewer: PUBLIC_VIEWER });
  expect(cellIn(found, 'bicycle-theft', 'high-volume')).toMatchObject({
    ...{ value: 1, asserted: null, conflict: false },
    computed: { value: 1, evidence: '30 of 102 incidents (29.4%); high from 5% on.' },
  });
  expect(cellIn(found, 'theft-from-person', 'high-volume').value).toBe(0);
  const violence = cellIn(found, 'violent-crime', 'high-volume');
  expect(violence).toMatchObject({ value: null, computed: { value: null, lower: 0, upper: 1 } });
  expect(violence.computed.evidence).toBe(
    'From 0 to 70 of 102 incidents (0% to 68.6%), those of the wider category Violence and sexual offences; high from 5% on.',
  );
  expect(found.notAmongPriorities).toContainEqual({
    theme: { code: 'violent-crime' },
    because: `Whether its volume is high cannot be told: ${violence.computed.evidence}`,
  });
  expect(cellIn(found, 'domestic-abuse', 'high-volume').computed.evidence).toMatch(
    /no source .* tells it apart/,
  );
  expect(cellIn(found, 'bicycle-theft', 'increasing-trend').computed).toEqual({
    ...{ value: null, lower: 0, upper: 1 },
    evidence: 'The same days a year before were not delivered: nothing to compare with.',
  });
  expect(cellIn(found, 'bicycle-theft', 'peer-performance').computed.evidence).toContain('csg import peers');
  expect(cellIn(found, 'bicycle-theft', 'community-priority').computed.value).toBeNull();
  expect(cellIn(found, 'bicycle-theft', 'psa').computed.evidence).toMatch(/^No data tell it/);
  expect(found.suggestedPriorities).toEqual([
    {
      theme: { code: 'bicycle-theft' },
      because: ['High volume: 30 of 102 incidents (29.4%); high from 5% on.'],
    },
  ]);
  expect(found.spearmanWithCounts).toBeNull();
});

test('a partnership without records is ranked by nothing, and the answer says why', async () => {
  const found = await ranking({ partnership: 'THERE' });
  expect(found.rows).toHaveLength(20);
  for (const row of found.rows)
    expect(row).toMatchObject({
      ...{ rank: null, label: 'Not enough is known', of: 0, asPublished: { total: null, label: '(*)' } },
    });
  expect(sentencesOf(found.caveats).join(' ')).toContain('Volume, trend and harm are unknown: No records');
});

test('what is said counts, stands beside the counts, and has its line in the audit', async () => {
  const said = await say();
  expect(said).toMatchObject({
    theme: { code: 'bicycle-theft', name: 'Bicycle theft' },
    criterion: { code: 'high-volume', name: 'High volume' },
    value: 0,
    asserted: { value: 0, by: 'Analysts', reason: 'Bikes that were never locked.', version: 1 },
    conflict: true,
  });
  expect(Math.abs(Date.parse(said.asserted.at) - Date.now())).toBeLessThan(60_000);
  const found = await ranking();
  expect(cellIn(found, 'bicycle-theft', 'high-volume')).toMatchObject({
    ...{
      value: 0,
      asserted: { value: 0, by: 'Analysts', version: 1 },
      computed: { value: 1 },
      conflict: true,
    },
  });
  expect(found.suggestedPriorities).toEqual([]);
  expect(await lines('matrix-cell.assert')).toMatchObject([
    {
      actor: `key ${editor.keyId}`,
      partnership_id: id,
      detail: {
        ...{ matrix: 'PRIORITY_SCANNING', theme: 'bicycle-theft', criterion: 'high-volume', value: 0 },
        ...{ from: '2023-05-01', to: '2023-05-31', version: 1 },
      },
    },
  ]);
});

test('it is said anew only by who knows what was said before; the history is kept; unknown can be said', async () => {
  const before = await written();
  for (const version of [0, 2, 7])
    expect(await api.refusal(ASSERT, { input: input({ version }) }, { viewer: editor })).toMatchObject({
      code: 'CONFLICT',
    });
  expect(await written()).toEqual(before);
  expect(await say({ value: null, version: 1 })).toMatchObject({
    value: null,
    asserted: { version: 2 },
    conflict: true,
  });
  expect(cellIn(await ranking(), 'bicycle-theft', 'high-volume')).toMatchObject({
    value: null,
    assertedHistory: [
      { value: null, version: 2 },
      { value: 0, version: 1 },
    ],
  });
  expect(await say({ value: 1, version: 2 })).toMatchObject({ value: 1, conflict: false });
});

test('of two who say it at once, one is told', async () => {
  const both = await Promise.allSettled([say({ value: 0, version: 3 }), say({ value: null, version: 3 })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((both.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({
    code: 'CONFLICT',
  });
});

test('a judgement belongs to one period and one matrix', async () => {
  await say({ matrix: 'THREAT_RISK', criterion: 'harm', value: 3 });
  const risk = await ranking({ matrix: 'THREAT_RISK' });
  expect(cellIn(risk, 'bicycle-theft', 'harm').value).toBe(3);
  const other = await ranking({ matrix: 'THREAT_RISK', period: { from: '2023-05-01', to: '2023-05-30' } });
  expect(cellIn(other, 'bicycle-theft', 'harm').asserted).toBeNull();
});

test('an answer that is kept shows what was said since', async () => {
  const kept = { answers: new AnswerCache(1_000_000), viewer: editor };
  const harm = async () =>
    cellIn(await ranking({ matrix: 'THREAT_RISK' }, kept), 'bicycle-theft', 'harm').value;
  expect(await harm()).toBe(3);
  await say({ matrix: 'THREAT_RISK', criterion: 'harm', value: 2, version: 1 });
  expect(await harm()).toBe(2);
  expect(kept.answers.counts).toMatchObject({ computed: 1, kept: 1 });
});

test('everyone reads it, but who said it only the partnership knows', async () => {
  const by = async (viewer: Viewer) =>
    cellIn(await ranking({ matrix: 'THREAT_RISK' }, { viewer }), 'bicycle-theft', 'harm').asserted!.by;
  expect(await by(PUBLIC_VIEWER)).toBeNull();
  expect(await by({ role: 'ANALYST', scopes: [], partnershipId: id + 1, keyId: null })).toBeNull();
  expect(await by({ role: 'PARTNER', scopes: [], partnershipId: id, keyId: null })).toBe('Analysts');
  expect(await by({ role: 'ADMIN', scopes: [], partnershipId: null, keyId: null })).toBe('Analysts');
  await expect(
    new RequestContext(PUBLIC_VIEWER, fixture.database, 10_000).session((session) =>
      session.manager.query('SELECT * FROM asserted_cell'),
    ),
  ).rejects.toMatchObject({ code: '42501' });
});

test.each<[string, Viewer]>([
  ['the public', PUBLIC_VIEWER],
  ['an analyst', { role: 'ANALYST', scopes: [], partnershipId: 1, keyId: null }],
  ['a key that reads', { role: 'ADMIN', scopes: ['read'], partnershipId: 1, keyId: null }],
  ['an administrator of another', { role: 'ADMIN', scopes: [], partnershipId: 2, keyId: null }],
])('%s may neither say anything nor add a criterion', async (_, viewer) => {
  const before = await written();
  expect((await api.refusal(ASSERT, { input: input({ version: 4 }) }, { viewer })).code).toBe('FORBIDDEN');
  expect((await api.refusal(CRITERION, { input: own() }, { viewer })).code).toBe('FORBIDDEN');
  expect(await written()).toEqual(before);
});

test.each([
  ['a score in a table of ticks', { value: 2 }, 'BAD_USER_INPUT', /Allowed: 0, 1, or null/],
  [
    'a score off the scale',
    { matrix: 'THREAT_RISK', criterion: 'harm', value: 4 },
    'BAD_USER_INPUT',
    /1, 2, 3, or null/,
  ],
  ['an unknown theme', { theme: 'no-theme' }, 'BAD_USER_INPUT', /Allowed: serious-acquisitive-crime, /],
  [
    'a theme that is no row',
    { theme: 'shoplifting' },
    'BAD_USER_INPUT',
    /Allowed: serious-acquisitive-crime, /,
  ],
  ['a criterion of the other matrix', { criterion: 'harm' }, 'BAD_USER_INPUT', /Allowed: high-volume, /],
  ['an unknown partnership', { partnership: 'NOWHERE' }, 'NOT_FOUND', /HERE/],
  [
    'a period backwards',
    { period: { from: '2023-06-01', to: '2023-05-01' } },
    'BAD_USER_INPUT',
    /from must not/,
  ],
  ['no reason', { reason: ' ' }, 'BAD_USER_INPUT', /one line/],
  ['two lines', { reason: 'uno\ndue' }, 'BAD_USER_INPUT', /one line/],
  ['a version below 0', { version: -1 }, 'BAD_USER_INPUT', /version/],
])('%s is refused with what is allowed, and nothing changes', async (_, more, code, message) => {
  const before = await written();
  const refusal = await api.refusal(ASSERT, { input: input(more) }, { viewer: editor });
  expect(refusal.code).toBe(code);
  expect(refusal.message).toMatch(message);
  expect(refusal.message).not.toMatch(/no-theme|NOWHERE|uno|shoplifting/);
  expect(await written()).toEqual(before);
});

function own(more: object = {}) {
  const criterion = {
    partnership: 'HERE',
    matrix: 'THREAT_RISK',
    code: 'media-interest',
    name: 'Media interest',
  };
  return { ...criterion, least: 0, greatest: 10, since: '2023-05-01', ...more };
}

test('a partnership adds a criterion with a scale of its own, from a day on', async () => {
  const added = await api.ask(CRITERION, { input: own() }, { viewer: editor });
  expect(added).toEqual({
    addMatrixCriterion: {
      criterion: {
        ...{ matrix: 'THREAT_RISK', code: 'media-interest', name: 'Media interest', least: 0, greatest: 10 },
        ...{ own: true, since: '2023-05-01' },
      },
      userErrors: [],
    },
  });
  const risk = await ranking({ matrix: 'THREAT_RISK' });
  expect(risk.rows[0].cells).toHaveLength(6);
  expect(cellIn(risk, 'robbery', 'media-interest')).toMatchObject({
    ...{ value: null, computed: { value: null, evidence: expect.stringContaining('for people to judge') } },
  });
  await say({ matrix: 'THREAT_RISK', criterion: 'media-interest', value: 10 });
  expect(
    (
      await api.refusal(
        ASSERT,
        { input: input({ matrix: 'THREAT_RISK', criterion: 'media-interest', value: 11 }) },
        { viewer: editor },
      )
    ).message,
  ).toContain('Allowed: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, or null');
  const { rows } = await ranking({ matrix: 'THREAT_RISK' });
  // Only harm and the new criterion are known for any theme. The others may have 13, so every rank is possible.
  expect(rows.find(({ theme }) => theme.code === 'bicycle-theft')).toMatchObject({
    ...{ rank: null, rankInterval: { best: 1, worst: 20 }, answered: 2, of: 2 },
    ...{ lowerBound: 12, upperBound: 12, asPublished: { total: 12, label: '12', prorated: 12 } },
  });
  const before = await ranking({ matrix: 'THREAT_RISK', period: { from: '2023-04-01', to: '2023-04-30' } });
  expect(before.rows[0].cells).toHaveLength(5);
  expect((await ranking({ partnership: 'THERE', matrix: 'THREAT_RISK' })).rows[0].cells).toHaveLength(5);
  const { matrixCriteria } = await api.ask<{ matrixCriteria: { code: string; own: boolean }[] }>(
    '{ matrixCriteria(partnership: "HERE") { code own matrix least greatest since } }',
  );
  expect(matrixCriteria).toHaveLength(15);
  expect(matrixCriteria.filter((criterion) => criterion.own).map(({ code }) => code)).toEqual([
    'media-interest',
  ]);
  expect(await lines('matrix-criterion.add')).toMatchObject([
    { partnership_id: id, detail: { matrix: 'THREAT_RISK', code: 'media-interest', least: 0, greatest: 10 } },
  ]);
});

test.each([
  ['the code of one of its own', own(), 'CONFLICT'],
  ['the code of one of everyone', own({ code: 'harm' }), 'CONFLICT'],
  ['a scale without values', own({ code: 'flat', least: 3, greatest: 3 }), 'BAD_USER_INPUT'],
  ['a scale upside down', own({ code: 'flat', least: 3, greatest: 1 }), 'BAD_USER_INPUT'],
  ['a scale without end', own({ code: 'flat', greatest: 100_000 }), 'BAD_USER_INPUT'],
  ['a code with spaces', own({ code: 'Media interest' }), 'BAD_USER_INPUT'],
  ['no name', own({ code: 'flat', name: '' }), 'BAD_USER_INPUT'],
])('%s is refused for a criterion, and nothing changes', async (_, given, code) => {
  const before = await written();
  expect((await api.refusal(CRITERION, { input: given }, { viewer: editor })).code).toBe(code);
  expect(await written()).toEqual(before);
});
