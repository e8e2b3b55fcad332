import { type Caveats, sentencesOf } from '../../support/caveats';
import 'reflect-metadata';
import { PUBLIC_VIEWER } from '../../../src/access';
import { stretchesTo } from '../../../src/analytics/assessment/tactical';
import { addDays } from '../../../src/platform/calendar';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
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
    rows { theme { code } area { code name } actual expected lower upper pValue adjustedP signal }
    window { from to } earlier { from to } kind perturbed parameters { name value } caveats { message }
  }
}`;
interface Row {
  theme: { code: string };
  area: { code: string };
  actual: number;
  expected: number;
  lower: number;
  upper: number;
  pValue: number;
  adjustedP: number;
  signal: string;
}
interface Assessment {
  rows: Row[];
  window: object;
  earlier: object[];
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
  expect(found.earlier).toEqual([
    { from: '2022-06-04', to: '2022-07-01' },
    { from: '2021-06-05', to: '2021-07-02' },
    { from: '2020-06-06', to: '2020-07-03' },
  ]);
  expect(found.rows.slice(0, 2).map(({ theme, area, signal }) => [theme.code, area.code, signal])).toEqual([
    ['criminal-damage', 'falls', 'BELOW'],
    ['criminal-damage', 'rises', 'ABOVE'],
  ]);
  expect(row(found, 'criminal-damage', 'rises')).toMatchObject({
    actual: 40,
    expected: expect.closeTo(8, 1),
  });
  expect(row(found, 'criminal-damage', 'falls')).toMatchObject({
    actual: 0,
    expected: expect.closeTo(24, 1),
  });
  expect(row(found, 'criminal-damage', 'stays')).toMatchObject({
    ...{ actual: 16, expected: expect.closeTo(16, 1) },
    signal: 'AS_EXPECTED',
  });
  expect(row(found, 'criminal-damage', 'empty')).toMatchObject({
    actual: 0,
    expected: 0,
    signal: 'AS_EXPECTED',
  });
});

test('a season that comes every year is no signal', async () => {
  const found = await assess({ themes: ['shoplifting'] });
  for (const area of ['rises', 'stays', 'falls']) {
    const { actual, expected, lower, upper, signal } = row(found, 'shoplifting', area)!;
    expect(actual).toBe(32);
    expect(expected).toBeGreaterThan(28);
    expect([lower <= actual, actual <= upper, signal]).toEqual([true, true, 'AS_EXPECTED']);
  }
});

test('p-values are adjusted over all rows, and rows are those of every main theme in every area', async () => {
  const { rows, parameters, caveats } = await assess();
  const themes = [...new Set(rows.map(({ theme }) => theme.code))];
  expect(themes).toEqual(
    expect.arrayContaining(['criminal-damage', 'domestic-abuse', 'vehicle-crime', 'violent-crime']),
  );
  expect(themes).not.toContain('wounding');
  expect(rows).toHaveLength(themes.length * 4);
  const p = rows.map(({ pValue }) => pValue);
  expect([...p].sort((a, b) => a - b)).toEqual(p);
  rows.forEach(({ adjustedP, pValue }, i) => {
    expect(adjustedP).toBeLessThanOrEqual(Math.min(1, (pValue * rows.length) / (i + 1)) + 1e-12);
    expect(adjustedP).toBeGreaterThanOrEqual(pValue);
  });
  expect(parameters).toContainEqual({ name: 'unit', value: 'week' });
  expect(sentencesOf(caveats).join(' ')).toContain('Public confidence');
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
  expect(row(await assess(), 'domestic-abuse', 'stays')).toMatchObject({ actual: 4 });
  expect(found.parameters).toContainEqual({ name: 'unit', value: 'month' });
  const caveats = sentencesOf(found.caveats).join(' ');
  expect(caveats).toContain('whole months only');
  expect(caveats).toContain('Domestic abuse');
  expect(caveats).toContain('noise of the disclosure control');
  const damage = row(found, 'criminal-damage', 'rises')!;
  expect(Math.abs(damage.actual - 42)).toBeLessThanOrEqual(3);
});

test('a source that only tells the month is counted by months, exactly for everyone', async () => {
  const asked = { partnership: 'OPEN', to: '2023-06-15', weeks: 12, themes: ['shoplifting'] };
  const found = await assess(asked, { viewer: PUBLIC_VIEWER });
  expect(found).toMatchObject({
    window: { from: '2023-03-01', to: '2023-05-31' },
    earlier: [{ from: '2022-03-01', to: '2022-05-31' }, { from: '2021-03-01' }],
    perturbed: false,
  });
  expect(row(found, 'shoplifting', 'rises')).toMatchObject({ actual: 6, expected: expect.closeTo(6, 9) });
  expect(row(found, 'shoplifting', 'stays')).toMatchObject({ actual: 9, expected: expect.closeTo(9, 9) });
});

test('the weeks end on the last day that has been delivered', async () => {
  const found = await assess({ to: '2023-08-20' });
  expect(found.window).toEqual(WINDOW);
  expect(sentencesOf(found.caveats).join(' ')).toContain(LAST);
});

test.each([
  [{ to: '2021-01-31' }, 'NOT_ENOUGH_DATA', 'the year before'],
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

describe('the stretches of a window', () => {
  const delivered = { from: '2020-01-01', to: '2023-06-30' };

  test('by days are weeks, in years of 52 weeks', () => {
    const { all, years, stretchesOfAYear } = stretchesTo('2023-06-30', 13, true, {
      ...delivered,
      from: '2022-01-01',
    });
    expect({ years, stretchesOfAYear }).toEqual({ years: 1, stretchesOfAYear: 4 });
    expect(all).toEqual([
      { from: '2022-04-02', to: '2022-07-01' },
      { from: '2022-07-02', to: '2023-03-31' },
      { from: '2023-04-01', to: '2023-06-30' },
    ]);
  });

  test('by months are whole ones, in calendar years', () => {
    const { all, years, stretchesOfAYear } = stretchesTo('2023-06-29', 12, false, delivered);
    expect({ years, stretchesOfAYear }).toEqual({ years: 3, stretchesOfAYear: 4 });
    expect(all[0]).toEqual({ from: '2020-03-01', to: '2020-05-31' });
    expect(all.at(-1)).toEqual({ from: '2023-03-01', to: '2023-05-31' });
  });

  test.each([true, false])('follow each other without a gap (by days: %s)', (byDay) => {
    for (const weeks of [1, 4, 12, 26]) {
      const { all } = stretchesTo('2023-06-30', weeks, byDay, delivered);
      for (const [i, { from, to }] of all.entries()) {
        expect(from <= to).toBe(true);
        if (i > 0) expect(from).toBe(addDays(all[i - 1].to, 1));
      }
    }
  });

  test('have no year where none was delivered', () => {
    expect(stretchesTo('2020-06-30', 12, true, delivered)).toMatchObject({
      years: 0,
      all: [{ to: '2020-06-30' }],
    });
  });
});
