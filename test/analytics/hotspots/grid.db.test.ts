/** @backend either */
import { PUBLIC_VIEWER } from '../../../src/access';
import { benjaminiHochberg, pooledDispersion, twoWindowTest } from '../../../src/platform/statistics';
import { seededRandom } from '../../../src/platform/statistics/random';
import { closeCompute } from '../../../src/platform/threads';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, ORIGIN, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

const GRID = `query ($where: IncidentFilter!, $statistic: GridStatistic = GI_STAR, $cellSize: Float,
    $shape: CellShape = SQUARE, $bandwidth: Float, $weightSet: ID, $compareWith: Comparison,
    $compareWithPeriod: PeriodInput) {
  hotspotGrid(where: $where, statistic: $statistic, cellSize: $cellSize, shape: $shape, bandwidth: $bandwidth,
      weightSet: $weightSet, compareWith: $compareWith, compareWithPeriod: $compareWithPeriod) {
    cells {
      id cell easting northing count weighted density z moranI pValue adjustedPValue class because
      change { previousCount currentCount percent pValue dispersion direction }
    }
    cellCount incidentCount leastHotSum
    classCounts { class count }
    features
    parameters { name value } dataVersion caveats { message }
  }
}`;

interface Cell {
  id: string;
  cell: string;
  easting: number;
  northing: number;
  count: number;
  weighted: number | null;
  density: number | null;
  z: number | null;
  moranI: number | null;
  pValue: number | null;
  adjustedPValue: number | null;
  class: string | null;
  because: string | null;
  change: {
    previousCount: number;
    currentCount: number;
    pValue: number;
    dispersion: number | null;
    direction: string;
  } | null;
}

interface Grid {
  cells: Cell[];
  cellCount: number;
  incidentCount: number;
  leastHotSum: number | null;
  classCounts: { class: string; count: number }[];
  features: {
    type: string;
    features: {
      id: string;
      geometry: { type: string; coordinates: number[][][] };
      properties: Record<string, unknown>;
    }[];
  };
  parameters: { name: string; value: string }[];
  dataVersion: string;
  caveats: Caveats;
}

/** 3.1 km by 2.6 km, so that cells stick out of it; two wards, and a third one 4 km away. */
const [WIDTH, HEIGHT, MIDDLE] = [3100, 2600, 1500];
const OFFENCES = ['criminal-damage', 'shoplifting', 'weapons-possession'];

let fixture: TestDatabase;
let api: Api;

/** Four hundred crimes of 2023 and 2022 around a town centre, none of them on the edge of a cell. */
function crimes() {
  const random = seededRandom(3);
  return Array.from({ length: 400 }, (_, n) => {
    const near = n % 2 === 0;
    const at: [number, number] = near
      ? [1010.5 + 300 * random.uniform(), 1210.5 + 300 * random.uniform()]
      : [450.5 + 2200 * random.uniform(), 450.5 + 1700 * random.uniform()];
    const offence = OFFENCES[random.below(3)];
    const year = n % 5 < 2 ? 2022 : 2023;
    const month = 1 + random.below(6);
    return { at, offence, year, occurredFrom: `${year}-0${month}-10T11:00:00.000Z` };
  });
}
const all = crimes();
const of2023 = all.filter(({ year }) => year === 2023);
const where = {
  partnership: 'ONE',
  period: { from: '2023-01-01', to: '2023-06-30' },
  areas: [{ ward: 'W1' }, { ward: 'W2' }],
};

const ask = async (variables: object, asking = {}) =>
  (await api.ask<{ hotspotGrid: Grid }>(GRID, { where, ...variables }, asking)).hotspotGrid;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'ONE');
  await importAreas(database, 'ONE', 'WARD', [
    { code: 'W1', ring: box(0, 0, MIDDLE, HEIGHT) },
    { code: 'W2', ring: box(MIDDLE, 0, WIDTH - MIDDLE, HEIGHT) },
    { code: 'ISLAND', ring: box(7130, 30, 900, 900) },
  ]);
  await load(database, 'ONE', [
    ...all.map(({ at, offence, occurredFrom }) => crime({ at, offence, occurredFrom })),
    crime({ place: { kind: 'none' } as never, occurredFrom: '2023-02-01T12:00:00.000Z' }),
    crime({ at: [620, 620], occurredFrom: '2021-03-10T12:00:00.000Z' }),
  ]);
  api = await Api.on(database, analystOf(id));
});
afterAll(async () => {
  await closeCompute();
  await fixture.remove();
});

const key = (at: [number, number], size = 250) => {
  const [e, n] = [ORIGIN.easting + at[0], ORIGIN.northing + at[1]];
  return `S${size}:${Math.floor(e / size)}:${Math.floor(n / size)}`;
};

/** The cells of both wards as PostGIS draws them, in degrees. */
const cellsByPostGis = (size: number) =>
  sql<{ id: string; ring: string }>(
    fixture.database,
    `SELECT 'S' || :size || ':' || cell.i || ':' || cell.j AS id,
      ST_AsGeoJSON(ST_Transform(cell.geom, 4326), 7) AS ring
    FROM (SELECT ST_Union(geom) AS geom FROM area WHERE code IN ('W1', 'W2')) AS study
    CROSS JOIN LATERAL ST_SquareGrid(:size::float8, ST_Expand(study.geom, 1)) AS cell
    WHERE ST_Intersects(cell.geom, study.geom)
    ORDER BY cell.i, cell.j`,
    { size },
  );

test('every cell that meets the study area is there, with its incidents, and no other', async () => {
  const { cells, cellCount, incidentCount, caveats, parameters, classCounts } = await ask({
    statistic: 'COUNT',
  });
  expect(cells.map(({ cell }) => cell)).toEqual((await cellsByPostGis(250)).map(({ id }) => id));
  expect(cellCount).toBe(cells.length);
  const expected = new Map<string, number>();
  for (const { at } of of2023) expected.set(key(at), (expected.get(key(at)) ?? 0) + 1);
  expect(new Map(cells.filter(({ count }) => count > 0).map(({ cell, count }) => [cell, count]))).toEqual(
    new Map([...expected].sort()),
  );
  expect(incidentCount).toBe(of2023.length);
  expect(cells.every(({ z, density, class: of }) => z === null && density === null && of === null)).toBe(
    true,
  );
  expect(classCounts).toEqual([]);
  expect(parameters).toEqual(
    expect.arrayContaining([
      { name: 'statistic', value: 'COUNT' },
      { name: 'cellSize', value: '250' },
      { name: 'shape', value: 'SQUARE' },
      { name: 'period', value: '2023-01-01/2023-06-30' },
    ]),
  );
  expect(sentencesOf(caveats)).toEqual([]);
});

test('incidents without a place are told of', async () => {
  const { caveats, incidentCount } = await ask({ where: { ...where, areas: null }, statistic: 'COUNT' });
  expect(incidentCount).toBe(of2023.length);
  expect(sentencesOf(caveats)).toEqual(['Without a place: 1 incident; they lie in no cell.']);
});

test('Gi* is the formula over the cells, and its classes follow the adjusted p', async () => {
  const { cells, classCounts, leastHotSum, parameters, caveats } = await ask({});
  const n = cells.length;
  const mean = cells.reduce((sum, { count }) => sum + count, 0) / n;
  const variance = cells.reduce((sum, { count }) => sum + count ** 2, 0) / n - mean ** 2;
  const around = cells.map((cell) =>
    cells.filter(
      (other) => Math.hypot(other.easting - cell.easting, other.northing - cell.northing) <= 250 * 1.4143,
    ),
  );
  const sums = around.map((near) => near.reduce((sum, { count }) => sum + count, 0));
  const adjusted = benjaminiHochberg(Float64Array.from(cells, ({ pValue }) => pValue!));
  cells.forEach((cell, c) => {
    const w = around[c].length;
    const z = (sums[c] - w * mean) / (Math.sqrt(variance) * Math.sqrt((n * w - w * w) / (n - 1)));
    expect(cell.z).toBeCloseTo(z, 9);
    expect(cell.adjustedPValue).toBeCloseTo(adjusted[c], 12);
    const level = adjusted[c] <= 0.01 ? 99 : adjusted[c] <= 0.05 ? 95 : adjusted[c] <= 0.1 ? 90 : null;
    expect(cell.class?.slice(-2)).toBe(level ? String(level) : 'NT');
    expect(cell.because === null).toBe(level === null);
  });
  const centre = cells.find(({ cell }) => cell === key([1150, 1350]))!;
  expect(centre.class).toBe('HOT_99');
  expect(new Set(cells.map(({ because }) => because))).toEqual(new Set([null, 'NEIGHBOURS']));
  const hot = cells.flatMap((cell, c) => (cell.class?.match(/HOT_9[59]/) ? [sums[c]] : []));
  expect(leastHotSum).toBe(Math.min(...hot));
  expect(classCounts).toHaveLength(7);
  expect(classCounts.reduce((sum, { count }) => sum + count, 0)).toBe(n);
  const dispersion = Number(parameters.find(({ name }) => name === 'dispersion')!.value);
  expect(dispersion).toBeCloseTo((variance / mean) * (n / (n - 1)), 1);
  expect(caveats).toEqual([]);
});

test('an incident by itself makes nothing hot, and the answer says so', async () => {
  const alone = { ...where, period: { from: '2021-03-01', to: '2021-03-31' } };
  const { cells, leastHotSum, caveats, incidentCount } = await ask({ where: alone, cellSize: 100 });
  expect(incidentCount).toBe(1);
  expect(cells.filter(({ class: of }) => of !== 'NOT_SIGNIFICANT')).toEqual([]);
  expect(leastHotSum).toBeNull();
  expect(sentencesOf(caveats).join()).toMatch(/hold 0[.]0\d+ incidents on average.*no cell is hot/);
});

test('ids tell cells of one question from those of another, places are the same', async () => {
  const plain = await ask({});
  const narrowed = await ask({ where: { ...where, offences: ['shoplifting'] } });
  const again = await ask({});
  expect(again.cells.map(({ id }) => id)).toEqual(plain.cells.map(({ id }) => id));
  expect(narrowed.cells.map(({ cell }) => cell)).toEqual(plain.cells.map(({ cell }) => cell));
  const ids = new Set(plain.cells.map(({ id }) => id));
  expect(ids.size).toBe(plain.cells.length);
  expect(narrowed.cells.some(({ id }) => ids.has(id))).toBe(false);
  expect(plain.features.features.map(({ id }) => id)).toEqual(plain.cells.map(({ cell }) => cell));
});

test('the kernel density sums to the incidents', async () => {
  const { cells, parameters } = await ask({ statistic: 'KDE' });
  const mass = cells.reduce((sum, { density }) => sum + density! * 0.01, 0);
  expect(Math.abs(mass / of2023.length - 1)).toBeLessThan(0.002);
  expect(parameters).toEqual(
    expect.arrayContaining([
      { name: 'cellSize', value: '100' },
      { name: 'bandwidth', value: '400' },
      { name: 'kernel', value: 'quartic' },
    ]),
  );
});

test("local Moran's I marks the town centre, two-sided and adjusted, and says how it was computed", async () => {
  const { cells, classCounts, parameters } = await ask({ statistic: 'LOCAL_MORAN' });
  const centre = cells.find(({ cell }) => cell === key([1150, 1350]))!;
  expect(centre).toMatchObject({ class: 'HIGH_HIGH', z: null, because: null });
  expect(centre.moranI).toBeGreaterThan(1);
  const adjusted = benjaminiHochberg(Float64Array.from(cells, ({ pValue }) => pValue!));
  cells.forEach((cell, c) => {
    expect(cell.adjustedPValue).toBeCloseTo(adjusted[c], 12);
    expect(cell.class === 'NOT_SIGNIFICANT').toBe(adjusted[c] > 0.05);
  });
  expect(classCounts.map((each) => each.class)).toEqual([
    'NOT_SIGNIFICANT',
    'HIGH_HIGH',
    'LOW_LOW',
    'HIGH_LOW',
    'LOW_HIGH',
  ]);
  const settings = new Map(parameters.map(({ name, value }) => [name, value]));
  expect(Number(settings.get('permutations'))).toBeGreaterThanOrEqual(9_999);
  expect(settings.get('pValues')).toBe('two-sided');
  expect(settings.get('seed')).toBe('1');
});

test('hexagons have ids of their own and the same incidents', async () => {
  const { cells, incidentCount, features } = await ask({ shape: 'HEXAGON', cellSize: 300 });
  expect(cells.every(({ cell }) => /^H300:\d+:\d+$/.test(cell))).toBe(true);
  expect(incidentCount).toBe(of2023.length);
  expect(features.features[0].geometry.coordinates[0]).toHaveLength(7);
});

test('a cell has the same name in every question', async () => {
  const whole = await ask({ where: { ...where, areas: null }, statistic: 'COUNT' });
  const part = await ask({ where: { ...where, areas: [{ ward: 'W2' }] }, statistic: 'COUNT' });
  const counts = new Map(whole.cells.map(({ cell, count }) => [cell, count]));
  expect(part.cellCount).toBeLessThan(whole.cellCount);
  expect(part.cells.every(({ cell, count }) => counts.get(cell)! >= count)).toBe(true);
});

describe('features', () => {
  test('are the polygons that PostGIS draws, to the last of seven decimals', async () => {
    const { features } = await ask({ statistic: 'COUNT', cellSize: 210 });
    const drawn = await cellsByPostGis(210);
    expect(features.type).toBe('FeatureCollection');
    expect(features.features.map(({ id }) => id)).toEqual(drawn.map(({ id }) => id));
    features.features.forEach(({ geometry }, cell) => {
      const [ring] = geometry.coordinates;
      const corners = new Set(ring.map(([longitude, latitude]) => `${longitude} ${latitude}`));
      const expected: number[][] = JSON.parse(drawn[cell].ring).coordinates[0];
      expect(corners).toEqual(new Set(expected.map(([longitude, latitude]) => `${longitude} ${latitude}`)));
      expect(ring[4]).toEqual(ring[0]);
      const twiceArea = ring.slice(1).reduce((sum, [x, y], k) => sum + ring[k][0] * y - x * ring[k][1], 0);
      expect(twiceArea).toBeGreaterThan(0);
    });
  });

  test('have what was computed as flat properties', async () => {
    const { features, cells } = await ask({ compareWith: 'SAME_PERIOD_LAST_YEAR' });
    const { id: _, cell, change, density: __, moranI: ___, weighted: ____, ...fields } = cells[40];
    const { pValue: changePValue, dispersion: changeDispersion, ...flat } = change!;
    expect(features.features[40]).toMatchObject({
      id: cell,
      properties: { ...fields, ...flat, changePValue, changeDispersion },
    });
    expect(Object.keys(features.features[40].properties)).toHaveLength(17);
  });
});

test('a change is that of the two windows', async () => {
  const { cells } = await ask({ compareWith: 'SAME_PERIOD_LAST_YEAR' });
  const inCentre = (year: number) =>
    all.filter((each) => each.year === year && key(each.at) === key([1150, 1350])).length;
  expect(cells.find(({ cell }) => cell === key([1150, 1350]))?.change).toMatchObject({
    previousCount: inCentre(2022),
    currentCount: inCentre(2023),
  });
  const { cells: explicit, parameters } = await ask({
    compareWithPeriod: { from: '2022-01-01', to: '2022-03-31' },
  });
  const before = explicit.reduce((sum, { change }) => sum + change!.previousCount, 0);
  expect(before).toBe(all.filter(({ occurredFrom }) => occurredFrom < '2022-04').length);
  expect(parameters).toContainEqual({ name: 'comparisonWindow', value: '2022-01-01/2022-03-31' });
  const { cells: unasked } = await ask({});
  expect(unasked[0].change).toBeNull();
});

test('a change is tested by how much the cells vary from month to month', async () => {
  const { database } = fixture;
  const id = await partnershipOf(database, 'BURSTS');
  await importAreas(database, 'BURSTS', 'WARD', [{ code: 'B1', ring: box(0, 0, 1500, 1500) }]);
  // Two years in each of four cells, most months none and some of them eight: 0 to 3 a month on average.
  const random = seededRandom(5);
  const months = Array.from({ length: 24 }, (_, i) => new Date(Date.UTC(2022, i)).toISOString().slice(0, 7));
  const days = months.map((month) => new Date(Date.UTC(+month.slice(0, 4), +month.slice(5), 0)).getUTCDate());
  const places = [120, 420, 720, 1020].map((x): [number, number] => [x, 620]);
  // Something in the first and the last month, so that all two years were delivered.
  const series = places.map(() =>
    months.map((_, month): number => (month % 23 === 0 || random.below(4) === 0 ? 8 : 0)),
  );
  await load(
    database,
    'BURSTS',
    series.flatMap((counts, place) =>
      counts.flatMap((count, month) =>
        Array.from({ length: count }, (_, hour) =>
          crime({ at: places[place], occurredFrom: `${months[month]}-10T${10 + hour}:00:00.000Z` }),
        ),
      ),
    ),
  );
  const { cells, parameters } = await ask(
    {
      where: { partnership: 'BURSTS', period: { from: '2023-01-01', to: '2023-12-31' } },
      compareWith: 'SAME_PERIOD_LAST_YEAR',
    },
    { viewer: analystOf(id) },
  );
  const pooled = pooledDispersion(series.map((counts) => ({ counts, days, first: 0 })))!;
  expect(pooled.value).toBeGreaterThan(4);
  places.forEach((at, place) => {
    const { change } = cells.find(({ cell }) => cell === key(at))!;
    const [now, before] = [series[place].slice(12), series[place].slice(0, 12)].map((counts) => ({
      count: counts.reduce((sum, count) => sum + count, 0),
      exposure: 1,
    }));
    expect(change).toMatchObject({ currentCount: now.count, previousCount: before.count });
    expect(change!.dispersion).toBeCloseTo(pooled.value, 9);
    expect(change!.pValue).toBeCloseTo(twoWindowTest(now, before, pooled)!, 9);
  });
  expect(parameters).toContainEqual({
    name: 'change.dispersion',
    value: String(Number(pooled.value.toPrecision(4))),
  });
});

describe('weights', () => {
  /** March, in which criminal damage is half of the two. */
  const known = {
    ...where,
    period: { from: '2023-03-01', to: '2023-03-31' },
    offences: ['criminal-damage', 'shoplifting'],
  };

  test('weigh each offence, and what has no weight is told of', async () => {
    const { cells, parameters, caveats } = await ask({ where: known, weightSet: 'unit-cost' });
    const weight: Record<string, number> = { 'criminal-damage': 1350 };
    const counted = of2023.filter(
      ({ offence, occurredFrom }) => known.offences.includes(offence) && occurredFrom.startsWith('2023-03'),
    );
    for (const { cell, weighted, count } of cells) {
      const here = counted.filter(({ at }) => key(at) === cell);
      expect(count).toBe(here.length);
      expect(weighted).toBe(here.reduce((sum, { offence }) => sum + (weight[offence] ?? 0), 0));
    }
    expect(parameters).toContainEqual({ name: 'weightSet', value: 'unit-cost@1' });
    const without = counted.filter(({ offence }) => offence !== 'criminal-damage').length;
    expect(sentencesOf(caveats)).toEqual([
      `${without} incidents are of offences that this weight set has no weight for: they weigh nothing.`,
    ]);
  });

  test('of 1 change nothing', async () => {
    const figures = ({ cells }: Grid) => cells.map(({ id: _, weighted: __, ...cell }) => cell);
    const plain = await ask({});
    const counted = await ask({ weightSet: 'incident-count@1' });
    expect(figures(counted)).toEqual(figures(plain));
    expect(counted.leastHotSum).toBe(plain.leastHotSum);
    const kde = await ask({ statistic: 'KDE', weightSet: 'incident-count' });
    expect(figures(kde)).toEqual(figures(await ask({ statistic: 'KDE' })));
  });

  test('have no distribution of counts: a single place is not hot by its weight', async () => {
    const { cells, parameters } = await ask({ weightSet: 'crime-harm-medians' });
    expect(cells.some(({ because }) => because === 'NEIGHBOURS')).toBe(true);
    expect(cells.every(({ because }) => because !== 'PLACE')).toBe(true);
    expect(parameters.map(({ name }) => name)).not.toContain('dispersion');
  });

  test('that fewer than half of the incidents have are refused: the map would show the others only', async () => {
    const [all, none] = [
      await api.refusal(GRID, { where, weightSet: 'unit-cost' }),
      await api.refusal(GRID, { where: { ...where, offences: ['shoplifting'] }, weightSet: 'unit-cost' }),
    ];
    for (const problem of [all, none])
      expect(problem).toMatchObject({ code: 'NOT_ENOUGH_DATA', details: { field: 'weightSet' } });
    const shoplifting = of2023.filter(({ offence }) => offence === 'shoplifting').length;
    expect(none.message).toContain(`has a weight for 0 of ${shoplifting.toLocaleString('en-GB')} incidents`);
    const nothing = { ...where, offences: ['homicide'] };
    expect((await ask({ where: nothing, weightSet: 'unit-cost' })).incidentCount).toBe(0);
  });

  test('that are unknown are refused with those there are', async () => {
    const { code, message } = await api.refusal(GRID, { where, weightSet: 'my-secret' });
    expect(code).toBe('BAD_USER_INPUT');
    expect(message).toContain('crime-severity-score@1');
    expect(message).not.toContain('my-secret');
  });
});

describe('where nothing can be said', () => {
  const STATISTICS = ['COUNT', 'KDE', 'GI_STAR', 'LOCAL_MORAN'];
  const finite = (grid: Grid) =>
    JSON.stringify(grid.cells).match(/NaN|Infinity/) === null &&
    grid.cells.every(({ z, pValue, moranI, density }) =>
      [z, pValue, moranI, density].every((value) => value === null || Number.isFinite(value)),
    );

  test.each(STATISTICS)('no ground: %s', async (statistic) => {
    const bbox = { west: -2, south: 53, east: -1.9, north: 53.1 };
    const grid = await ask({ where: { ...where, areas: null, bbox }, statistic });
    expect(grid).toMatchObject({ cells: [], cellCount: 0, incidentCount: 0, features: { features: [] } });
    expect(sentencesOf(grid.caveats)).toContain(
      'The filter asks about no ground of the partnership: there are no cells.',
    );
  });

  test.each(STATISTICS)('a single cell: %s', async (statistic) => {
    const [position] = await sql<{ longitude: number; latitude: number }>(
      fixture.database,
      `SELECT ST_X(p) AS longitude, ST_Y(p) AS latitude
      FROM ST_Transform(ST_SetSRID(ST_MakePoint(:e, :n), 27700), 4326) AS p`,
      { e: ORIGIN.easting + 1130, n: ORIGIN.northing + 1380 },
    );
    const grid = await ask({ where: { ...where, near: { ...position, metres: 1 } }, statistic });
    expect(grid.cells.map(({ cell }) => cell)).toEqual([key([1130, 1380], statistic === 'KDE' ? 100 : 250)]);
    expect(finite(grid)).toBe(true);
    if (statistic === 'GI_STAR')
      expect(grid.cells[0]).toMatchObject({ z: 0, pValue: 1, adjustedPValue: 1, class: 'NOT_SIGNIFICANT' });
    if (statistic === 'LOCAL_MORAN')
      expect(grid.cells[0]).toMatchObject({ moranI: 0, pValue: 1, class: 'NOT_SIGNIFICANT' });
  });

  test.each(STATISTICS)('no incidents, all counts equal: %s', async (statistic) => {
    const grid = await ask({ where: { ...where, offences: ['homicide'] }, statistic });
    expect(grid.incidentCount).toBe(0);
    expect(grid.cellCount).toBeGreaterThan(100);
    expect(finite(grid)).toBe(true);
    expect(grid.cells.every(({ class: of }) => of === null || of === 'NOT_SIGNIFICANT')).toBe(true);
  });

  test.each(STATISTICS)('an island of one cell: %s', async (statistic) => {
    const grid = await ask({
      where: { ...where, areas: null },
      statistic,
      cellSize: statistic === 'KDE' ? 200 : 2500,
    });
    expect(grid.cellCount).toBeGreaterThan(2);
    expect(finite(grid)).toBe(true);
  });
});

describe('refused', () => {
  test('a bandwidth of fewer than 1.5 cells, with what to do', async () => {
    const problem = await api.refusal(GRID, { where, statistic: 'KDE', cellSize: 300 });
    expect(problem).toMatchObject({ code: 'BAD_USER_INPUT', details: { bandwidth: 450, cellSize: 266 } });
    await ask({ statistic: 'KDE', cellSize: 266 });
    await ask({ statistic: 'KDE', cellSize: 300, bandwidth: 450 });
  });

  test('a bandwidth for a statistic that has none', async () => {
    for (const statistic of ['COUNT', 'GI_STAR', 'LOCAL_MORAN']) {
      const problem = await api.refusal(GRID, { where, statistic, bandwidth: 400 });
      expect(problem).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: 'bandwidth' } });
      expect(problem.message).toContain('ask for the statistic KDE');
    }
  });

  test('cell sizes out of range', async () => {
    for (const cellSize of [0, -250, 9.9, 1e9])
      expect(await api.refusal(GRID, { where, cellSize })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('the public, for closed sources', async () => {
    expect(await api.refusal(GRID, { where }, { viewer: PUBLIC_VIEWER })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

test('the number of statements depends neither on the cells nor on the incidents', async () => {
  await ask({}); // reads the vocabulary, which is kept
  const few = await api.statements(GRID, { where: { ...where, offences: ['homicide'] }, cellSize: 1000 });
  const many = await api.statements(GRID, { where, cellSize: 20 });
  expect(many).toBe(few);
});
