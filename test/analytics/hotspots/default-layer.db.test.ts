/** @backend either */
import { PUBLIC_VIEWER } from '../../../src/access';
import { seededRandom } from '../../../src/platform/statistics/random';
import { closeCompute } from '../../../src/platform/threads';
import { Api, analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const LAYER = `query ($partnership: ID!, $theme: ID) {
  defaultLayer(partnership: $partnership, theme: $theme) {
    layer because months rows { predictor hitRate pai pValue } parameters { name value } caveats { message }
  }
}`;

interface Layer {
  layer: string;
  because: string;
  months: number;
  rows: { predictor: string; hitRate: number; pai: number; pValue: number | null }[];
  parameters: { name: string; value: string }[];
  caveats: { message: string }[];
}

let fixture: TestDatabase;
let api: Api;

/** Side of the partnership, metres. */
const SIDE = 12_000;
const random = seededRandom(5);
const MONTHS = Array.from(
  { length: 24 },
  (_, month) => `${2022 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
);

/** Crimes of a month, each within some metres of a spot of its own. */
const around = (month: string, spots: [number, number][], metres: number, offence: string) =>
  spots.map(([e, n]) =>
    crime({
      at: [e + metres * random.uniform(), n + metres * random.uniform()],
      offence,
      occurredFrom: `${month}-10T11:00:00.000Z`,
    }),
  );

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'ONE');
  await importAreas(database, 'ONE', 'WARD', [{ code: 'W1', ring: box(0, 0, SIDE, SIDE) }]);
  const centres = Array.from({ length: 3 }, (_, nth): [number, number] => [2_000 + 3_500 * nth, 6_000]);
  // Single addresses that are burgled a few times a year: too few and too far apart for clusters of the whole year.
  const addresses = Array.from({ length: 120 }, (_, nth): [number, number] => [
    530 + 1_000 * (nth % 11),
    530 + 1_000 * Math.floor(nth / 11),
  ]);
  await load(
    database,
    'ONE',
    MONTHS.flatMap((month) => [
      ...around(month, [...centres, ...centres, ...centres], 150, 'criminal-damage'),
      ...around(
        month,
        addresses.filter(() => random.uniform() < 0.3),
        1,
        'robbery-personal',
      ),
      ...around(
        month,
        Array.from({ length: 40 }, () => [SIDE * random.uniform(), SIDE * random.uniform()]),
        1,
        'robbery-personal',
      ),
    ]),
  );
  api = await Api.on(database, analystOf(id));
});
afterAll(async () => {
  await closeCompute();
  await fixture.remove();
});

const ask = async (theme: string | null) =>
  (await api.ask<{ defaultLayer: Layer }>(LAYER, { partnership: 'ONE', theme })).defaultLayer;

test('clusters are shown where no other layer is better beyond chance', async () => {
  const { layer, because, months, rows, parameters } = await ask('criminal-damage');
  expect(layer).toBe('CLUSTERS');
  expect(because).toMatch(/^Hotspot clusters held \d+% of .*no other layer held more beyond chance[.]$/);
  expect(months).toBe(12);
  expect(rows.map(({ predictor }) => predictor)).toEqual(['CLUSTERS', 'KDE', 'GI_STAR', 'LAST_PERIOD']);
  expect(rows[0]).toMatchObject({ pValue: null, hitRate: expect.closeTo(1, 1) });
  expect((rows[0].pai * 0.02) / rows[0].hitRate).toBeCloseTo(1, 1);
  expect(parameters).toEqual(
    expect.arrayContaining([
      { name: 'testedMonths', value: '2023-01-01/2023-12-31' },
      { name: 'themes', value: '["criminal-damage"]' },
      { name: 'areaPercent', value: '2' },
    ]),
  );
});

test('another layer takes their place where it is better beyond chance', async () => {
  const { layer, because, rows } = await ask('robbery');
  const of = (name: string) => rows.find(({ predictor }) => predictor === name)!;
  expect(layer).not.toBe('CLUSTERS');
  expect(of(layer).pValue).toBeNull();
  expect(of('CLUSTERS').pValue).toBeLessThan(0.05);
  expect(of(layer).hitRate).toBeGreaterThan(of('CLUSTERS').hitRate);
  expect(because).toMatch(/and hotspot clusters \d+%: a difference beyond chance \(p [<=] 0[.]\d+\)[.]$/);
});

test('all incidents have a layer too, and it is the same every time', async () => {
  const all = await ask(null);
  expect(all.months).toBe(12);
  expect(await ask(null)).toEqual(all);
});

test('where layers cannot be tested, clusters are shown, with the reason', async () => {
  expect(await ask('shoplifting')).toMatchObject({
    layer: 'CLUSTERS',
    because: expect.stringContaining('no incident of the last 12 delivered months has a place'),
    months: 0,
    rows: [],
  });
  const id = await partnershipOf(fixture.database, 'TWO');
  await importAreas(fixture.database, 'TWO', 'WARD', [{ code: 'V1', ring: box(0, 0, SIDE, SIDE) }]);
  const months = MONTHS.slice(0, 3).flatMap((month) => around(month, [[500, 500]], 1, 'robbery-personal'));
  await load(fixture.database, 'TWO', months);
  const { defaultLayer } = await api.ask<{ defaultLayer: Layer }>(
    LAYER,
    { partnership: 'TWO' },
    { viewer: analystOf(id) },
  );
  expect(defaultLayer).toMatchObject({
    layer: 'CLUSTERS',
    because: expect.stringContaining('24 delivered months are needed to compare layers, and there are 3'),
    months: 0,
  });
});

test('the public is refused closed sources', async () => {
  const asked = { partnership: 'ONE', theme: 'robbery' };
  expect(await api.refusal(LAYER, asked, { viewer: PUBLIC_VIEWER })).toMatchObject({ code: 'FORBIDDEN' });
});
