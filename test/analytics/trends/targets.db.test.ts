import { type Caveats, sentencesOf } from '../../support/caveats';
import 'reflect-metadata';
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { quarterPeriod } from '../../../src/analytics/trends/quarterly-review';
import { TargetAim, TargetStatus } from '../../../src/analytics/trends/target.type';
import { statusOf } from '../../../src/analytics/trends/targets';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

let fixture: TestDatabase;
let api: Api;
let admin: Viewer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'AIMS');
  await importAreas(database, 'AIMS', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
  const many = (n: number, month: string, fields: TestRecord = {}) =>
    Array.from({ length: n }, () => crime({ occurredFrom: `${month}-10T12:00:00.000Z`, ...fields }));
  await load(database, 'AIMS', [
    ...many(1, '2022-01'),
    ...many(20, '2022-05'),
    ...many(18, '2023-04'),
    ...many(12, '2023-06'),
    ...many(4, '2023-05', { offence: 'wounding', flags: 1 }),
    ...many(1, '2023-12'),
  ]);
  api = await Api.on(database, analystOf(id));
  admin = { role: 'ADMIN', scopes: [], partnershipId: id, keyId: 7 };
}, 60_000);
afterAll(() => fixture.remove());

const SET = `mutation ($target: TargetInput!) {
  setTarget(input: $target) { target { theme { code name } period { from to } count aim version setBy } userErrors { code message path } }
}`;
const REVIEW = `query ($quarter: String!, $sources: [ID!]) {
  quarterlyReview(partnership: "AIMS", quarter: $quarter, sources: $sources) {
    rows { theme { code } target aim actual status previous percent perturbed } window { from to }
    parameters { name value } dataVersion caveats { message }
  }
}`;
const Q2 = { from: '2023-04-01', to: '2023-06-30' };
const target = (theme: string, count: number, more: object = {}) => ({
  target: { partnership: 'AIMS', theme, period: Q2, count, ...more },
});
interface Review {
  quarterlyReview: {
    rows: { theme: { code: string }; [field: string]: unknown }[];
    window: object;
    caveats: Caveats;
  };
}
const review = async (quarter = '2023-Q2', asking = {}) =>
  (await api.ask<Review>(REVIEW, { quarter }, asking)).quarterlyReview;
const rowOf = async (theme: string, quarter?: string) =>
  (await review(quarter)).rows.find((row) => row.theme.code === theme);

describe('setting a target', () => {
  test('is for administrators and keys with the scope edit, and leaves its line in the audit', async () => {
    for (const viewer of [PUBLIC_VIEWER, api.viewer, { ...admin, partnershipId: 999 }])
      expect((await api.refusal(SET, target('criminal-damage', 30), { viewer })).code).toBe('FORBIDDEN');
    const set = await api.ask<{ setTarget: { target: object } }>(SET, target('criminal-damage', 30), {
      viewer: admin,
    });
    expect(set.setTarget.target).toEqual({
      theme: { code: 'criminal-damage', name: 'Criminal damage' },
      period: Q2,
      count: 30,
      aim: 'AT_MOST',
      version: 1,
      setBy: 'key 7',
    });
    const audit = await sql(
      fixture.database,
      "SELECT actor, action, detail FROM audit WHERE action = 'target.set'",
    );
    expect(audit).toEqual([
      {
        actor: 'key 7',
        action: 'target.set',
        detail: { theme: 'criminal-damage', ...Q2, count: 30, aim: 'AT_MOST' },
      },
    ]);
  });

  test('nobody overwrites a change that they have not seen', async () => {
    const viewer = { ...admin, role: 'PARTNER', scopes: ['edit'], keyId: 8 } as Viewer;
    const change = (count: number, version: number) =>
      api.ask<{ setTarget: { target: { version: number } } }>(SET, target('robbery', count, { version }), {
        viewer,
      });
    await change(10, 0);
    expect((await change(11, 1)).setTarget.target.version).toBe(2);
    for (const version of [0, 1, 3]) {
      const refusal = await api.refusal(SET, target('robbery', 12, { version }), { viewer });
      expect(refusal.code).toBe('CONFLICT');
    }
    const stale = target('theft-from-person', 12, { version: 4 });
    expect((await api.refusal(SET, stale, { viewer })).code).toBe('CONFLICT');
    const { targets } = await api.ask<{ targets: object[] }>(
      '{ targets(partnership: "AIMS") { theme { code } count version } }',
    );
    expect(targets).toContainEqual({ theme: { code: 'robbery' }, count: 11, version: 2 });
    expect(targets).toHaveLength(2);
  });

  test('a refused deed leaves no line in the audit', async () => {
    const lines = () => sql(fixture.database, 'SELECT id FROM audit');
    const before = await lines();
    await api.refusal(SET, target('robbery', 1, { version: 9 }), { viewer: admin });
    await api.refusal(SET, target('no-such-theme', 1), { viewer: admin });
    expect(await lines()).toEqual(before);
  });

  test.each([
    [target('no-such-theme', 1), 'BAD_USER_INPUT'],
    [target('robbery', -1), 'BAD_USER_INPUT'],
    [target('robbery', 1, { period: { from: '2023-07-01', to: '2023-04-01' } }), 'BAD_USER_INPUT'],
    [{ target: { ...target('robbery', 1).target, partnership: 'NOWHERE' } }, 'NOT_FOUND'],
  ])('refuses %j', async (variables, code) => {
    expect((await api.refusal(SET, variables, { viewer: admin })).code).toBe(code);
  });
});

describe('the quarterly review', () => {
  test('shows actual, target, status, and the year before, theme by theme', async () => {
    expect(await rowOf('criminal-damage')).toEqual({
      theme: { code: 'criminal-damage' },
      target: 30,
      aim: 'AT_MOST',
      actual: 30,
      status: 'ON_TARGET',
      previous: 20,
      percent: 50,
      perturbed: false,
    });
    expect(await rowOf('wounding')).toMatchObject({
      actual: 4,
      status: 'NO_TARGET',
      target: null,
      percent: null,
    });
    expect(await rowOf('domestic-abuse')).toMatchObject({ actual: 4, previous: 0 });
    expect((await review()).window).toEqual(Q2);
  });

  test('a theme that no source records is not there, or unknown where it has a target', async () => {
    expect(await rowOf('public-confidence')).toBeUndefined();
    await api.ask(SET, target('public-confidence', 5), { viewer: admin });
    expect(await rowOf('public-confidence')).toMatchObject({
      actual: null,
      target: 5,
      status: 'UNKNOWN',
      previous: null,
    });
  });

  test('a target of a year counts by its share of days; one of the quarter comes first', async () => {
    const year = { period: { from: '2023-04-01', to: '2024-03-31' } };
    await api.ask(SET, target('wounding', 36, year), { viewer: admin });
    const row = await rowOf('wounding');
    expect(row!.target).toBeCloseTo((36 * 91) / 366, 9);
    expect(row!.status).toBe('ON_TARGET');
    expect(sentencesOf((await review()).caveats).join(' ')).toContain('share of days');
    await api.ask(SET, target('wounding', 3, { aim: 'AT_MOST' }), { viewer: admin });
    expect(await rowOf('wounding')).toMatchObject({ target: 3, status: 'OFF_TARGET' });
  });

  test('without the year before there is nothing to compare with', async () => {
    const row = await rowOf('criminal-damage', '2022-Q1');
    expect(row).toMatchObject({ actual: 1, previous: null, percent: null });
  });

  test('refuses quarters that are none, or that nothing was delivered for', async () => {
    expect((await api.refusal(REVIEW, { quarter: '2023-Q5' })).code).toBe('BAD_USER_INPUT');
    expect((await api.refusal(REVIEW, { quarter: '2023/25-Q1' })).code).toBe('BAD_USER_INPUT');
    expect((await api.refusal(REVIEW, { quarter: '2030-Q1' })).code).toBe('NOT_ENOUGH_DATA');
  });

  test('below record-level access the counts are protected ones, and say so', async () => {
    const { rows } = await review('2023-Q2', { viewer: PUBLIC_VIEWER });
    const damage = rows.find(({ theme }) => theme.code === 'criminal-damage')!;
    expect(damage.perturbed).toBe(true);
    expect(Math.abs((damage.actual as number) - 30)).toBeLessThanOrEqual(6);
  });

  test('the number of statements does not depend on the number of themes with targets', async () => {
    const before = await api.statements(REVIEW, { quarter: '2023-Q2' });
    for (const theme of ['burglary', 'bicycle-theft', 'weapons', 'shoplifting'])
      await api.ask(SET, target(theme, 1), { viewer: admin });
    expect(await api.statements(REVIEW, { quarter: '2023-Q2' })).toBe(before);
  });
});

test.each([
  ['2009-Q2', '2009-04-01', '2009-06-30'],
  ['2009q4', '2009-10-01', '2009-12-31'],
  ['2009/10-Q1', '2009-04-01', '2009-06-30'],
  ['2009/10-Q4', '2010-01-01', '2010-03-31'],
  ['1999/00-Q3', '1999-10-01', '1999-12-31'],
])('%s is %s to %s', (text, from, to) => expect(quarterPeriod(text)).toEqual({ from, to }));

test.each([
  [100, 100, TargetAim.AT_MOST, TargetStatus.ON_TARGET],
  [105, 100, TargetAim.AT_MOST, TargetStatus.NEAR],
  [106, 100, TargetAim.AT_MOST, TargetStatus.OFF_TARGET],
  [0, 0, TargetAim.AT_MOST, TargetStatus.ON_TARGET],
  [1, 0, TargetAim.AT_MOST, TargetStatus.OFF_TARGET],
  [100, 100, TargetAim.AT_LEAST, TargetStatus.ON_TARGET],
  [95, 100, TargetAim.AT_LEAST, TargetStatus.NEAR],
  [94, 100, TargetAim.AT_LEAST, TargetStatus.OFF_TARGET],
  [null, 100, TargetAim.AT_MOST, TargetStatus.UNKNOWN],
  [5, null, null, TargetStatus.NO_TARGET],
])('%s against a target of %s (%s) is %s', (actual, aimed, aim, status) => {
  expect(statusOf(actual, aimed, aim)).toBe(status);
});
