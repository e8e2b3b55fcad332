/** Imports of what the public thinks, and what comes of them. */
import { PUBLIC_VIEWER } from '../../../src/access';
import { perceptionOf } from '../../../src/analytics/perception';
import { vocabularyAt } from '../../../src/domain/vocabulary';
import { importPerception } from '../../../src/ingest';
import { fileOf, problemOf } from '../../ingest/files';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { dataOf } from '../../support/dump';
import { box, importAreas, partnershipOf } from '../../support/ground';

let fixture: TestDatabase;
let api: Api;
let id: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  id = await partnershipOf(database, 'HERE');
  await importAreas(
    database,
    'HERE',
    'SNT_AREA',
    ['S1', 'S2', 'S3'].map((code, i) => ({ code, name: `Team ${code}`, ring: box(i * 1000, 0, 1000) })),
  );
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const bring = (lines: string[], options: { dryRun?: boolean } = {}) =>
  importPerception(fixture.database, {
    ...{ partnership: 'HERE', paths: [fileOf(lines.join('\n'), 'perception.csv')] },
    ...options,
  });
const PRIORITIES = 'snt_area,theme,from,to';
const SURVEY = 'survey,date,theme,question,share,sample_size';

const QUERY = `query ($period: PeriodInput!) {
  publicPerception(partnership: "HERE", period: $period) {
    rows { theme { code } statement sntAreas { code name } surveyShare }
    parameters { name value } dataVersion caveats { message }
  }
}`;
interface Perception {
  theme: { code: string };
  statement: string;
  sntAreas: { code: string; name: string }[];
  surveyShare: number | null;
}
const SPRING = { from: '2024-04-01', to: '2024-06-30' };
const perception = async (theme: string, period: object = SPRING) =>
  (
    await api.ask<{ publicPerception: { rows: Perception[] } }>(QUERY, { period }, { viewer: PUBLIC_VIEWER })
  ).publicPerception.rows.find((row) => row.theme.code === theme)!;

test('where no SNT area has told its priorities, concern is unknown, and the statement says so', async () => {
  expect(await perception('robbery')).toMatchObject({
    statement: 'Unknown: no SNT area has told its priorities for the period, and no survey has asked',
    ...{ sntAreas: [], surveyShare: null },
  });
});

test('a dry run changes nothing', async () => {
  const before = await dataOf(fixture.database);
  const account = await bring([PRIORITIES, 'S1,robbery,2024-04-01,2024-06-30'], { dryRun: true });
  expect(account.line()).toBe('read 1 = loaded 1 + unchanged 0 + outside 0 + unlocated 0 + rejected 0');
  expect(await dataOf(fixture.database)).toEqual(before);
});

test('priorities are loaded with every row accounted for', async () => {
  const account = await bring([
    PRIORITIES,
    'S1,drug-misuse,2024-04-01,2024-06-30',
    'S2,alcohol-misuse,2024-04-01,2024-06-30',
    'S1,alcohol-misuse,2024-04-01,2024-06-30',
    ',robbery,2024-04-01,2024-06-30',
    'S1,alcohol-misuse,2024-04-01,2024-06-30',
    'S9,alcohol-misuse,2024-04-01,2024-06-30',
    'S1,noise,2024-04-01,2024-06-30',
    'S1,robbery,2024-06-30,2024-04-01',
    'S1,robbery,1 April,2024-06-30',
    'S1,robbery',
  ]);
  expect(account.line()).toBe('read 10 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 6');
  const breakdown = account.breakdown().join('\n');
  expect(breakdown).toContain('snt_area: not the code of an SNT area of the partnership');
  expect(breakdown).toContain('theme: not the code of a theme');
  expect(breakdown).not.toMatch(/S9|noise|1 April/);
});

test('an area counts for its theme, its parts and the one that this is part of, once', async () => {
  expect(await perception('alcohol-misuse')).toMatchObject({
    statement: 'A priority of 2 SNT areas',
    sntAreas: [
      { code: 'S1', name: 'Team S1' },
      { code: 'S2', name: 'Team S2' },
    ],
  });
  expect(await perception('drug-misuse')).toMatchObject({ statement: 'A priority of 1 SNT area' });
  expect((await perception('substance-misuse')).sntAreas.map(({ code }) => code)).toEqual(['S1', 'S2']);
  expect((await perception('substance-misuse')).statement).toBe(
    'A priority of 2 SNT areas through Drug misuse, Alcohol misuse',
  );
  expect(await perception('robbery')).toMatchObject({ statement: 'Not a community concern', sntAreas: [] });
  expect(await perception('burglary')).toMatchObject({
    statement: 'Unknown: SNT areas were not asked about it, and no survey has asked',
    sntAreas: [],
  });
  // A period that shares a day with theirs.
  const year = { from: '2024-06-30', to: '2025-06-30' };
  expect((await perception('drug-misuse', year)).sntAreas).toHaveLength(1);
  expect((await perception('robbery', { from: '2024-07-01', to: '2024-09-30' })).statement).toMatch(
    /^Unknown/,
  );
});

test('the same file again changes nothing; a new one for the period takes its place', async () => {
  const version = async () =>
    (await sql<{ data_version: number }>(fixture.database, 'SELECT data_version FROM partnership'))[0]
      .data_version;
  const first = await version();
  const again = await bring([
    PRIORITIES,
    'S1,drug-misuse,2024-04-01,2024-06-30',
    'S2,alcohol-misuse,2024-04-01,2024-06-30',
    'S1,alcohol-misuse,2024-04-01,2024-06-30',
    ',robbery,2024-04-01,2024-06-30',
  ]);
  expect(again.line()).toContain('loaded 0 + unchanged 4');
  expect(await version()).toBe(first);
  const anew = await bring([
    PRIORITIES,
    'S1,drug-misuse,2024-04-01,2024-06-30',
    'S3,vehicle-crime,2024-04-01,2024-06-30',
    ',alcohol-misuse,2024-04-01,2024-06-30',
    'S3,robbery,2024-04-01,2024-06-30',
    'S3,robbery,2024-07-01,2024-09-30',
  ]);
  expect(anew.line()).toContain('loaded 4 + unchanged 1');
  expect(await version()).toBeGreaterThan(first);
  expect(await perception('alcohol-misuse')).toMatchObject({ statement: 'Not a community concern' });
  expect((await perception('robbery')).sntAreas).toEqual([{ code: 'S3', name: 'Team S3' }]);
  for (const theme of ['theft-from-vehicles', 'serious-acquisitive-crime'])
    expect((await perception(theme)).statement).toMatch(
      /^A priority of 1 SNT area through (Vehicle crime|Robbery)$/,
    );
});

test('results of surveys are shares, of the newest survey of three years', async () => {
  const account = await bring([
    SURVEY,
    'Residents,2024-05-31,robbery,"Robbery is a problem, here",17%,1200',
    'Residents,2024-05-31,robbery,Robbery is no problem,0.05,1200',
    'Residents,2023-05-31,robbery,"Robbery is a problem, here",0.25,',
    'Residents,2020-05-31,wounding,Violence is a problem,0.5,',
    'Residents,2024-05-31,burglary,Too much of it,170%,1200',
    'Residents,2024-05-31,burglary,Too much of it,some,1200',
    'Residents,2024-05-31,burglary,Too much of it,0.1,0',
    'Residents,2024-02-30,burglary,Too much of it,0.1,',
    'Residents,2024-05-31,burglary,,0.1,',
  ]);
  expect(account.line()).toBe('read 9 = loaded 4 + unchanged 0 + outside 0 + unlocated 0 + rejected 5');
  expect(await perception('robbery')).toMatchObject({
    ...{ statement: '17% (Residents, 2024); a priority of 1 SNT area', surveyShare: 0.17 },
  });
  const earlier = await perception('robbery', { from: '2024-01-01', to: '2024-03-31' });
  expect(earlier).toMatchObject({ surveyShare: 0.25, sntAreas: [] });
  expect(earlier.statement).toBe('25% (Residents, 2023); whether it is a priority of SNT areas is unknown');
  expect((await perception('wounding')).surveyShare).toBeNull();
  const corrected = await bring([
    SURVEY,
    'Residents,2024-05-31,robbery,"Robbery is a problem, here",0.18,1200',
  ]);
  expect(corrected.line()).toContain('loaded 1');
  expect((await perception('robbery')).surveyShare).toBe(0.18);
});

test('a file of other columns is refused, and says which it lacks', async () => {
  expect((await problemOf(bring(['area,theme', 'S1,robbery']))).message).toContain('snt_area');
  expect((await problemOf(bring(['survey,theme', 'Residents,robbery']))).message).toContain('share');
});

test('two statements tell of all themes', async () => {
  const before = fixture.database.statementCount;
  const found = await fixture.database.transaction({ readOnly: true }, async (session) => {
    const vocabulary = await vocabularyAt(session, { id, dataVersion: '1' });
    const begun = fixture.database.statementCount;
    const map = await perceptionOf(session, vocabulary, [id], SPRING);
    return { map, statements: fixture.database.statementCount - begun };
  });
  expect(found.statements).toBe(2);
  expect(fixture.database.statementCount).toBeGreaterThan(before);
  expect(found.map.size).toBeGreaterThan(20);
});

test('a period backwards is refused', async () => {
  const refusal = await api.refusal(QUERY, { period: { from: '2024-06-30', to: '2024-04-01' } });
  expect(refusal.code).toBe('BAD_USER_INPUT');
});
