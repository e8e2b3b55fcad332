/**
 * The judgements of 2009 come out of the API as they were printed, and what follows from them.
 *
 * @backend either
 */

import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { AnswerCache } from '../../../src/analytics/analytic';
import { storeOwnDocument, type ThemeDefinition } from '../../../src/domain/vocabulary';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createDemonstration, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let api: Api;
let id: number;
beforeAll(async () => {
  fixture = await createDemonstration();
  [{ id }] = await sql<{ id: number }>(
    fixture.database,
    "SELECT id FROM partnership WHERE code = 'DEMO2009'",
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

/** The contract's operation, with the fields behind the ranks. */
const RANKING = `query ThemeRanking($partnership: ID!, $period: PeriodInput!, $matrix: MatrixKind = THREAT_RISK,
  $weightSet: ID, $leaveOutParents: Boolean = false) {
  themeRanking(partnership: $partnership, period: $period, matrix: $matrix, weightSet: $weightSet,
    leaveOutParents: $leaveOutParents) {
    rows {
      rank rankInterval { best worst } label theme { code name } missing
      asPublished { rank total label prorated } answered of lowerBound upperBound
      cells {
        criterion { code name } value asserted { value by at reason version } computed { value lower upper evidence } conflict
      }
    }
    leftOut { code }
    conflicts { theme { code name } criterion { code name } scanning matrix }
    suggestedPriorities { theme { code name } emphasis { code name } because }
    notAmongPriorities { theme { code } because }
    spearmanWithCounts
  }
}`;
const MORE = `query More($partnership: ID!, $period: PeriodInput!, $weightSet: ID, $orderBy: RankingOrder) {
  themeRanking(partnership: $partnership, period: $period, weightSet: $weightSet, orderBy: $orderBy) {
    rows { theme { code } rank incidents countRank weight weightRank withoutWeight
      cells { criterion { code } asserted { by } computed { value evidence } } }
    spearmanWithCounts weightSet parameters { name value } dataVersion caveats { message }
  }
}`;

interface Cell {
  criterion: { code: string };
  value: number | null;
  asserted: { value: number | null; by: string | null; version: number } | null;
  computed: { value: number | null; lower: number; upper: number; evidence: string };
  conflict: boolean;
}
interface Row {
  rank: number | null;
  label: string;
  missing: string[];
  asPublished: { rank: number | null; total: number | null; label: string; prorated: number | null };
  rankInterval: { best: number; worst: number };
  theme: { code: string; name: string };
  answered: number;
  of: number;
  lowerBound: number;
  upperBound: number;
  cells: Cell[];
  incidents: number | null;
  countRank: number | null;
  weight: number | null;
  weightRank: number | null;
}
interface Ranking {
  rows: Row[];
  conflicts: { theme: { code: string }; criterion: { code: string }; scanning: number; matrix: number }[];
  leftOut: { code: string }[];
  suggestedPriorities: { theme: { code: string }; emphasis: { code: string }[]; because: string[] }[];
  notAmongPriorities: { theme: { code: string }; because: string }[];
  spearmanWithCounts: number | null;
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}

const HALF_YEAR = { from: '2009-01-01', to: '2009-06-30' };
const variables = (more: object = {}) => ({ partnership: 'DEMO2009', period: HALF_YEAR, ...more });
const ranking = async (more: object = {}, viewer: Viewer = api.viewer, source = RANKING) =>
  (await api.ask<{ themeRanking: Ranking }>(source, variables(more), { viewer })).themeRanking;
const rowOf = ({ rows }: Ranking, theme: string) => rows.find(({ theme: { code } }) => code === theme)!;
const cellOf = (found: Ranking, theme: string, criterion: string) =>
  rowOf(found, theme).cells.find((cell) => cell.criterion.code === criterion)!;

/** Totals as the two tables of the assessment of October 2009 print them: scanning, threat/risk. */
const TOTALS: Record<string, [string, string]> = {
  'serious-acquisitive-crime': ['7', '13'],
  'bicycle-theft': ['2', '8'],
  'domestic-burglary': ['7', '10'],
  'non-domestic-burglary': ['5', '13'],
  robbery: ['5', '10'],
  'theft-from-person': ['0', '7'],
  'theft-of-vehicles': ['6', '9'],
  'theft-from-vehicles': ['8', '11'],
  'violent-crime': ['5', '11'],
  wounding: ['5', '9'],
  'common-assault': ['3', '8 (*)'],
  'domestic-abuse': ['5 (*)', '8 (*)'],
  'sexual-offences': ['4 (*)', '9 (*)'],
  'criminal-damage': ['5', '10'],
  'anti-social-behaviour': ['7 (*)', '10 (*)'],
  'substance-misuse': ['6 (*)', '7 (*)'],
  'hate-crime': ['0 (*)', '7 (*)'],
  'casualty-reduction': ['3 (*)', '6 (*)'],
  'reducing-reoffending': ['5 (*)', '10 (*)'],
  'public-confidence': ['5 (*)', '11 (*)'],
};

test.each([
  ['PRIORITY_SCANNING', 0, 9],
  ['THREAT_RISK', 1, 5],
] as const)('the totals of %s are those that were printed', async (matrix, column, of) => {
  const { rows } = await ranking({ matrix });
  const found = Object.fromEntries(rows.map(({ theme, asPublished }) => [theme.code, asPublished.label]));
  expect(found).toEqual(
    Object.fromEntries(Object.entries(TOTALS).map(([code, label]) => [code, label[column]])),
  );
  for (const row of rows) expect(row.of).toBe(of);
});

test('each table names its themes as it was printed', async () => {
  const name = async (matrix: string, theme: string) => rowOf(await ranking({ matrix }), theme).theme.name;
  expect(await name('PRIORITY_SCANNING', 'casualty-reduction')).toBe('Casualty reduction');
  expect(await name('THREAT_RISK', 'casualty-reduction')).toBe('Road safety');
  expect(await name('THREAT_RISK', 'robbery')).toBe('Robbery from the person');
});

test.each([
  ['serious-acquisitive-crime', 13, 1, 2],
  ['theft-from-vehicles', 11, 4, 10],
  ['public-confidence', 13.75, 1, 7],
  ['anti-social-behaviour', 12.5, 1, 9],
  ['hate-crime', 35 / 3, 1, 16],
  ['theft-from-person', 7, 20, 20],
])('%s: prorated %d, ranks %d to %d', async (theme, prorated, best, worst) => {
  const row = rowOf(await ranking(), theme);
  expect(row.asPublished.prorated).toBeCloseTo(prorated, 8);
  expect(row.rankInterval).toEqual({ best, worst });
});

test('every rank lies inside its interval; 12 of the 20 published ones do not', async () => {
  const { rows } = await ranking();
  const inside = (rank: number | null, { best, worst }: Row['rankInterval']) =>
    rank! >= best && rank! <= worst;
  expect(rows).toHaveLength(20);
  expect(rows.filter((row) => !inside(row.rank, row.rankInterval))).toEqual([]);
  expect(rows.filter((row) => !inside(row.asPublished.rank, row.rankInterval))).toHaveLength(12);
  expect(rows.map(({ rank }) => rank)).toEqual(rows.map(({ rank }) => rank!).sort((a, b) => a - b));
});

test('the two tables contradict each other in 14 cells', async () => {
  const { conflicts } = await ranking();
  const found = conflicts.map(
    ({ theme, criterion, scanning, matrix }) => `${theme.code} ${criterion.code} ${scanning} ${matrix}`,
  );
  expect(found).toEqual([
    'serious-acquisitive-crime peer-performance 0 3',
    'serious-acquisitive-crime trend 0 3',
    'violent-crime peer-performance 0 3',
    'violent-crime trend 0 3',
    'wounding peer-performance 0 3',
    'common-assault peer-performance 0 null',
    'domestic-abuse trend null 3',
    'substance-misuse peer-performance 0 null',
    'substance-misuse trend 1 null',
    'hate-crime peer-performance 0 null',
    'hate-crime trend 0 null',
    'casualty-reduction peer-performance 0 null',
    'reducing-reoffending trend 0 3',
    'public-confidence trend 0 3',
  ]);
});

test('the suggested priorities are those of the executive summary, with the reasons', async () => {
  for (const more of [{}, { matrix: 'PRIORITY_SCANNING' }, { leaveOutParents: true }]) {
    const { suggestedPriorities } = await ranking(more);
    expect(
      suggestedPriorities.map(({ theme, emphasis }) => [theme.code, ...emphasis.map(({ code }) => code)]),
    ).toEqual([
      ['serious-acquisitive-crime', 'domestic-burglary', 'theft-from-vehicles'],
      ['non-domestic-burglary'],
      ['violent-crime', 'wounding'],
      ['domestic-abuse'],
      ['criminal-damage'],
      ['anti-social-behaviour'],
      ['substance-misuse'],
      ['reducing-reoffending'],
    ]);
    const because = (theme: string) =>
      suggestedPriorities.find(({ theme: { code } }) => code === theme)!.because;
    expect(because('serious-acquisitive-crime')).toHaveLength(2);
    expect(because('reducing-reoffending')).toEqual([
      'A priority of both the Local Area Agreement and the community.',
    ]);
    expect(because('violent-crime')[0]).toMatch(
      /^High volume, as the partnership says: [\d,]+ of [\d,]+ incidents/,
    );
  }
});

test('the volumes that were ticked are those that the counts say are high', async () => {
  const found = await ranking({ matrix: 'PRIORITY_SCANNING' });
  for (const { cells } of found.rows) {
    const volume = cells.find(({ criterion }) => criterion.code === 'high-volume')!;
    expect(volume.computed.evidence).toMatch(/incidents|Unknown, not zero/);
    if (volume.asserted!.value !== null && volume.computed.value !== null)
      expect(volume.computed.value).toBe(volume.asserted!.value);
  }
  expect(found.rows.filter(({ cells }) => cells[0].computed.value === 1)).toHaveLength(9);
});

test('a cell has what people say and what the data say, and tells where they differ', async () => {
  const found = await ranking();
  // The block of domestic burglary says "stable", the matrix 3.
  const trend = cellOf(found, 'domestic-burglary', 'trend');
  expect(trend).toMatchObject({ value: 3, asserted: { value: 3, version: 1 }, conflict: true });
  expect(trend.computed).toMatchObject({ value: 2 });
  expect(trend.computed.evidence).toMatch(/against .* in 2008-01-01\/2008-06-30 .*stable/);
  expect(cellOf(found, 'theft-from-person', 'peer-performance')).toMatchObject({
    ...{ value: 1, computed: { value: 1 }, conflict: false },
  });
  // Somebody says that it is unknown, and the counts could tell.
  expect(cellOf(found, 'common-assault', 'peer-performance')).toMatchObject({
    ...{ value: null, asserted: { value: null }, computed: { value: 2 }, conflict: true },
  });
  // Nothing can be computed: that contradicts nobody.
  expect(cellOf(found, 'robbery', 'current-activity')).toMatchObject({
    ...{ value: 2, computed: { value: null }, conflict: false },
  });
  expect(cellOf(found, 'public-confidence', 'trend').computed).toEqual({
    ...{ value: null, lower: 1, upper: 3 },
    evidence: expect.stringContaining('Unknown, not zero'),
  });
  expect(cellOf(found, 'anti-social-behaviour', 'community-concern').computed).toEqual({
    ...{ value: 3, lower: 3, upper: 3 },
    evidence: expect.stringContaining('20 of 24 SNT areas'),
  });
  expect(cellOf(found, 'criminal-damage', 'community-concern').computed.value).toBe(2);
  expect(cellOf(found, 'robbery', 'community-concern').computed.value).toBe(1);
});

test('a theme that SNT areas were not asked about has an unknown community cell, not a low one', async () => {
  const { rows } = await ranking();
  const concern = rows.map((row) => ({
    row,
    cell: row.cells.find(({ criterion }) => criterion.code === 'community-concern')!,
  }));
  const unknown = concern.filter(({ cell }) => cell.computed.value === null);
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.length).toBeLessThan(rows.length);
  for (const { cell } of unknown) {
    expect(cell.computed.evidence).toBe('Not known: SNT areas were not asked about the theme.');
    expect(cell.conflict).toBe(false);
  }
  // A row with such a cell that nobody has judged has wider bounds, not a lower total.
  for (const { row } of concern.filter(({ cell }) => cell.value === null)) {
    expect(row.answered).toBeLessThan(row.of);
    expect(row.upperBound).toBeGreaterThan(row.lowerBound);
  }
});

test('without the parents 18 themes are ranked among themselves', async () => {
  const { rows } = await ranking({ leaveOutParents: true });
  expect(rows).toHaveLength(18);
  expect(rows.map(({ theme }) => theme.code)).not.toContain('serious-acquisitive-crime');
  expect(rows.map(({ theme }) => theme.code)).not.toContain('violent-crime');
  expect(Math.max(...rows.map(({ rankInterval }) => rankInterval.worst))).toBe(18);
});

describe('the weight set', () => {
  test('sets the harm and the order by weight, and says how far that is from the order by counts', async () => {
    const usual = await ranking({}, api.viewer, MORE);
    expect(usual).toMatchObject({ weightSet: 'crime-severity-score@2' });
    expect(usual.parameters).toContainEqual({ name: 'weightSet', value: 'crime-severity-score@2' });
    const byWeight = await ranking(
      { weightSet: 'crime-severity-score', orderBy: 'WEIGHT' },
      api.viewer,
      MORE,
    );
    const ranked = byWeight.rows.filter(({ weightRank }) => weightRank !== null);
    expect(ranked.length).toBeGreaterThan(5);
    expect(byWeight.rows.slice(0, ranked.length)).toEqual(ranked);
    expect(ranked.map(({ weight }) => weight)).toEqual(
      ranked.map(({ weight }) => weight!).sort((a, b) => b - a),
    );
    expect(byWeight.spearmanWithCounts).toBe(usual.spearmanWithCounts);
    expect(Math.abs(byWeight.spearmanWithCounts!)).toBeLessThan(1);
    expect(byWeight.rows.map(({ theme, rank }) => `${theme.code} ${rank}`).sort()).toEqual(
      usual.rows.map(({ theme, rank }) => `${theme.code} ${rank}`).sort(),
    );
    expect(cellOf(byWeight, 'wounding', 'harm').computed.value).toBe(3);
    expect(cellOf(byWeight, 'bicycle-theft', 'harm').computed.value).toBe(1);
  });

  test('of counts agrees with the counts', async () => {
    const byCount = await ranking({ weightSet: 'incident-count@1', orderBy: 'COUNT' }, api.viewer, MORE);
    expect(byCount.spearmanWithCounts).toBeCloseTo(1, 12);
    for (const { incidents, weight } of byCount.rows) expect(weight).toBe(incidents || weight);
    expect(byCount.rows[0].countRank).toBe(1);
    expect(rowOf(byCount, 'reducing-reoffending')).toMatchObject({ incidents: null, countRank: null });
  });

  test('that is not known is refused with those that are', async () => {
    const refusal = await api.refusal(RANKING, variables({ weightSet: 'gut-feeling' }));
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(refusal.message).toContain('unit-cost@1');
    expect(refusal.message).not.toContain('gut');
  });
});

test('without a key the ranking is the same, from published counts, and nobody learns who said what', async () => {
  const [own, everyones] = [await ranking(), await ranking({}, PUBLIC_VIEWER)];
  const plain = ({ rows }: Ranking) =>
    rows.map(({ theme, rank, asPublished, rankInterval }) => ({ theme, rank, asPublished, rankInterval }));
  expect(plain(everyones)).toEqual(plain(own));
  const names = (found: Ranking) =>
    new Set(found.rows.flatMap(({ cells }) => cells.map((c) => c.asserted?.by)));
  expect(names(everyones)).toEqual(new Set([null]));
  expect(names(own)).toEqual(new Set(['Strategic Assessment, October 2009']));
  const more = await ranking({}, PUBLIC_VIEWER, MORE);
  expect(sentencesOf(more.caveats).join(' ')).toContain('disclosure control');
  expect(rowOf(more, 'domestic-abuse').incidents).toBeGreaterThan(800);
  // A cell by flag does not tell the offences, so nobody knows what they weigh.
  expect(rowOf(more, 'domestic-abuse').weight).toBeNull();
});

test('where part of a month is asked about, closed records tell a viewer without a key nothing: unknown, not zero', async () => {
  const period = { from: '2009-01-01', to: '2009-06-15' };
  const found = await ranking({ period, matrix: 'PRIORITY_SCANNING' }, PUBLIC_VIEWER);
  for (const { cells } of found.rows) expect(cells[0].computed.value).toBeNull();
  expect(found.suggestedPriorities).toEqual([]);
  const own = await ranking({ period, matrix: 'PRIORITY_SCANNING' });
  expect(cellOf(own, 'wounding', 'high-volume').computed.value).toBe(1);
});

test('a period that nobody has judged is ranked by what the data say', async () => {
  const found = await ranking({ period: { from: '2008-07-01', to: '2008-12-31' } });
  expect(found.conflicts).toEqual([]);
  const burglary = rowOf(found, 'domestic-burglary');
  expect(burglary.cells.map(({ asserted }) => asserted)).toEqual([null, null, null, null, null]);
  // Peers, trend and harm; the others are known for no theme.
  expect(found.leftOut.map(({ code }) => code)).toEqual(['current-activity', 'community-concern']);
  expect(burglary).toMatchObject({ answered: 3, of: 3 });
  expect(rowOf(found, 'public-confidence')).toMatchObject({
    ...{ rank: null, label: 'Not enough is known', answered: 0 },
    ...{ asPublished: { rank: null, total: null, label: '(*)', prorated: null } },
  });
  expect(rowOf(found, 'public-confidence').missing).toHaveLength(1 + 5);
  expect(found.rows.at(-1)!.rank).toBeNull();
});

test('the number of statements does not grow with the themes, and a kept answer needs few', async () => {
  const count = (viewer: Viewer, answers?: AnswerCache) =>
    api.statements(RANKING, variables(), { viewer, answers });
  await count(api.viewer); // the vocabulary is read once
  const twenty = await count(api.viewer);
  expect(twenty).toBeLessThan(32);
  const kept = new AnswerCache(10_000_000);
  await count(api.viewer, kept);
  expect(await count(api.viewer, kept)).toBeLessThan(16);
  const themes = Array.from({ length: 10 }, (_, n) => ({
    ...{ code: `own-${n}`, name: `Own theme ${n}`, group: 'other' as const },
    offences: ['shoplifting', 'other-theft'],
  }));
  const storeOwn = (own: ThemeDefinition[]) =>
    fixture.database.transaction({}, (session) =>
      storeOwnDocument(session, id, { profile: 'assessment-2009', themes: own, without: [] }, 'a test'),
    );
  await storeOwn(themes);
  expect((await ranking()).rows.length).toBe(30);
  expect(await count(api.viewer)).toBe(twenty);
  await storeOwn([]);
});
