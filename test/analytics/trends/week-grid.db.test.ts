import fc from 'fast-check';
import { PUBLIC_VIEWER } from '../../../src/access';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import { aoristicWeek } from '../../../src/platform/statistics';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const GRID = `query ($where: IncidentFilter!) {
  weekGrid(where: $where) {
    cells { dayOfWeek hour weight } method incidents excluded parameters { name value } dataVersion caveats { message }
  }
}`;
interface Grid {
  cells: { dayOfWeek: number; hour: number; weight: number }[];
  method: string;
  incidents: number;
  excluded: number;
  caveats: Caveats;
}

let fixture: TestDatabase;
beforeAll(async () => {
  fixture = await createTestDatabase();
}, 120_000);
afterAll(() => fixture.remove());

let towns = 0;

/** A partnership of these records and no others. */
async function townOf(records: IncidentRecord[]): Promise<{ api: Api; code: string }> {
  const { database } = fixture;
  const code = `TOWN${++towns}`;
  const id = await partnershipOf(database, code);
  await importAreas(database, code, 'PARTNERSHIP', [{ code, ring: box(0, 0, 2000) }]);
  await load(database, code, records);
  return { api: await Api.on(database, analystOf(id)), code };
}

const gridOf = async ({ api, code }: { api: Api; code: string }, more: object = {}, asking = {}) =>
  (await api.ask<{ weekGrid: Grid }>(GRID, { where: { partnership: code, ...more } }, asking)).weekGrid;
const weightsOf = ({ cells }: Grid) =>
  Object.fromEntries(
    cells
      .filter(({ weight }) => weight > 0)
      .map(({ dayOfWeek, hour, weight }) => [`${dayOfWeek} ${hour}`, weight]),
  );

const open = (month: string, from: string, to: string): IncidentRecord =>
  crime({
    source: 'police-uk-street',
    offence: 'open-drugs',
    at: [200, 200],
    precision: 'MONTH',
    month,
    occurredFrom: from,
    occurredTo: to,
  });
const MAY = open('2023-05', '2023-04-30T23:00:00.000Z', '2023-05-31T22:59:59.999Z');
const at = (occurredFrom: string, occurredTo = occurredFrom) => crime({ occurredFrom, occurredTo });

test('all 168 hours, on the clocks of London', async () => {
  const town = await townOf([
    at('2023-05-10T11:30:00.000Z'), // a Wednesday, half past twelve in summer
    at('2023-05-17T11:59:00.000Z', '2023-05-17T12:01:00.000Z'),
    at('2023-01-11T12:30:00.000Z'),
    at('2023-05-14T22:30:00.000Z', '2023-05-14T23:30:00.000Z'), // from Sunday to Monday
  ]);
  const grid = await gridOf(town);
  expect(grid.cells.map(({ dayOfWeek, hour }) => (dayOfWeek - 1) * 24 + hour)).toEqual(
    Array.from({ length: 168 }, (_, i) => i),
  );
  expect(weightsOf(grid)).toEqual({ '1 0': 0.5, '3 12': 2.5, '3 13': 0.5, '7 23': 0.5 });
  expect(grid).toMatchObject({ incidents: 4, excluded: 0 });
  expect(grid.method).toMatch(/Aoristic.*Europe\/London/);
});

test('the nights in which the clocks change', async () => {
  const town = await townOf([
    at('2023-03-26T00:30:00.000Z', '2023-03-26T02:30:00.000Z'), // 00:30 GMT to 03:30 BST: two hours pass
    at('2023-10-28T23:30:00.000Z', '2023-10-29T02:30:00.000Z'), // 00:30 BST to 02:30 GMT: three hours pass
  ]);
  const found = weightsOf(await gridOf(town));
  const expected = { '7 0': 0.25 + 1 / 6, '7 1': 2 / 3, '7 2': 0.5 + 1 / 6, '7 3': 0.25 };
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [hour, weight] of Object.entries(expected)) expect(found[hour]).toBeCloseTo(weight, 9);
});

describe('a source that tells only the month', () => {
  test('is excluded beside another, and counted as excluded', async () => {
    const town = await townOf([MAY, MAY, { ...MAY, identity: 'third' }, at('2023-06-14T11:30:00.000Z')]);
    const grid = await gridOf(town);
    expect(grid.incidents).toBe(1);
    expect(grid.excluded).toBeGreaterThan(0);
    expect(weightsOf(grid)).toEqual({ '3 12': 1 });
    expect(sentencesOf(grid.caveats).join()).toContain(
      `Left out, because only the month is known: ${grid.excluded} incident`,
    );
  });

  test('alone tells no hour, and the answer says so', async () => {
    const grid = await gridOf(await townOf([MAY]));
    expect(grid).toMatchObject({ incidents: 0, excluded: 1 });
    expect(weightsOf(grid)).toEqual({});
    expect(sentencesOf(grid.caveats).join()).toContain(
      'Left out, because only the month is known: 1 incident. No hour is known, so all weights are 0.',
    );
  });

  test('is what the public gets of closed and open sources together; of closed ones a refusal', async () => {
    const town = await townOf([MAY, at('2023-05-10T11:30:00.000Z')]);
    const asPublic = { viewer: PUBLIC_VIEWER };
    const grid = await gridOf(town, {}, asPublic);
    expect(grid).toMatchObject({ incidents: 0, excluded: 1 });
    expect(sentencesOf(grid.caveats).join()).toMatch(/left out/);
    const where = { partnership: town.code, sources: ['police-crimes'] };
    expect(await town.api.refusal(GRID, { where }, asPublic)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('a day without an hour spreads over its hours, be they 23, 24 or 25', async () => {
  const day = (from: string, to: string) => crime({ precision: 'DAY', occurredFrom: from, occurredTo: to });
  const town = await townOf([
    day('2023-03-26T00:00:00.000Z', '2023-03-26T22:59:59.999Z'),
    day('2023-10-28T23:00:00.000Z', '2023-10-29T23:59:59.999Z'),
    day('2023-05-13T23:00:00.000Z', '2023-05-14T22:59:59.999Z'),
  ]);
  const found = weightsOf(await gridOf(town));
  expect(Object.keys(found)).toHaveLength(24);
  expect(found['7 1']).toBeCloseTo(2 / 25 + 1 / 24, 6);
  expect(found['7 12']).toBeCloseTo(1 / 23 + 1 / 24 + 1 / 25, 6);
});

test('equal windows of different weeks, counted together by the database, weigh as one by one', async () => {
  const random = fc.sample(
    fc.record({
      start: fc.integer({ min: Date.UTC(2022, 9, 1) / 60_000, max: Date.UTC(2023, 10, 5) / 60_000 }),
      minutes: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 0, max: 15_000 }),
      ),
    }),
    { numRuns: 400, seed: 3 },
  );
  // Many about the nights in which the clocks change.
  const nights = [Date.UTC(2022, 9, 30), Date.UTC(2023, 2, 26), Date.UTC(2023, 9, 29)].flatMap((night) =>
    Array.from({ length: 40 }, (_, i) => ({ start: night / 60_000 - 90 + 7 * i, minutes: (i * 13) % 200 })),
  );
  const list = [...random, ...nights];
  const iso = (minute: number) => new Date(minute * 60_000).toISOString();
  const town = await townOf(list.map(({ start, minutes }) => at(iso(start), iso(start + minutes))));
  const grid = await gridOf(town);
  const expected = aoristicWeek(
    {
      starts: Float64Array.from(list, ({ start }) => start * 60_000),
      ends: Float64Array.from(list, ({ start, minutes }) => (start + minutes) * 60_000),
      counts: new Float64Array(list.length).fill(1),
    },
    'Europe/London',
  );
  expect(grid.incidents).toBe(list.length);
  grid.cells.forEach(({ weight }, i) => {
    expect(weight).toBeCloseTo(expected[i], 8);
  });
});
