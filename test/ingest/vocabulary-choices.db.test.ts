/**
 * Matrices, criteria and weight sets of a partnership's own, by file and by mutation.
 *
 * @backend either
 */
import type { Viewer } from '../../src/access';
import { exportVocabulary } from '../../src/domain/vocabulary';
import { importVocabulary } from '../../src/ingest';
import { Api, analystOf } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import { fileOf } from './files';

let fixture: TestDatabase;
let api: Api;
let id: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  id = await partnershipOf(fixture.database, 'HERE');
  await importAreas(fixture.database, 'HERE', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
  api = await Api.on(fixture.database, analystOf(id));
  await load(fixture.database, 'HERE', [
    crime({ offence: 'robbery-personal', occurredFrom: '2024-05-01T11:00:00.000Z', at: [100, 500] }),
  ]);
});
afterAll(() => fixture.remove());

const bring = (lines: string[], { name }: { name: string }) =>
  importVocabulary(fixture.database, { partnership: 'HERE', paths: [fileOf(lines.join('\n'), name)] });

const choices = {
  profile: 'police-uk',
  criteria: [
    { matrix: 'THREAT_RISK', code: 'cost-to-agencies', name: 'Cost to agencies', least: 1, greatest: 5 },
  ],
  matrices: {
    THREAT_RISK: {
      criteria: ['cost-to-agencies', 'volume'],
      rows: ['robbery', { theme: 'burglary', name: 'Break-ins' }],
    },
  },
  weightSets: { harm: 'incident-count@1' },
};
const ranking = async () =>
  (
    await api.ask<{
      themeRanking: {
        weightSet: string;
        parameters: { name: string; value: string }[];
        rows: { theme: { code: string; name: string }; cells: { criterion: { code: string } }[] }[];
      };
    }>(
      `{ themeRanking(partnership: "HERE", period: { from: "2024-05-01", to: "2024-05-31" }) {
        weightSet parameters { name value } rows { theme { code name } cells { criterion { code } } } } }`,
    )
  ).themeRanking;

test('each counts as a row, and holds at once: profile, columns, rows and the weight set of harm', async () => {
  const bringChoices = () => bring([JSON.stringify(choices, null, 2)], { name: 'choices.json' });
  expect((await bringChoices()).line()).toBe(
    'read 4 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
  );
  expect((await bringChoices()).line()).toBe(
    'read 4 = loaded 0 + unchanged 4 + outside 0 + unlocated 0 + rejected 0',
  );
  const { weightSet, rows } = await ranking();
  expect(weightSet).toBe('incident-count@1');
  expect(new Set(rows.map(({ theme }) => theme.name))).toEqual(new Set(['Robbery', 'Break-ins']));
  expect(rows[0].cells.map(({ criterion }) => criterion.code)).toEqual(['cost-to-agencies', 'volume']);
  const exported = await fixture.database.transaction({ readOnly: true }, (session) =>
    exportVocabulary(session, id),
  );
  expect(exported).toMatchObject({
    ...{ profile: 'police-uk', matrices: choices.matrices, weightSets: choices.weightSets },
  });
});

test('what does not fit is rejected by its line; the rest holds', async () => {
  const account = await bring(
    [
      '{ "profile": "nothing",',
      '"weightSets": { "harm": "nothing" },',
      '"criteria": [{ "matrix": "THREAT_RISK", "code": "cost-to-agencies", "name": "Cost", "least": 1, "greatest": 3 },',
      '{ "matrix": "THREAT_RISK", "code": "cost", "name": "Cost", "least": 3, "greatest": 3 }],',
      '"matrices": { "THREAT_RISK": { "rows": ["no-such-theme"] },',
      '"PRIORITY_SCANNING": { "criteria": ["volume"] }, "OTHER": {} } }',
    ],
    { name: 'wrong.json' },
  );
  expect(account.line()).toBe('read 7 = loaded 0 + unchanged 0 + outside 0 + unlocated 0 + rejected 7');
  expect(
    account
      .breakdown()
      .map((line) => line.replace(/: .*\(/, ' ('))
      .sort(),
  ).toEqual([
    'rejected 1, code (wrong.json line 3)',
    'rejected 1, criteria[0] (wrong.json line 5)',
    'rejected 1, greatest (wrong.json line 4)',
    'rejected 1, matrices (wrong.json line 5)',
    'rejected 1, profile (wrong.json line 1)',
    'rejected 1, rows (wrong.json line 5)',
    'rejected 1, weightSets.harm (wrong.json line 2)',
  ]);
  expect((await ranking()).weightSet).toBe('incident-count@1');
});

test('single edits take them back', async () => {
  const viewer = { ...analystOf(id), role: 'ADMIN', keyId: 1 } as Viewer;
  const CHOOSE =
    'mutation ($harm: ID) { chooseWeightSets(input: { partnership: "HERE", harm: $harm }) { weightSets { harm cost } userErrors { code message path } } }';
  const MATRIX =
    'mutation ($input: MatrixInput!) { setMatrix(input: $input) { criteria { matrix code } userErrors { code message path } } }';
  const input = { partnership: 'HERE', matrix: 'THREAT_RISK' };
  expect(await api.refusal(CHOOSE, {})).toMatchObject({ code: 'FORBIDDEN' });
  expect(await api.refusal(MATRIX, { input })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await api.refusal(CHOOSE, { harm: 'nothing' }, { viewer })).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(/^harm is not a known weight set/),
  });
  const twice = { ...input, rows: [{ theme: 'robbery' }, { theme: 'robbery', name: 'Again' }] };
  expect((await api.refusal(MATRIX, { input: twice }, { viewer })).message).toContain('lists a theme twice');
  expect(await api.refusal(MATRIX, { input: { ...input, criteria: ['nothing'] } }, { viewer })).toMatchObject(
    { code: 'BAD_USER_INPUT' },
  );
  const { chooseWeightSets } = await api.ask<{ chooseWeightSets: { weightSets: object } }>(
    CHOOSE,
    {},
    { viewer },
  );
  expect(chooseWeightSets.weightSets).toEqual({ harm: 'crime-severity-score', cost: 'unit-cost' });
  await api.ask(MATRIX, { input: { ...input, rows: [{ theme: 'robbery' }] } }, { viewer });
  expect((await ranking()).rows.map(({ theme }) => theme.name).sort()).toEqual(['Robbery']);
  await api.ask(MATRIX, { input }, { viewer });
  const { rows, weightSet } = await ranking();
  expect(weightSet).toMatch(/^crime-severity-score@/);
  expect(rows).toHaveLength(14);
  expect(rows[0].cells.map(({ criterion }) => criterion.code)).toContain('trend');
});

test('a gap in the deliveries of a source leaves themes unknown, or counted in part, until it is closed', async () => {
  const gaps = (of: object) =>
    bring([JSON.stringify({ gaps: { 'police-crimes': of } })], { name: 'gaps.json' });
  const seen = async () => {
    const { themes } = await api.ask<{
      themes: { code: string; coverage: { source: { code: string }; coverage: string }[] }[];
    }>('{ themes(partnership: "HERE") { code coverage { source { code } coverage } } }');
    return Object.fromEntries(
      themes.map(({ code, coverage }) => [
        code,
        coverage.find(({ source }) => source.code === 'police-crimes')?.coverage,
      ]),
    );
  };
  const COUNT = `query ($theme: ID!) {
    incidentCounts(where: { partnership: "HERE", themes: [$theme] }, by: [MONTH]) { total { count } caveats { code } }
  }`;
  await bring(['{ "profile": "community-safety" }'], { name: 'profile.json' });
  expect(await seen()).toMatchObject({
    robbery: 'EXACT',
    'serious-violence': 'EXACT',
    'hate-crime': 'EXACT',
  });
  const account = await gaps({ offences: ['robbery-personal'], flags: ['hate', 'no-such-flag'] });
  expect(account.breakdown()).toEqual(['rejected 1, flags[1]: not a known code (gaps.json line 1)']);
  const gap = { offences: ['robbery-personal'], flags: ['weapon'] };
  expect((await gaps(gap)).count('loaded')).toBe(1);
  expect((await gaps(gap)).count('unchanged')).toBe(1);
  expect(await seen()).toMatchObject({
    ...{ robbery: 'NONE', 'serious-violence': 'PARENT_ONLY', 'weapon-enabled-violence': 'NONE' },
    'sexual-offences': 'EXACT',
  });
  // Unknown, not zero; in part, and said so.
  expect((await api.refusal(COUNT, { theme: 'robbery' })).message).toContain('cannot be told apart');
  const { incidentCounts } = await api.ask<{ incidentCounts: { caveats: { code: string }[] } }>(COUNT, {
    theme: 'serious-violence',
  });
  expect(incidentCounts.caveats.map(({ code }) => code)).toContain('WIDER_CATEGORY');
  const ASKED = `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }`;
  for (const where of [{ offences: ['robbery-personal'] }, { flags: ['weapon'] }]) {
    const asked = { where: { partnership: 'HERE', sources: ['police-crimes'], ...where } };
    expect(await api.refusal(ASKED, asked)).toMatchObject({ code: 'NOT_SUPPORTED_FOR_SOURCE' });
  }
  await gaps({});
  expect(await seen()).toMatchObject({ robbery: 'EXACT', 'serious-violence': 'EXACT' });
});
