import { PUBLIC_VIEWER } from '../../../src/access';
import { storePeers, storeRecordedCrime } from '../../../src/analytics/trends';
import { findPartnership } from '../../../src/domain/areas';
import { raiseDataVersions } from '../../../src/domain/vocabulary';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

let fixture: TestDatabase;
let api: Api;

const times = (n: number, record: TestRecord) => Array.from({ length: n }, () => crime(record));

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  await importAreas(database, 'HERE', 'PARTNERSHIP', [{ code: 'HERE', ring: box(0, 0, 2000) }]);
  await load(database, 'HERE', [
    ...times(2, { offence: 'robbery-personal' }),
    ...times(3, { offence: 'burglary-dwelling' }),
    ...times(10, { offence: 'criminal-damage' }),
    ...times(4, { offence: 'wounding', flags: 1 }),
    ...times(5, { offence: 'common-assault' }),
    ...times(6, { source: 'police-incidents', offence: 'asb-nuisance' }),
    // Health records never add to a theme by themselves.
    ...times(7, { source: 'ambulance-callouts', offence: 'ambulance-callout-assault' }),
    ...times(1, { offence: 'robbery-personal', occurredFrom: '2023-04-10T11:00:00.000Z' }),
  ]);
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const COSTS = `query ($partnership: ID! = "HERE", $period: PeriodInput!, $weightSet: ID, $sources: [ID!]) {
  crimeCosts(partnership: $partnership, period: $period, weightSet: $weightSet, sources: $sources) {
    total { incidents cost costAtLeast costAtMost withoutWeight }
    rows { theme { code } incidents cost costAtLeast costAtMost withoutWeight
      offences { offence { code } incidents weight cost withoutWeight } }
    weightSet unit window { from to } parameters { name value } dataVersion caveats { message }
  }
}`;
interface Cost {
  incidents: number;
  cost: number | null;
  costAtLeast: number | null;
  costAtMost: number | null;
  withoutWeight: number;
}
interface Costs {
  total: Cost;
  rows: (Cost & { theme: { code: string }; offences: object[] })[];
  weightSet: string;
  unit: string;
  caveats: Caveats;
}
const MAY = { from: '2023-05-01', to: '2023-05-31' };
const costs = async (variables: object = {}, asking = {}) => {
  const { crimeCosts } = await api.ask<{ crimeCosts: Costs }>(COSTS, { period: MAY, ...variables }, asking);
  for (const { cost, costAtLeast, costAtMost } of [crimeCosts.total, ...crimeCosts.rows]) {
    expect(cost ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual((costAtLeast ?? 0) - 1e-6);
    expect(cost ?? 0).toBeLessThanOrEqual((costAtMost ?? Number.POSITIVE_INFINITY) + 1e-6);
  }
  return crimeCosts;
};
const rowOf = ({ rows }: Costs, theme: string) => rows.find((row) => row.theme.code === theme);

test('incidents × weight, by theme and offence; what has no weight is left out and counted', async () => {
  const found = await costs();
  expect(found).toMatchObject({ weightSet: 'unit-cost@1', unit: expect.stringContaining('pounds') });
  // Half of them have a weight: no cost, but the least that it can be.
  expect(found.total).toEqual({
    ...{ incidents: 30, cost: null },
    costAtLeast: 2 * 11_320 + 10 * 1_350 + 4 * 14_050,
    costAtMost: null,
    withoutWeight: 3 + 5 + 6,
  });
  expect(rowOf(found, 'serious-acquisitive-crime')).toEqual({
    ...{
      theme: { code: 'serious-acquisitive-crime' },
      incidents: 5,
      cost: null,
      costAtLeast: 22_640,
      costAtMost: null,
    },
    withoutWeight: 3,
    offences: [
      { offence: { code: 'robbery-personal' }, incidents: 2, weight: 11_320, cost: 22_640, withoutWeight: 0 },
      { offence: { code: 'burglary-dwelling' }, incidents: 3, weight: null, cost: null, withoutWeight: 3 },
    ],
  });
  // No known weight is null, never zero.
  expect(rowOf(found, 'domestic-burglary')).toMatchObject({
    ...{ incidents: 3, cost: null, costAtLeast: null, withoutWeight: 3 },
  });
  expect(rowOf(found, 'domestic-abuse')).toMatchObject({ incidents: 4, cost: 4 * 14_050 });
  expect(rowOf(found, 'bicycle-theft')).toBeUndefined();
  const known = found.rows.map(({ costAtLeast }) => costAtLeast).filter((cost) => cost !== null);
  expect(known).toEqual(known.toSorted((a, b) => b - a));
  expect(found.rows.at(-1)!.costAtLeast).toBeNull();
});

test('in any weight set', async () => {
  const harm = await costs({ weightSet: 'crime-harm-medians' });
  expect(harm.total).toEqual({
    ...{ incidents: 30, cost: null },
    costAtLeast: 2 * 365 + 10 * 2 + 4 * 365 + 5 * 10 + 3 * 273.5,
    costAtMost: null,
    withoutWeight: 6,
  });
  // Burglary has a weight, and its cost is whole.
  expect(rowOf(harm, 'serious-acquisitive-crime')).toMatchObject({ cost: 2 * 365 + 3 * 273.5 });
  const counted = await costs({ weightSet: 'incident-count@1' });
  expect(counted.total).toEqual({
    incidents: 30,
    cost: 30,
    costAtLeast: 30,
    costAtMost: 30,
    withoutWeight: 0,
  });
  expect((await api.refusal(COSTS, { period: MAY, weightSet: 'guess' })).message).toContain('unit-cost@1');
});

test('of the sources that are named', async () => {
  const counted = { weightSet: 'incident-count' };
  expect((await costs({ ...counted, sources: ['police-incidents'] })).total.incidents).toBe(6);
  expect((await costs({ ...counted, sources: ['ambulance-callouts'] })).total.incidents).toBe(7);
});

test('a weight set that knows fewer than half of the incidents is refused, with what would help', async () => {
  const { code, message } = await api.refusal(COSTS, { period: MAY, sources: ['police-incidents'] });
  expect(code).toBe('NOT_ENOUGH_DATA');
  expect(message).toContain('has a weight for 0 of 6 incidents, fewer than half');
  expect(message).toContain('csg import weights');
  const grid = `query ($where: IncidentFilter!) {
    hotspotGrid(where: $where, statistic: COUNT, weightSet: "unit-cost") { incidentCount }
  }`;
  const where = { partnership: 'HERE', period: MAY };
  const assaults = { ...where, offences: ['common-assault'] };
  expect(await api.refusal(grid, { where: assaults })).toMatchObject({ code: 'NOT_ENOUGH_DATA' });
  await api.ask(grid, { where: { ...where, offences: ['robbery-personal'] } });
});

test('without a key: of published counts, and of a flag it does not tell the offences', async () => {
  // Of published counts a weight set may know a little more or less than half; this one knows all.
  const found = await costs({ weightSet: 'incident-count' }, { viewer: PUBLIC_VIEWER });
  expect(sentencesOf(found.caveats).join(' ')).toContain('disclosure control');
  expect(found.total.incidents).toBeGreaterThan(20);
  const abuse = rowOf(found, 'domestic-abuse');
  if (abuse) expect(abuse).toMatchObject({ cost: null, withoutWeight: abuse.incidents, offences: [] });
});

describe('a category of open data without a weight', () => {
  const QUARTER = { from: '2023-07-01', to: '2023-09-30' };
  const asked = { period: QUARTER, weightSet: 'crime-harm-medians', sources: ['police-uk-street'] };

  beforeAll(() =>
    load(
      fixture.database,
      'HERE',
      ['07', '08', '09'].flatMap((month) =>
        times(2, {
          ...{ source: 'police-uk-street', precision: 'MONTH', month: `2023-${month}` },
          offence: 'open-criminal-damage-and-arson',
          occurredFrom: `2023-${month}-02T00:00:00.000Z`,
          occurredTo: `2023-${month}-27T00:00:00.000Z`,
        }),
      ),
    ),
  );

  test('costs between the least and the greatest of its offences', async () => {
    const found = await costs(asked);
    expect(found.total).toEqual({
      ...{ incidents: 6, cost: null, costAtLeast: 6 * 2, costAtMost: 6 * 185, withoutWeight: 0 },
    });
    expect(sentencesOf(found.caveats).join(' ')).toContain('between the least and the greatest weight');
  });

  test('costs the mean of its offences where published tables tell how they are mixed', async () => {
    await fixture.database.transaction({}, async (session) => {
      const { id } = await findPartnership(session, 'HERE');
      const peer = { line: 1, year: 2023, code: 'HERE', name: 'Here', residents: 1_000 };
      await storePeers(session, id, [{ ...peer, households: null, vehicles: null, premises: null }]);
      const row = { peerCode: 'HERE', quarter: '2023-07-01' };
      await storeRecordedCrime(session, id, [
        { ...row, line: 1, offenceCode: '58A', offenceSubgroup: 'Criminal damage', n: 9 },
        { ...row, line: 2, offenceCode: '56A', offenceSubgroup: 'Arson', n: 1 },
      ]);
      await raiseDataVersions(session);
    });
    const { total, caveats } = await costs(asked);
    expect(total).toMatchObject({ cost: expect.closeTo((6 * (9 * 2 + 185)) / 10, 6), costAtMost: 6 * 185 });
    expect(sentencesOf(caveats).join(' ')).toContain('Estimated by the weights of their offences');
  });
});

test.each([
  ['a period backwards', { from: '2023-06-01', to: '2023-05-01' }, 'BAD_USER_INPUT'],
  ['a period that nothing was delivered for', { from: '2024-06-01', to: '2024-06-30' }, 'NOT_ENOUGH_DATA'],
])('%s is refused', async (_, period, code) => {
  expect((await api.refusal(COSTS, { period })).code).toBe(code);
});

test('a category whose weight is known within bounds alone leaves bounds of the whole, not a cost below them', async () => {
  const { database } = fixture;
  await partnershipOf(database, 'BETWEEN');
  await importAreas(database, 'BETWEEN', 'WARD', [{ code: 'B1', ring: box(0, 0, 2000) }]);
  const open = { source: 'police-uk-street', precision: 'MONTH' } as const;
  await load(database, 'BETWEEN', [
    ...times(18, { ...open, offence: 'open-robbery' }),
    ...times(2, { ...open, offence: 'open-criminal-damage-and-arson' }),
  ]);
  for (const weightSet of ['crime-harm-medians', 'unit-cost']) {
    const { total } = await costs({ partnership: 'BETWEEN', weightSet }, { viewer: PUBLIC_VIEWER });
    expect(total).toMatchObject({ incidents: 20, withoutWeight: 0, cost: null });
    expect(total.costAtLeast!).toBeLessThan(total.costAtMost!);
  }
});
