/**
 * Themes of a partnership's own, by file and by mutation, on a server that runs.
 *
 * @backend either
 */
import { PUBLIC_VIEWER, type Viewer } from '../../src/access';
import { serveRoutes } from '../../src/api';
import { buildApiSchema } from '../../src/api/graphql/schema';
import { exportVocabulary } from '../../src/domain/vocabulary';
import { importVocabulary } from '../../src/ingest';
import { testServer } from '../api/http/test-server';
import { Api, analystOf, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dataOf } from '../support/dump';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import { fileOf } from './files';

let fixture: TestDatabase;
let api: Api;
let id: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  id = await partnershipOf(fixture.database, 'HERE');
  await partnershipOf(fixture.database, 'THERE');
  await importAreas(fixture.database, 'HERE', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
  api = await Api.on(fixture.database, analystOf(id));
  const thefts = [
    ...Array.from({ length: 6 }, () => ({ offence: 'shoplifting', flags: 8 })),
    ...Array.from({ length: 3 }, () => ({ offence: 'other-theft', flags: 8 })),
    ...Array.from({ length: 20 }, () => ({ offence: 'shoplifting', flags: 0 })),
    ...Array.from({ length: 5 }, () => ({ offence: 'wounding', flags: 8 })),
  ];
  await load(
    fixture.database,
    'HERE',
    thefts.map((fields, i) =>
      crime({ ...fields, occurredFrom: `2024-05-0${1 + (i % 9)}T11:00:00.000Z`, at: [100 + i, 500] }),
    ),
  );
});
afterAll(() => fixture.remove());

const CSV = [
  'code,name,group,offences,flags,match',
  'shop-theft-by-groups,Shop theft by groups,acquisitive,shoplifting other-theft,repeat,ALL',
];
const bring = (lines: string[], more: { dryRun?: boolean; name?: string } = {}) =>
  importVocabulary(fixture.database, {
    partnership: 'HERE',
    paths: [fileOf(lines.join('\n'), more.name ?? 'themes.csv')],
    dryRun: more.dryRun,
  });
const codes = async (partnership = 'HERE', viewer: Viewer = api.viewer) =>
  (
    await api.ask<{ themes: { code: string }[] }>(
      'query ($partnership: ID) { themes(partnership: $partnership) { code } }',
      { partnership },
      { viewer },
    )
  ).themes.map(({ code }) => code);
const COUNT = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: $by) { total { count } rows { theme count } }
}`;
interface Counts {
  incidentCounts: { total: { count: number }; rows: { theme: string | null; count: number }[] };
}
const where = { partnership: 'HERE', themes: ['shop-theft-by-groups'] };

test('a file of one theme is read whole in a dry run, and changes nothing', async () => {
  const before = await dataOf(fixture.database);
  expect((await bring(CSV, { dryRun: true })).line()).toBe(
    'read 1 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
  );
  expect(await dataOf(fixture.database)).toEqual(before);
  expect(await codes()).not.toContain('shop-theft-by-groups');
});

test('a theme by file is in lists, filters and counts at once, of this partnership alone', async () => {
  expect((await bring(CSV)).count('loaded')).toBe(1);
  expect((await bring(CSV)).line()).toContain('loaded 0 + unchanged 1');
  expect(await codes()).toContain('shop-theft-by-groups');
  expect(await codes('THERE')).not.toContain('shop-theft-by-groups');
  const { incidentCounts } = await api.ask<Counts>(COUNT, { where, by: ['THEME'] });
  expect(incidentCounts.total.count).toBe(9);
  expect(incidentCounts.rows).toEqual(
    expect.arrayContaining([
      { theme: 'shop-theft-by-groups', count: 9 },
      { theme: 'shoplifting', count: 6 },
    ]),
  );
  const { incidentCounts: all } = await api.ask<Counts>(COUNT, {
    where: { partnership: 'HERE' },
    by: ['THEME'],
  });
  expect(all.rows).toEqual(
    expect.arrayContaining([
      { theme: 'shop-theft-by-groups', count: 9 },
      { theme: 'shoplifting', count: 26 },
    ]),
  );
});

/** The theme in the ranking, the assessment and the exports; each null where it is not there. */
const PLACES = `{
  themeRanking(partnership: "HERE", period: { from: "2024-05-01", to: "2024-05-31" }) { rows { theme { code } incidents } }
  strategicAssessment(partnership: "HERE", period: { from: "2024-05-01", to: "2024-05-31" }) {
    parameters { name value } themes { theme { code } performance { current } }
  }
}`;
interface Places {
  themeRanking: { rows: { theme: { code: string }; incidents: number | null }[] };
  strategicAssessment: {
    parameters: { name: string; value: string }[];
    themes: { theme: { code: string }; performance: { current: number }[] }[];
  };
}
async function placesOf(code: string) {
  const { themeRanking, strategicAssessment } = await api.ask<Places>(PLACES);
  const server = await testServer(fixture.database, await buildApiSchema(), {}, serveRoutes);
  const { body } = await server.app.inject(
    '/export/theme-ranking.csv?partnership=HERE&from=2024-05-01&to=2024-05-31',
  );
  await server.app.close();
  return {
    ranked: themeRanking.rows.find(({ theme }) => theme.code === code)?.incidents,
    assessed: strategicAssessment.themes.find(({ theme }) => theme.code === code)?.performance[0]?.current,
    exported: body.includes(code),
    edition: strategicAssessment.parameters.find(({ name }) => name === 'vocabulary')!.value,
  };
}

test('it is in the ranking, the assessment and the exports at once', async () => {
  const { edition, ...places } = await placesOf('shop-theft-by-groups');
  expect(places).toEqual({ ranked: 9, assessed: 9, exported: true });
  expect(edition).toMatch(/^assessment-2009@\d+\+1$/);
});

test('protected counts do not answer for a theme that needs flags they do not have', async () => {
  const refusal = await api.refusal(COUNT, { where, by: ['MONTH'] }, { viewer: PUBLIC_VIEWER });
  expect(refusal).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('flags') });
  const { incidentCounts } = await api.ask<Counts>(
    COUNT,
    { where: { partnership: 'HERE' }, by: ['THEME'] },
    { viewer: PUBLIC_VIEWER },
  );
  expect(incidentCounts.rows.map(({ theme }) => theme)).not.toContain('shop-theft-by-groups');
});

test('rows that do not fit are rejected by line, field and reason, without their values', async () => {
  const account = await bring([
    'code,name,group,parent,offences,flags,match,sources',
    'Secret Code,Name,other,,,,,',
    'one,,other,,,,,',
    'two,Two,secretgroup,,,,,',
    'three,Three,other,secret-parent,,,,',
    'four,Four,other,,secret-offence,,,',
    'five,Five,other,,,secret-flag,,',
    'six,Six,other,,shoplifting,,ALL,',
    'seven,Seven,other,,shoplifting,,,police-crimes=SECRET',
    'eight,Eight,other,eight,,,,',
    'nine,Nine,other',
    'ten,ten@example.org,other,,,,,',
  ]);
  expect(account.line()).toBe('read 11 = loaded 0 + unchanged 0 + outside 0 + unlocated 0 + rejected 11');
  const told = account.breakdown().join('\n');
  for (const field of [
    'code:',
    'name:',
    'group:',
    'parent:',
    'offences[0]:',
    'flags[0]:',
    'match:',
    'sources:',
  ])
    expect(told).toContain(field);
  expect(told).toContain('line 3');
  expect(told).not.toMatch(/secret|example/i);
  expect(await codes()).toContain('shop-theft-by-groups');
});

test('what is exported can be imported again, and changes nothing', async () => {
  const exported = await fixture.database.transaction({ readOnly: true }, (session) =>
    exportVocabulary(session, id),
  );
  expect(exported).toEqual({
    profile: 'assessment-2009',
    themes: [
      {
        code: 'shop-theft-by-groups',
        name: 'Shop theft by groups',
        group: 'acquisitive',
        offences: ['shoplifting', 'other-theft'],
        flags: ['repeat'],
        match: 'ALL',
      },
    ],
    without: [],
  });
  const account = await bring([JSON.stringify(exported, null, 2)], { name: 'themes.json' });
  expect(account.line()).toBe('read 2 = loaded 0 + unchanged 2 + outside 0 + unlocated 0 + rejected 0');
});

test('a file of JSON tells the line of what it rejects', async () => {
  const account = await bring(
    [
      '{ "themes": [',
      '{ "code": "fine", "name": "Fine" },',
      '{ "code": "Wrong", "name": "Wrong" }],',
      '"without": ["gone"] }',
    ],
    { name: 'themes.json', dryRun: true },
  );
  expect(account.breakdown()).toEqual([
    expect.stringMatching(/^rejected 1, code: .* \(themes\.json line 3\)$/),
    expect.stringMatching(/^rejected 1, without: .* \(themes\.json line 4\)$/),
  ]);
});

test('a theme that is removed is nowhere but in the editions', async () => {
  expect((await bring(['{ "without": ["shop-theft-by-groups"] }'], { name: 'out.json' })).line()).toBe(
    'read 1 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 0',
  );
  expect(await codes()).not.toContain('shop-theft-by-groups');
  expect(await api.refusal(COUNT, { where, by: ['MONTH'] })).toMatchObject({ code: 'BAD_USER_INPUT' });
  const { edition, ...places } = await placesOf('shop-theft-by-groups');
  expect(places).toEqual({ ranked: undefined, assessed: undefined, exported: false });
  expect(edition).toMatch(/\+2$/);
  const kept = await sql<{ number: number }>(
    fixture.database,
    `SELECT number FROM vocabulary_edition WHERE content->'themes' @> '[{"code": "shop-theft-by-groups"}]'`,
  );
  expect(kept).toEqual([{ number: 1 }]);
  const { vocabularyEditions } = await api.ask<{ vocabularyEditions: object[] }>(
    '{ vocabularyEditions(partnership: "HERE") { number profile themes { code } without } }',
  );
  expect(vocabularyEditions).toEqual([
    { number: 2, profile: 'assessment-2009', themes: [], without: [] },
    { number: 1, profile: 'assessment-2009', themes: [{ code: 'shop-theft-by-groups' }], without: [] },
  ]);
  const first = await fixture.database.transaction({ readOnly: true }, (session) =>
    exportVocabulary(session, id, 1),
  );
  expect(first.themes).toHaveLength(1);
});

describe('single edits', () => {
  const SET =
    'mutation ($input: ThemeInput!) { setTheme(input: $input) { theme { code name offences { code } coverage { source { code } coverage } } userErrors { code message path } } }';
  const input = { partnership: 'HERE', code: 'shop-theft', name: 'Shop theft', offences: ['shoplifting'] };

  test('need the right to edit', async () => {
    expect(await api.refusal(SET, { input })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('add, replace, remove and restore, each with its line in the audit', async () => {
    const viewer = { ...analystOf(id), role: 'ADMIN', keyId: 1 } as Viewer;
    const {
      setTheme: { theme },
    } = await api.ask<{
      setTheme: {
        theme: { offences: { code: string }[]; coverage: { source: { code: string }; coverage: string }[] };
      };
    }>(SET, { input }, { viewer });
    // The category of open data holds nothing else, so that it belongs to the theme.
    expect(theme.offences).toEqual([{ code: 'shoplifting' }, { code: 'open-shoplifting' }]);
    expect(theme.coverage.filter(({ coverage }) => coverage !== 'NONE')).toEqual([
      { source: { code: 'police-crimes' }, coverage: 'EXACT' },
      { source: { code: 'police-uk-street' }, coverage: 'EXACT' },
    ]);
    const remove =
      'mutation ($theme: ID!) { removeTheme(input: { partnership: "HERE", theme: $theme }) { themes { code } userErrors { code message path } } }';
    const restore =
      'mutation ($theme: ID!) { restoreTheme(input: { partnership: "HERE", theme: $theme }) { themes { code } userErrors { code message path } } }';
    await api.ask(remove, { theme: 'wounding' }, { viewer });
    expect(await codes()).not.toContain('wounding');
    expect(await api.refusal(remove, { theme: 'wounding' }, { viewer })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await api.ask(restore, { theme: 'wounding' }, { viewer });
    await api.ask(remove, { theme: 'shop-theft' }, { viewer });
    expect(await codes()).toContain('wounding');
    expect(await codes()).not.toContain('shop-theft');
    const audit = await sql<{ action: string }>(
      fixture.database,
      "SELECT action FROM audit WHERE action NOT LIKE 'import%' AND action <> 'release' ORDER BY id",
    );
    expect(audit.map(({ action }) => action)).toEqual([
      ...['vocabulary.try', 'vocabulary.import', 'vocabulary.try', 'vocabulary.import'],
      ...['theme.set', 'theme.remove', 'theme.restore', 'theme.remove'],
    ]);
  });

  test('another profile brings its themes and its rows', async () => {
    const viewer = { ...analystOf(id), role: 'ADMIN', keyId: 1 } as Viewer;
    const choose =
      'mutation ($profile: ID!) { chooseThemeProfile(input: { partnership: "HERE", profile: $profile }) { themes { code } userErrors { code message path } } }';
    expect(await api.refusal(choose, { profile: 'nothing' }, { viewer })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await api.ask(choose, { profile: 'police-uk' }, { viewer });
    expect((await codes()).slice(14)).toEqual([]);
    const { themeRanking } = await api.ask<{ themeRanking: { rows: { theme: { code: string } }[] } }>(
      `{ themeRanking(partnership: "HERE", period: { from: "2024-05-01", to: "2024-05-31" }) { rows { theme { code } } } }`,
    );
    expect(themeRanking.rows).toHaveLength(14);
    await api.ask(choose, { profile: 'assessment-2009' }, { viewer });
  });
});

test('without a partnership, themes are those that all profiles share', async () => {
  const { themes } = await api.ask<{ themes: { code: string }[] }>('{ themes { code } }');
  const shared = themes.map(({ code }) => code);
  expect(shared).toEqual(expect.arrayContaining(['anti-social-behaviour', 'violent-crime', 'vehicle-crime']));
  expect(shared).not.toContain('wounding');
  expect(shared).not.toContain('serious-violence');
});
