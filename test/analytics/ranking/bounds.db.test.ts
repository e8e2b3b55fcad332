/**
 * Themes that open data hold only within wider categories are ranked by bounds.
 *
 * @backend either
 */
import { storeOwnDocument } from '../../../src/domain/vocabulary';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let api: Api;

/** Rows of a category in one month of data.police.uk. */
const street = (n: number, month: string, category: string) =>
  Array.from({ length: n }, () =>
    crime({
      ...{ source: 'police-uk-street', precision: 'MONTH', month, offence: `open-${category}` },
      occurredFrom: `${month}-02T00:00:00.000Z`,
      occurredTo: `${month}-27T00:00:00.000Z`,
    }),
  );

const CATEGORIES: [string, now: number, before: number][] = [
  ['violence-and-sexual-offences', 60, 20],
  ['burglary', 40, 40],
  ['vehicle-crime', 30, 30],
  ['theft-from-the-person', 20, 20],
  ['robbery', 12, 12],
  ['shoplifting', 25, 60],
  ['possession-of-weapons', 11, 1],
  ['other-crime', 2, 2],
];

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  await importAreas(database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
  await database.transaction({}, (session) =>
    storeOwnDocument(session, id, { profile: 'community-safety', themes: [], without: [] }, 'a test'),
  );
  await load(
    database,
    'HERE',
    CATEGORIES.flatMap(([category, now, before]) => [
      ...street(now, '2023-05', category),
      ...street(before, '2022-05', category),
    ]),
  );
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

interface Cell {
  criterion: { code: string };
  value: number | null;
  computed: { value: number | null; lower: number; upper: number; evidence: string };
  conflict: boolean;
}
interface Row {
  theme: { code: string };
  rank: number | null;
  label: string;
  missing: string[];
  rankInterval: { best: number; worst: number };
  lowerBound: number;
  upperBound: number;
  incidents: number | null;
  incidentBounds: { lower: number; upper: number } | null;
  weight: number | null;
  weightRank: number | null;
  cells: Cell[];
}
interface Ranking {
  rows: Row[];
  rankedOn: { code: string }[];
  leftOut: { code: string }[];
  suggestedPriorities: { theme: { code: string }; emphasis: { code: string }[] }[];
  notAmongPriorities: { theme: { code: string }; because: string }[];
  caveats: { message: string }[];
}
const MAY = { from: '2023-05-01', to: '2023-05-31' };
const RANKING = `query ($period: PeriodInput!, $matrix: MatrixKind, $weightSet: ID) {
  themeRanking(partnership: "HERE", period: $period, matrix: $matrix, weightSet: $weightSet) {
    rows {
      theme { code } rank label missing rankInterval { best worst } lowerBound upperBound
      incidents incidentBounds { lower upper } weight weightRank
      cells { criterion { code } value computed { value lower upper evidence } conflict }
    }
    rankedOn { code } leftOut { code }
    suggestedPriorities { theme { code } emphasis { code } } notAmongPriorities { theme { code } because }
    caveats { message }
  }
}`;
const ranking = async (more: object = {}) =>
  (await api.ask<{ themeRanking: Ranking }>(RANKING, { period: MAY, ...more })).themeRanking;
const rowIn = ({ rows }: Ranking, theme: string) => rows.find((row) => row.theme.code === theme)!;
const cellIn = (found: Ranking, theme: string, criterion: string) =>
  rowIn(found, theme).cells.find((cell) => cell.criterion.code === criterion)!.computed;

test('volume lies between what is surely of the theme and what the wider category holds', async () => {
  const found = await ranking();
  expect(rowIn(found, 'retail-crime')).toMatchObject({
    incidents: 25,
    incidentBounds: { lower: 25, upper: 25 },
  });
  expect(rowIn(found, 'domestic-burglary')).toMatchObject({
    ...{ incidents: null, incidentBounds: { lower: 0, upper: 40 } },
  });
  // All of vehicle crime and of theft from the person is neighbourhood crime; of burglary and robbery, some.
  expect(rowIn(found, 'neighbourhood-crime').incidentBounds).toEqual({ lower: 50, upper: 102 });
  expect(cellIn(found, 'neighbourhood-crime', 'volume')).toMatchObject({ value: 3, lower: 3, upper: 3 });
  expect(cellIn(found, 'violent-crime', 'volume')).toEqual({
    ...{ value: null, lower: 1, upper: 3 },
    evidence:
      'From 0 to 60 of 200 incidents (0% to 30%), those of the wider category Violence and sexual offences; high from 5% on.',
  });
  expect(rowIn(found, 'domestic-abuse').incidentBounds).toBeNull();
});

test('the bounds of a whole hold the counts of its parts', async () => {
  const found = await ranking();
  const parts = ['domestic-burglary', 'robbery', 'vehicle-crime', 'theft-from-person'];
  const whole = rowIn(found, 'neighbourhood-crime').incidentBounds!;
  const bounds = parts.map((part) => rowIn(found, part).incidentBounds!);
  for (const { lower, upper } of bounds) {
    expect(lower).toBeLessThanOrEqual(whole.lower);
    expect(upper).toBeLessThanOrEqual(whole.upper);
  }
  expect(bounds.reduce((sum, { lower }) => sum + lower, 0)).toBeLessThanOrEqual(whole.upper);
});

test('the trend has the value of the wider category, and bounds nothing', async () => {
  const trend = cellIn(await ranking(), 'serious-violence', 'trend');
  expect(trend).toMatchObject({ value: 3, lower: 1, upper: 3 });
  expect(trend.evidence).toMatch(
    /^That of the wider categories Violence and sexual offences, Robbery: 72 incidents against 32 .* deteriorating\.$/,
  );
});

test('harm lies between the thirds of the least and the greatest weight of its offences', async () => {
  const found = await ranking();
  // Wounding, robbery, rape and homicide all weigh more than most; residential burglary has nearly one weight.
  expect(cellIn(found, 'serious-violence', 'harm')).toMatchObject({ lower: 3, upper: 3 });
  expect(cellIn(found, 'domestic-burglary', 'harm')).toMatchObject({ value: 3, lower: 3, upper: 3 });
  expect(cellIn(found, 'violent-crime', 'harm')).toMatchObject({ value: null, lower: 1, upper: 3 });
});

test('what is known for no theme is left out and named, and only what something separates has a rank', async () => {
  const found = await ranking();
  expect(found.rankedOn.map(({ code }) => code)).toEqual(['volume', 'trend', 'harm']);
  expect(found.leftOut.map(({ code }) => code)).toEqual([
    ...['peer-performance', 'current-activity', 'community-concern'],
  ]);
  expect(found.caveats.map(({ message }) => message)).toContain(
    'Ranked on Volume, Trend, Harm. Not known for any theme, so left out: Peer performance, Current activity, Community ' +
      'concern.',
  );
  expect(rowIn(found, 'weapons')).toMatchObject({ rank: 1, missing: [] });
  for (const { rank, rankInterval, label, missing } of found.rows) {
    if (rank === null) {
      expect(label).toBe('Not enough is known');
      expect(missing.length).toBeGreaterThan(0);
      continue;
    }
    expect(rank).toBeGreaterThanOrEqual(rankInterval.best);
    expect(rank).toBeLessThanOrEqual(rankInterval.worst);
    expect(rankInterval.worst - rankInterval.best).toBeLessThan(found.rows.length - 1);
  }
  expect(rowIn(found, 'domestic-abuse').missing.slice(0, 2)).toEqual([
    'No criterion is known, and a rank needs 2.',
    expect.stringMatching(/^Volume: Unknown, not zero/),
  ]);
});

test('a theme that may be a twentieth of the incidents is a suggestion, or has a sentence that says why not', async () => {
  const found = await ranking();
  expect(
    found.suggestedPriorities.map(({ theme, emphasis }) => [theme.code, ...emphasis.map(({ code }) => code)]),
  ).toEqual([
    // All robberies are serious violence, and they are 6% already.
    ['serious-violence'],
    ['weapons'],
    ['neighbourhood-crime', 'vehicle-crime', 'theft-from-person'],
    ['retail-crime'],
  ]);
  const told = found.notAmongPriorities.map(({ theme }) => theme.code);
  for (const theme of ['violent-crime', 'sexual-offences', 'domestic-burglary', 'robbery'])
    expect(told).toContain(theme);
  const { strategicAssessment } = await api.ask<{ strategicAssessment: Ranking }>(
    `query ($period: PeriodInput!) { strategicAssessment(partnership: "HERE", period: $period, themes: ["weapons"]) {
      suggestedPriorities { theme { code } emphasis { code } } notAmongPriorities { theme { code } because } } }`,
    { period: MAY },
  );
  expect(strategicAssessment.notAmongPriorities).toEqual(found.notAmongPriorities);
});

test('a period without a year before says what cannot be told, and is ranked on the rest', async () => {
  const found = await ranking({ period: { from: '2022-05-01', to: '2022-05-31' } });
  expect(found.rankedOn.map(({ code }) => code)).toEqual(['volume', 'harm']);
  expect(found.leftOut.map(({ code }) => code)).toContain('trend');
  expect(cellIn(found, 'weapons', 'trend').evidence).toContain('nothing to compare with');
  expect(rowIn(found, 'retail-crime').rank).not.toBeNull();
});

test('a theme is weighed where nine tenths of its incidents have a weight; a set that knows less is refused', async () => {
  const usual = await ranking();
  expect(rowIn(usual, 'retail-crime').weight).toBeCloseTo(25 * 11.8555, 6);
  expect(rowIn(usual, 'violent-crime')).toMatchObject({ weight: null, weightRank: null });
  expect(await api.refusal(RANKING, { period: MAY, weightSet: 'unit-cost' })).toMatchObject({
    code: 'NOT_ENOUGH_DATA',
    message: expect.stringContaining('has a weight for 12 of 200 incidents'),
  });
});
