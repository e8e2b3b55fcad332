import { type Caveats, sentencesOf } from '../../support/caveats';
import 'reflect-metadata';
import { PUBLIC_VIEWER } from '../../../src/access';
import { canBeJudged, neededFrom, tacticalPeriods } from '../../../src/analytics/assessment/tactical-periods';
import { addDays } from '../../../src/platform/calendar';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, forgetOpenCategories, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

let fixture: TestDatabase;
let api: Api;

const LAST = '2023-06-30';
/** The four weeks that end with it, and their first day. */
const WINDOW = { from: '2023-06-03', to: LAST };

/** Some crimes a week over three years and five weeks: `perWeek` says how many in a week that begins on a day. */
function weekly(x: number, perWeek: (day: string) => number, fields: TestRecord = {}) {
  return Array.from({ length: 3 * 52 + 8 }, (_, i) => addDays(WINDOW.to, -2 - 7 * i)).flatMap((day) =>
    Array.from({ length: perWeek(day) }, () =>
      crime({ at: [x, 500], occurredFrom: `${day}T12:00:00.000Z`, ...fields }),
    ),
  );
}
const inWindow = (day: string) => day >= WINDOW.from;
const inJune = (day: string) => day.slice(5, 7) === '06';

beforeAll(async () => {
  fixture = await createTestDatabase();
  await forgetOpenCategories(fixture.database);
  const { database } = fixture;
  const ids = [];
  for (const code of ['HERE', 'OPEN']) {
    ids.push(await partnershipOf(database, code));
    await importAreas(database, code, 'WARD', [
      { code: 'rises', ring: box(0, 0, 1000) },
      { code: 'stays', ring: box(1000, 0, 1000) },
      { code: 'falls', ring: box(2000, 0, 1000) },
      { code: 'empty', ring: box(3000, 0, 1000) },
    ]);
  }
  const theft = { offence: 'shoplifting' };
  await load(database, 'HERE', [
    ...weekly(500, (day) => (inWindow(day) ? 10 : 2)),
    ...weekly(1500, () => 4),
    ...weekly(2500, (day) => (inWindow(day) ? 0 : 6)),
    // June has four times as much in every year, and everywhere.
    ...[500, 1500, 2500].flatMap((x) => weekly(x, (day) => (inJune(day) ? 8 : 2), theft)),
    ...weekly(1500, (day) => (inJune(day) ? 1 : 0), { offence: 'wounding', flags: 1 }),
  ]);
  const open = { source: 'police-uk-street', offence: 'open-shoplifting', precision: 'MONTH' } as const;
  await load(
    database,
    'OPEN',
    Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2021, i, 1)).toISOString().slice(0, 7)).flatMap(
      (month) =>
        [0, 1, 2, 3, 4].map((n) =>
          crime({
            ...{ at: [n < 2 ? 500 : 1500, 500], ...open },
            ...{ occurredFrom: `${month}-01T00:00:00.000Z`, occurredTo: `${month}-28T00:00:00.000Z` },
          }),
        ),
    ),
  );
  api = await Api.on(database, analystOf(ids[0]));
}, 120_000);
afterAll(() => fixture.remove());

const QUERY = `query ($partnership: ID!, $to: Date!, $weeks: Int = 4, $kind: AreaKind, $themes: [ID!], $sources: [ID!]) {
  tacticalAssessment(partnership: $partnership, to: $to, weeks: $weeks, kind: $kind, themes: $themes, sources: $sources) {
    rows {
      theme { code } area { code name } kind actual expected lower upper score pValue adjustedPValue dispersion signal
    }
    window { from to } baseline { from to } kind perturbed parameters { name value } caveats { message }
  }
}`;
interface Row {
  theme: { code: string };
  area: { code: string };
  kind: string;
  actual: number;
  expected: number;
  lower: number;
  upper: number;
  score: number;
  pValue: number;
  adjustedPValue: number;
  dispersion: number;
  signal: string;
}
interface Assessment {
  rows: Row[];
  window: object;
  baseline: object | null;
  kind: string;
  perturbed: boolean;
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}
const assess = async (variables: object = {}, asking = {}) =>
  (
    await api.ask<{ tacticalAssessment: Assessment }>(
      QUERY,
      { partnership: 'HERE', to: LAST, ...variables },
      asking,
    )
  ).tacticalAssessment;
const row = ({ rows }: Assessment, theme: string, area: string) =>
  rows.find((each) => each.theme.code === theme && each.area.code === area);

test('what rose and what fell has a signal, and comes first; what stayed has none', async () => {
  const found = await assess();
  expect(found).toMatchObject({ window: WINDOW, kind: 'WARD', perturbed: false });
  expect(found.baseline).toEqual({ from: '2020-05-30', to: '2022-12-23' });
  const wards = found.rows.filter(({ kind }) => kind === 'WARD');
  expect(
    wards
      .slice(0, 2)
      .map(({ theme, area, signal }) => [theme.code, area.code, signal])
      .sort(),
  ).toEqual([
    ['criminal-damage', 'falls', 'BELOW'],
    ['criminal-damage', 'rises', 'ABOVE'],
  ]);
  expect(row(found, 'criminal-damage', 'rises')).toMatchObject({
    actual: 40,
    expected: expect.closeTo(8, 0),
    dispersion: 1,
  });
  expect(row(found, 'criminal-damage', 'rises')!.score).toBeGreaterThan(3);
  expect(row(found, 'criminal-damage', 'falls')).toMatchObject({
    actual: 0,
    expected: expect.closeTo(24, 0),
  });
  expect(row(found, 'criminal-damage', 'stays')).toMatchObject({
    ...{ actual: 16, expected: expect.closeTo(16, 0) },
    signal: 'AS_EXPECTED',
  });
});

test('the partnership comes first, and a ward in which next to nothing ever happened has no row', async () => {
  const { rows, caveats } = await assess({ themes: ['criminal-damage'] });
  expect(rows.map(({ kind }) => kind)).toEqual(['PARTNERSHIP', 'WARD', 'WARD', 'WARD']);
  expect(rows[0]).toMatchObject({ area: { code: 'HERE' }, actual: 56, expected: expect.closeTo(48, 0) });
  expect(rows.some(({ area }) => area.code === 'empty')).toBe(false);
  expect(sentencesOf(caveats).join(' ')).toContain('fewer than 5 incidents in all the weeks before: 1.');
});

test('a count outside its limits is never as expected: the limits are those of the test', async () => {
  const { rows } = await assess();
  expect(rows.length).toBeGreaterThan(4);
  for (const { actual, lower, upper, pValue, adjustedPValue, signal } of rows) {
    expect(actual < lower || actual > upper).toBe(signal !== 'AS_EXPECTED');
    expect(pValue < 0.05).toBe(signal !== 'AS_EXPECTED');
    expect(adjustedPValue < 0.05).toBe(['ABOVE', 'BELOW'].includes(signal));
  }
});

test('a season that comes every year is no signal', async () => {
  const found = await assess({ themes: ['shoplifting'] });
  for (const area of ['HERE', 'rises', 'stays', 'falls']) {
    const { actual, expected, lower, upper, signal } = row(found, 'shoplifting', area)!;
    expect(actual).toBe(area === 'HERE' ? 96 : 32);
    expect(expected / actual).toBeGreaterThan(0.7);
    expect([lower <= actual, actual <= upper, signal]).toEqual([true, true, 'AS_EXPECTED']);
  }
});

test('p-values of areas are adjusted theme by theme, whatever other themes are asked about', async () => {
  const all = await assess();
  const alone = await assess({ themes: ['criminal-damage'] });
  for (const area of ['rises', 'stays', 'falls']) {
    const one = row(alone, 'criminal-damage', area)!;
    expect(row(all, 'criminal-damage', area)).toEqual(one);
    expect(one.adjustedPValue).toBeLessThanOrEqual(Math.min(1, 3 * one.pValue) + 1e-12);
    expect(one.adjustedPValue).toBeGreaterThanOrEqual(one.pValue);
  }
  const themes = [...new Set(all.rows.map(({ theme }) => theme.code))];
  expect(themes).toEqual(expect.arrayContaining(['criminal-damage', 'domestic-abuse', 'violent-crime']));
  expect(themes).not.toContain('wounding');
  expect(all.parameters).toContainEqual({ name: 'unit', value: 'week' });
  const caveats = sentencesOf(all.caveats).join(' ');
  expect(caveats).toContain(
    'Unknown, because no selected source records them in the window: Anti-social behaviour',
  );
  expect(caveats).not.toContain('Public confidence'); // no source could record it
});

test('a theme is not adjusted for its own part', async () => {
  // Violent crime and its part are the same incidents here: as one test each they say the same.
  const { rows } = await assess({ themes: ['violent-crime', 'wounding'] });
  const whole = rows.filter(({ kind }) => kind === 'PARTNERSHIP');
  expect(whole.map(({ theme }) => theme.code).sort()).toEqual(['violent-crime', 'wounding']);
  for (const { pValue, adjustedPValue } of whole) expect(adjustedPValue).toBe(pValue);
});

test('one statement counts all themes', async () => {
  const statements = (themes: string[] | null) =>
    api.statements(QUERY, { partnership: 'HERE', to: LAST, themes });
  expect(await statements(null)).toBe(await statements(['robbery']));
});

test('below record-level access months of published counts stand in for weeks', async () => {
  const found = await assess({ weeks: 4 }, { viewer: PUBLIC_VIEWER });
  expect(found).toMatchObject({ window: { from: '2023-06-01', to: LAST }, perturbed: true });
  expect(row(found, 'domestic-abuse', 'stays')).toBeUndefined();
  expect(row(found, 'domestic-abuse', 'HERE')).toMatchObject({ kind: 'PARTNERSHIP' });
  expect(row(await assess(), 'domestic-abuse', 'stays')).toMatchObject({ actual: 4 });
  expect(found.parameters).toContainEqual({ name: 'unit', value: 'month' });
  const caveats = sentencesOf(found.caveats).join(' ');
  expect(caveats).toContain('whole months only');
  expect(caveats).toContain('Domestic abuse');
  const damage = row(found, 'criminal-damage', 'rises')!;
  expect(Math.abs(damage.actual - 40)).toBeLessThanOrEqual(3);
});

test('a source that only tells the month is counted by months, exactly for everyone', async () => {
  const asked = { partnership: 'OPEN', to: '2023-06-15', weeks: 12, themes: ['shoplifting'] };
  const found = await assess(asked, { viewer: PUBLIC_VIEWER });
  expect(found).toMatchObject({
    window: { from: '2023-03-01', to: '2023-05-31' },
    baseline: { from: '2021-03-01', to: '2023-01-31' },
    perturbed: false,
  });
  expect(row(found, 'shoplifting', 'rises')).toMatchObject({ actual: 6, expected: expect.closeTo(6, 0) });
  expect(row(found, 'shoplifting', 'stays')).toMatchObject({ actual: 9, expected: expect.closeTo(9, 0) });
});

test('the weeks end on the last day that has been delivered', async () => {
  const found = await assess({ to: '2023-07-10' });
  expect(found.window).toEqual(WINDOW);
  expect(sentencesOf(found.caveats).join(' ')).toContain(LAST);
});

test.each([
  [{ to: '2021-01-31' }, 'NOT_ENOUGH_DATA', 'at least 20 months'],
  [{ to: '2024-08-20' }, 'NOT_ENOUGH_DATA', 'after all that has been delivered'],
  [{ partnership: 'NOWHERE' }, 'NOT_FOUND', 'HERE'],
  [{ weeks: 0 }, 'BAD_USER_INPUT', 'weeks'],
  [{ weeks: 27 }, 'BAD_USER_INPUT', 'weeks'],
  [{ kind: 'LSOA' }, 'BAD_USER_INPUT', 'WARD or SNT_AREA'],
  [{ kind: 'SNT_AREA' }, 'NOT_ENOUGH_DATA', 'SNT_AREA'],
  [{ themes: ['witchcraft'] }, 'BAD_USER_INPUT', 'robbery'],
  [{ sources: ['rumours'] }, 'BAD_USER_INPUT', 'police-crimes'],
])('refuses %j', async (variables, code, says) => {
  const refusal = await api.refusal(QUERY, { partnership: 'HERE', to: LAST, ...variables });
  expect(refusal.code).toBe(code);
  expect(refusal.message).toContain(says);
});

describe('the periods of a window', () => {
  const FIRST = '2020-01-01';

  test('by weeks are three years of them', () => {
    const { periods, judged, window } = tacticalPeriods('2023-06-30', 13, 'WEEK', FIRST);
    expect([judged, periods.length]).toEqual([13, 166]);
    expect(window).toEqual({ from: '2023-04-01', to: '2023-06-30' });
    expect(periods[0].from).toBe(neededFrom('2023-06-30', 13, 'WEEK'));
  });

  test('by months are whole ones, as many as were delivered', () => {
    const { periods, judged, window } = tacticalPeriods('2023-06-29', 12, 'MONTH', FIRST);
    expect([judged, periods.length]).toEqual([3, 41]);
    expect(periods[0]).toEqual({ from: '2020-01-01', to: '2020-01-31' });
    expect(window).toEqual({ from: '2023-03-01', to: '2023-05-31' });
    expect(tacticalPeriods('2023-06-30', 12, 'MONTH', '2001-01-01').periods).toHaveLength(63);
  });

  test.each(['WEEK', 'MONTH'] as const)('follow each other without a gap (by %s)', (step) => {
    for (const weeks of [1, 4, 12, 26]) {
      const { periods } = tacticalPeriods('2023-06-30', weeks, step, FIRST);
      for (const [i, { from, to }] of periods.entries()) {
        expect(from <= to).toBe(true);
        if (i > 0) expect(from).toBe(addDays(periods[i - 1].to, 1));
      }
    }
  });

  test('can be judged from 20 months on, none of the last of which is a hole', () => {
    const known = [
      { from: '2021-07-01', to: '2022-11-30' },
      { from: '2023-01-01', to: '2023-06-30' },
    ];
    const of = (to: string) => canBeJudged(tacticalPeriods(to, 12, 'MONTH', known[0].from), known);
    expect(of('2023-06-30')).toBe(true);
    expect(of('2023-02-28')).toBe(false);
    const short = tacticalPeriods('2023-06-30', 12, 'MONTH', '2021-12-01');
    expect([short.periods.length, canBeJudged(short, known)]).toEqual([19, false]);
    const holed = [known[0], { from: '2023-05-01', to: '2023-06-30' }];
    expect(canBeJudged(tacticalPeriods('2023-06-30', 12, 'MONTH', known[0].from), holed)).toBe(false);
  });
});
