import { PUBLIC_VIEWER } from '../../../src/access';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import { seededRandom } from '../../../src/platform/statistics/random';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const CONCENTRATION = `query ($where: IncidentFilter!, $unit: ConcentrationUnit, $cellSize: Float) {
  concentration(where: $where, unit: $unit, cellSize: $cellSize) {
    units incidents unitsFor25Percent unitsFor50Percent shareFor25Percent shareFor50Percent gini generalisedGini
    lorenz { unitShare incidentShare }
    parameters { name value } dataVersion caveats { message }
  }
}`;

interface Concentration {
  units: number;
  incidents: number;
  unitsFor25Percent: number | null;
  unitsFor50Percent: number | null;
  shareFor25Percent: number | null;
  shareFor50Percent: number | null;
  gini: number | null;
  generalisedGini: number | null;
  lorenz: { unitShare: number; incidentShare: number }[];
  parameters: { name: string; value: string }[];
  dataVersion: string;
  caveats: Caveats;
}

/** 2.1 km by 1.6 km, so that cells stick out of it; two wards. */
const [WIDTH, HEIGHT, MIDDLE] = [2100, 1600, 1000];
const OFFENCES = ['criminal-damage', 'shoplifting'];

let fixture: TestDatabase;
let api: Api;

/** Three hundred crimes, most of them at few of the places; none of them on the edge of a cell. */
function crimes(): { at: [number, number]; offence: string; record: IncidentRecord }[] {
  const random = seededRandom(9);
  return Array.from({ length: 300 }, () => {
    const nth = Math.floor(60 * random.uniform() ** 2);
    const at: [number, number] = [10 + ((nth * 331) % (WIDTH - 20)), 10 + ((nth * 173) % (HEIGHT - 20))];
    const offence = OFFENCES[random.below(2)];
    return { at, offence, record: crime({ at, offence }) };
  });
}
const all = crimes();

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'ONE');
  await importAreas(database, 'ONE', 'WARD', [
    { code: 'W1', ring: box(0, 0, MIDDLE, HEIGHT) },
    { code: 'W2', ring: box(MIDDLE, 0, WIDTH - MIDDLE, HEIGHT) },
  ]);
  await load(database, 'ONE', [
    ...all.map(({ record }) => record),
    crime({ offence: 'shoplifting', place: { kind: 'unlocated' } }),
    // Another source at a place of its own: no place of the police's.
    crime({ source: 'road-collisions', offence: 'road-collision', at: [555, 555] }),
  ]);
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const where = (fields: object = {}) => ({ partnership: 'ONE', sources: ['police-crimes'], ...fields });
const ask = async (variables: object): Promise<Concentration> =>
  (await api.ask<{ concentration: Concentration }>(CONCENTRATION, variables)).concentration;

/** All measures by their definitions, from the counts of all units. */
function expected(counts: number[]) {
  const n = counts.length;
  const c = counts.reduce((sum, count) => sum + count, 0);
  const descending = [...counts].sort((a, b) => b - a);
  const holding = (part: number) => {
    let [held, units] = [0, 0];
    while (held < part) held += descending[units++];
    return units;
  };
  // Mean absolute difference of all pairs, relative to twice the mean.
  const differences = counts.reduce(
    (sum, a) => sum + counts.reduce((inner, b) => inner + Math.abs(a - b), 0),
    0,
  );
  const gini = differences / (2 * n * c);
  return {
    units: n,
    incidents: c,
    unitsFor25Percent: holding(c / 4),
    unitsFor50Percent: holding(c / 2),
    shareFor50Percent: holding(c / 2) / n,
    gini: expect.closeTo(gini, 10),
    generalisedGini: expect.closeTo(Math.max(1 / c, 1 / n) * n * gini - Math.max(n / c, 1) + 1, 10),
  };
}

/** Number of incidents per unit, given the unit of each; `others` are units that may have none. */
function tally(units: string[], others: string[]): number[] {
  const counts = new Map(others.map((unit) => [unit, 0]));
  for (const unit of units) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  return [...counts.values()];
}

const cellOf = (size: number) => (x: number, y: number) =>
  `${Math.floor((ORIGIN.easting + x) / size)} ${Math.floor((ORIGIN.northing + y) / size)}`;

/** The cells that meet a box of the invented ground, its edges included. */
function cellsOn(size: number, x: number, y: number, width: number, height: number): string[] {
  const range = (from: number, to: number) => {
    const [first, last] = [Math.ceil(from / size) - 1, Math.floor(to / size)];
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  };
  const rows = range(ORIGIN.northing + y, ORIGIN.northing + y + height);
  return range(ORIGIN.easting + x, ORIGIN.easting + x + width).flatMap((column) =>
    rows.map((row) => `${column} ${row}`),
  );
}

function checkLorenz({ lorenz }: Concentration, counts: number[]): void {
  expect(lorenz[0]).toEqual({ unitShare: 0, incidentShare: 0 });
  expect(lorenz.at(-1)).toEqual({ unitShare: 1, incidentShare: 1 });
  expect(lorenz.length).toBeLessThanOrEqual(202);
  // On the straight lines between the corners lies every point of the whole curve.
  const ascending = [...counts].sort((a, b) => a - b);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let held = 0;
  ascending.forEach((count, i) => {
    held += count;
    const x = (i + 1) / counts.length;
    const next = lorenz.findIndex(({ unitShare }) => unitShare >= x - 1e-12);
    const [a, b] = [lorenz[next - 1], lorenz[next]];
    const y =
      a.incidentShare +
      ((b.incidentShare - a.incidentShare) * (x - a.unitShare)) / (b.unitShare - a.unitShare);
    expect(y).toBeCloseTo(held / total, 10);
  });
}

describe('by cell', () => {
  test.each([250, 100, 400])(
    'all cells that meet the study area, the empty ones too: %d m',
    async (cellSize) => {
      const counts = tally(
        all.map(({ at: [x, y] }) => cellOf(cellSize)(x, y)),
        cellsOn(cellSize, 0, 0, WIDTH, HEIGHT),
      );
      const found = await ask({ where: where(), unit: 'CELL', cellSize });
      expect(found).toMatchObject(expected(counts));
      checkLorenz(found, counts);
      expect(found.parameters).toContainEqual({ name: 'cellSize', value: String(cellSize) });
      expect(sentencesOf(found.caveats).join(' ')).toContain('Without a place: 1 incident');
    },
  );

  test('cells of 250 m are the default; a filter by area asks about that area alone', async () => {
    const counts = tally(
      all.filter(({ at: [x] }) => x < MIDDLE).map(({ at: [x, y] }) => cellOf(250)(x, y)),
      cellsOn(250, 0, 0, MIDDLE, HEIGHT),
    );
    expect(await ask({ where: where({ areas: [{ ward: 'W1' }] }) })).toMatchObject(expected(counts));
  });

  test('too many cells are refused with the size that fits', async () => {
    const huge = { where: where(), cellSize: 10 };
    await expect(ask(huge)).resolves.toMatchObject({ units: expect.any(Number) }); // 2.1 by 1.6 km are few
    expect(await api.refusal(CONCENTRATION, { ...huge, cellSize: 1 })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('by location', () => {
  const place = ([x, y]: [number, number]) => `${x} ${y}`;
  const places = all.map(({ at }) => place(at));

  test('all places where the source ever recorded anything', async () => {
    const damage = all.filter(({ offence }) => offence === 'criminal-damage').map(({ at }) => place(at));
    const counts = tally(damage, places);
    expect(counts.filter((count) => count === 0).length).toBeGreaterThan(0);
    const found = await ask({ where: where({ offences: ['criminal-damage'] }), unit: 'LOCATION' });
    expect(found).toMatchObject(expected(counts));
    checkLorenz(found, counts);
    expect(found.parameters.map(({ name }) => name)).not.toContain('cellSize');
  });

  test('places outside the ground of the filter are no units', async () => {
    const west = all.filter(({ at: [x] }) => x < MIDDLE).map(({ at }) => place(at));
    const found = await ask({ where: where({ areas: [{ ward: 'W1' }] }), unit: 'LOCATION' });
    expect(found).toMatchObject(expected(tally(west, [])));
  });
});

test('without incidents there are units and no measures', async () => {
  for (const unit of ['CELL', 'LOCATION']) {
    const found = await ask({ where: where({ offences: ['wounding'] }), unit });
    expect(found).toMatchObject({
      incidents: 0,
      unitsFor25Percent: null,
      unitsFor50Percent: null,
      gini: null,
      generalisedGini: null,
      lorenz: [],
    });
    expect(found.units).toBeGreaterThan(0);
  }
});

test('closed sources need an analyst', async () => {
  const refusal = await api.refusal(CONCENTRATION, { where: where() }, { viewer: PUBLIC_VIEWER });
  expect(refusal.code).toBe('FORBIDDEN');
});
