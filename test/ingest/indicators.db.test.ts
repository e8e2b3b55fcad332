/**
 * Indicators by file tell of themes without incidents, and go away again.
 *
 * @backend either
 */

import { serveRoutes } from '../../src/api';
import { buildApiSchema } from '../../src/api/graphql/schema';
import { storeOwnDocument } from '../../src/domain/vocabulary';
import { importIndicators } from '../../src/ingest';
import { testServer } from '../api/http/test-server';
import { Api, analystOf } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load } from '../support/records';
import { fileOf } from './files';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  for (const code of ['B', 'C', 'D']) await partnershipOf(database, code);
  await importAreas(database, 'HERE', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
  await load(
    database,
    'HERE',
    ['2023', '2024'].map((year) =>
      crime({ offence: 'shoplifting', occurredFrom: `${year}-05-01T11:00:00.000Z`, at: [100, 500] }),
    ),
  );
  await database.transaction({}, (session) =>
    storeOwnDocument(session, id, { profile: 'community-safety', themes: [], without: [] }, 'a test'),
  );
  api = await Api.on(database, analystOf(id));
});
afterAll(() => fixture.remove());

const HEADER = 'code,name,unit,frequency,period,value,numerator,denominator,higher_is_better,source,licence';
const row = (period: string, cases: number | null) =>
  `proven-reoffending,Proven reoffending,% of offenders,year,${period},` +
  `${cases === null ? ',,' : `${cases / 10},${cases},1000`},no,A test,None`;
const bring = (partnership: string, ...rows: string[]) =>
  importIndicators(fixture.database, {
    partnership,
    paths: [fileOf([HEADER, ...rows].join('\n'), 'indicators.csv')],
  });

const QUESTION = `{
  indicators(partnership: "HERE") { dataVersion indicators { code themes { code } values { period { from to } value } } }
  themes(partnership: "HERE") { code indicator }
  themeRanking(partnership: "HERE", period: { from: "2023-05-01", to: "2024-05-31" }) {
    rows { theme { code } incidents cells { criterion { code } computed { value evidence } } }
  }
  strategicAssessment(partnership: "HERE", period: { from: "2023-05-01", to: "2024-05-31" }, themes: ["reducing-reoffending"]) {
    themes { trend { classification } indicator { value previous statement } performance { label } unseen { line because } }
  }
}`;
interface Cell {
  criterion: { code: string };
  computed: { value: number | null; evidence: string };
}
interface Answers {
  indicators: { indicators: { code: string }[] };
  themes: { code: string; indicator: string | null }[];
  themeRanking: { rows: { theme: { code: string }; incidents: number | null; cells: Cell[] }[] };
  strategicAssessment: {
    themes: {
      trend: { classification: string } | null;
      indicator: { value: number; previous: number; statement: string } | null;
      performance: object[];
      unseen: { line: string; because: string }[];
    }[];
  };
}
const ask = async () => {
  const answers = await api.ask<Answers>(QUESTION);
  const ranked = answers.themeRanking.rows.find(({ theme }) => theme.code === 'reducing-reoffending')!;
  const cell = (code: string) => ranked.cells.find(({ criterion }) => criterion.code === code)!.computed;
  return { ...answers, ranked, cell, block: answers.strategicAssessment.themes[0] };
};

test('without figures the theme says which indicator it waits for', async () => {
  const { indicators, themes, cell, block } = await ask();
  expect(indicators.indicators).toEqual([]);
  expect(themes).toContainEqual({ code: 'reducing-reoffending', indicator: 'proven-reoffending' });
  expect(cell('trend')).toMatchObject({
    ...{ value: null, evidence: expect.stringContaining('csg import indicator') },
  });
  expect(block).toMatchObject({ trend: null, indicator: null });
});

test('figures are in the answers at once: ranking, assessment, peers and export, and count nothing', async () => {
  const account = await bring(
    'HERE',
    row('2022-05', 250),
    row('2023-05', 320),
    row('2023-05', 1),
    row('soon', 1),
  );
  expect(account.line()).toBe('read 4 = loaded 2 + unchanged 0 + outside 0 + unlocated 0 + rejected 2');
  expect(account.rejects().map(({ field }) => field)).toEqual(['period', 'period']);
  for (const [code, cases] of [
    ['B', 250],
    ['C', 255],
    ['D', 260],
  ] as const)
    await bring(code, row('2023-05', cases));
  const { indicators, ranked, cell, block } = await ask();
  expect(indicators.indicators).toEqual([
    {
      code: 'proven-reoffending',
      themes: [{ code: 'reducing-reoffending' }],
      values: [
        { period: { from: '2022-05-01', to: '2023-04-30' }, value: 25 },
        { period: { from: '2023-05-01', to: '2024-04-30' }, value: 32 },
      ],
    },
  ]);
  expect(ranked.incidents).toBeNull();
  expect(cell('trend').value).toBe(3);
  expect(cell('peer-performance')).toMatchObject({ value: 3 });
  expect(cell('volume')).toMatchObject({ value: null });
  expect(block).toMatchObject({
    ...{ trend: { classification: 'DETERIORATING' }, performance: [] },
    indicator: { value: 32, previous: 25, statement: expect.stringContaining('deteriorating') },
  });
  const counting =
    '{ incidentCounts(where: { partnership: "HERE", themes: ["reducing-reoffending"] }, by: [MONTH]) { total { count } } }';
  expect(await api.refusal(counting)).toMatchObject({
    code: 'NOT_SUPPORTED_FOR_SOURCE',
    message: expect.stringContaining('indicators'),
  });
  const server = await testServer(fixture.database, await buildApiSchema(), {}, serveRoutes);
  const { body } = await server.app.inject('/export/indicators.csv?partnership=HERE');
  await server.app.close();
  expect(body.split(/\r?\n/)[2]).toContain('2023-05-01,2024-04-30,32,320,1000');
});

test('the same file again changes nothing; blank values remove the indicator without a trace', async () => {
  expect((await bring('HERE', row('2022-05', 250), row('2023-05', 320))).line()).toContain('unchanged 2');
  expect((await bring('HERE', row('2022-05', null), row('2023-05', null))).line()).toContain('loaded 2');
  const { indicators, cell } = await ask();
  expect(indicators.indicators).toEqual([]);
  expect(cell('trend').value).toBeNull();
});
