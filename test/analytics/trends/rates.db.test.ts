import { PUBLIC_VIEWER } from '../../../src/access';
import { importPopulation } from '../../../src/ingest';
import { poissonInterval } from '../../../src/platform/statistics';
import { fileOf } from '../../ingest/files';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, forgetOpenCategories, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, type TestRecord } from '../../support/records';

let fixture: TestDatabase;
let api: Api;

/** Four wards in a row, the last without residents known; households of the first two only. */
beforeAll(async () => {
  fixture = await createTestDatabase();
  await forgetOpenCategories(fixture.database);
  const { database } = fixture;
  const id = await partnershipOf(database, 'ROW');
  const ward = (i: number) => ({ code: `W${i}`, name: `Ward ${i}`, ring: box((i - 1) * 1000, 0, 1000) });
  await importAreas(database, 'ROW', 'WARD', [1, 2, 3, 4].map(ward));
  await importAreas(database, 'ROW', 'SNT_AREA', [
    { code: 'S1', ring: box(0, 0, 2000, 1000) },
    { code: 'S2', ring: box(2000, 0, 2000, 1000) },
  ]);
  const population = [
    'area_code,year,age_band,sex,count,measure',
    'W1,2020,,,1000,',
    'W1,2020,,FEMALE,520,',
    'W1,2020,,MALE,480,',
    'W1,2010,,,500,',
    'W2,2020,,FEMALE,1100,',
    'W2,2020,,MALE,900,',
    'W3,2020,,,0,',
    'W1,2020,,,400,HOUSEHOLDS',
    'W2,2020,,,0,HOUSEHOLDS',
    'W1,2020,,,70,PREMISES',
  ];
  await importPopulation(database, { partnership: 'ROW', paths: [fileOf(population.join('\n'))] });
  const many = (n: number, ward: number, fields: TestRecord = {}) =>
    Array.from({ length: n }, () => crime({ at: [(ward - 1) * 1000 + 500, 500], ...fields }));
  await load(database, 'ROW', [
    crime({ occurredFrom: '2023-01-01T12:00:00.000Z' }),
    ...many(40, 1),
    ...many(12, 2),
    ...many(3, 3),
    ...many(5, 4),
    crime({ place: { kind: 'unlocated' } }),
    ...many(6, 1, { offence: 'burglary-dwelling' }),
    ...many(2, 2, { offence: 'burglary-non-dwelling' }),
    ...many(4, 2, { offence: 'rape' }),
    ...many(1, 2, { source: 'fire-incidents', offence: 'violence-to-fire-staff' }),
    crime({ occurredFrom: '2024-12-31T12:00:00.000Z' }),
  ]);
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const RATES = `query ($where: IncidentFilter!, $kind: AreaKind! = WARD, $denominator: Denominator) {
  areaRates(where: $where, kind: $kind, denominator: $denominator) {
    rows { code name count perturbed population populationYear populationEstimated ratePerThousandPerYear lower upper smoothedRate position poissonPosition
      withoutRateBecause }
    pooledRate denominator parameters { name value } dataVersion caveats { message }
  }
}`;

interface Row {
  code: string;
  count: number;
  perturbed: boolean;
  population: number | null;
  populationYear: number | null;
  populationEstimated: boolean | null;
  ratePerThousandPerYear: number | null;
  lower: number | null;
  upper: number | null;
  smoothedRate: number | null;
  position: string | null;
  poissonPosition: string | null;
  withoutRateBecause: string | null;
}
interface Rates {
  rows: Row[];
  pooledRate: number | null;
  denominator: string | null;
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}

const YEAR = { from: '2023-01-01', to: '2023-12-31' };
const MAY = { from: '2023-05-01', to: '2023-05-31' };
const damage = { partnership: 'ROW', offences: ['criminal-damage'], period: YEAR };
const rates = async (where: object, more: object = {}, asking = {}) =>
  (await api.ask<{ areaRates: Rates }>(RATES, { where, ...more }, asking)).areaRates;

test('rates per thousand and year with their intervals, by hand', async () => {
  const { rows, pooledRate, denominator } = await rates(damage);
  expect(denominator).toBe('RESIDENTS');
  expect(rows.map(({ code, count, population }) => [code, count, population])).toEqual([
    ['W1', 41, 1000],
    ['W2', 12, 2000],
    ['W3', 3, 0],
    ['W4', 5, null],
  ]);
  expect(rows[0].ratePerThousandPerYear).toBeCloseTo(41, 12);
  expect(rows[0].lower).toBeCloseTo(poissonInterval(41).lower, 12);
  expect(rows[0].upper).toBeCloseTo(poissonInterval(41).upper, 12);
  expect(rows[1].ratePerThousandPerYear).toBeCloseTo(6, 12);
  expect(rows[1].upper).toBeCloseTo(poissonInterval(12).upper / 2, 12);
  expect(pooledRate).toBeCloseTo(53 / 3, 12);
  // 41 where 17.7 are expected, 12 where 35.3 are.
  expect(rows.map(({ position }) => position)).toEqual(['ABOVE_99_8', 'BELOW_99_8', null, null]);
});

test('without residents there is no rate but a reason, and never a zero', async () => {
  const { rows } = await rates(damage);
  for (const row of rows.slice(2))
    expect(row).toMatchObject({ ratePerThousandPerYear: null, lower: null, upper: null, position: null });
  expect(rows[2].withoutRateBecause).toBe('The area has no residents.');
  expect(rows[3].withoutRateBecause).toContain('are not known');
  expect(rows[0].withoutRateBecause).toBeNull();
});

test('without a rate of any area there is none of all, and the answer says why', async () => {
  const { pooledRate, caveats } = await rates({ ...damage, areas: [{ ward: 'W3' }, { ward: 'W4' }] });
  expect(pooledRate).toBeNull();
  expect(sentencesOf(caveats)).toContain(
    'No area has a rate, nor have all together: none has residents on record.',
  );
});

test('a part of a year is annualised by its days, and the answer says so', async () => {
  const { rows, caveats, parameters } = await rates({ ...damage, period: MAY });
  expect(rows[0].count).toBe(40);
  expect(rows[0].ratePerThousandPerYear).toBeCloseTo((40 * 365) / 31, 9);
  expect(rows[0].lower! / rows[0].ratePerThousandPerYear!).toBeCloseTo(poissonInterval(40).lower / 40, 12);
  expect(sentencesOf(caveats).join(' ')).toContain('from 31 days (0.08493 years)');
  expect(parameters).toContainEqual({ name: 'window', value: '2023-05-01/2023-05-31' });
});

test('the period is shortened to what was delivered', async () => {
  const { rows, caveats } = await rates({ ...damage, period: { from: '2022-01-01', to: '2023-12-31' } });
  expect(rows[0].ratePerThousandPerYear).toBeCloseTo(41, 12);
  expect(sentencesOf(caveats).join(' ')).toMatch(/Counted of the period: 2023-\d\d-01 to /);
});

test('an area without incidents has a rate of zero with an upper limit', async () => {
  const { rows } = await rates({ ...damage, offences: ['homicide'] });
  expect(rows[0]).toMatchObject({
    count: 0,
    ratePerThousandPerYear: 0,
    lower: 0,
    smoothedRate: 0,
    position: 'WITHIN',
  });
  expect(rows[0].upper).toBeCloseTo(-Math.log(0.025), 9);
});

test('the denominator is the offence’s own, of the year nearest to the period', async () => {
  const burglary = await rates({ ...damage, offences: ['burglary-dwelling'] });
  expect(burglary.denominator).toBe('HOUSEHOLDS');
  expect(burglary.rows[0]).toMatchObject({
    population: 400,
    populationYear: 2020,
    ratePerThousandPerYear: 15,
  });
  expect(burglary.rows[1].withoutRateBecause).toBe('The area has no households.');
  expect(burglary.rows[2].withoutRateBecause).toContain('The households of the area are not known');
  const { rows } = await rates({ ...damage, offences: ['burglary-dwelling'] }, { denominator: 'RESIDENTS' });
  expect(rows[0].ratePerThousandPerYear).toBe(6);
});

test('offences with different denominators are counted per resident, and the answer says whose is another', async () => {
  const mixed = await rates({ ...damage, offences: ['burglary-dwelling', 'burglary-non-dwelling'] });
  expect(mixed.denominator).toBe('RESIDENTS');
  expect(sentencesOf(mixed.caveats).join(' ')).toContain(
    'Burglary in a dwelling: households; Burglary other than in a dwelling: premises',
  );
  const all = await rates({ partnership: 'ROW', period: YEAR });
  expect(sentencesOf(all.caveats).join(' ')).toContain('different denominators');
});

test('an offence without a denominator has no rate, unless one is chosen', async () => {
  const where = { ...damage, offences: ['violence-to-fire-staff'] };
  const { rows, denominator, pooledRate, caveats } = await rates({ ...where, period: MAY });
  expect(denominator).toBeNull();
  expect(pooledRate).toBeNull();
  expect(sentencesOf(caveats)).toContain(
    'No area has a rate, nor have all together: the offences have no denominator.',
  );
  expect(rows[1]).toMatchObject({ count: 1, ratePerThousandPerYear: null });
  expect(rows[1].withoutRateBecause).toContain('no denominator');
});

test('SNT areas and the partnership are rated by the sums of their wards', async () => {
  const snt = await rates(damage, { kind: 'SNT_AREA' });
  expect(snt.rows.map(({ code, count, population }) => [code, count, population])).toEqual([
    ['S1', 53, 3000],
    ['S2', 8, null],
  ]);
  expect(snt.rows[0].populationEstimated).toBe(true);
  expect(sentencesOf(snt.caveats).join(' ')).toContain('summed from smaller areas');
  const [whole] = (await rates(damage, { kind: 'PARTNERSHIP' })).rows;
  expect(whole).toMatchObject({ code: 'ROW', count: 62, population: null });
});

test('incidents in no area are counted in no row, and said', async () => {
  expect(sentencesOf((await rates(damage)).caveats).join(' ')).toContain('1 incidents are in no row');
});

test('a filter by place rates the areas that lie wholly on its ground', async () => {
  const byWard = await rates({ ...damage, areas: [{ ward: 'W2' }] });
  expect(byWard.rows.map(({ code }) => code)).toEqual(['W2']);
  const bySnt = await rates({ ...damage, areas: [{ sntArea: 'S1' }] });
  expect(bySnt.rows.map(({ code }) => code)).toEqual(['W1', 'W2']);
  const near = { longitude: -0.5357, latitude: 51.964, metres: 700 };
  const { rows, caveats } = await rates({ ...damage, near });
  expect(rows).toEqual([]);
  expect(sentencesOf(caveats).join(' ')).toMatch(
    /[12] areas that lie only partly on the ground of the filter were left out/,
  );
});

test('boundaries of part of the time have rates of that part', async () => {
  const id = await partnershipOf(fixture.database, 'CHANGED');
  const half = { validTo: '2023-06-30' };
  await importAreas(fixture.database, 'CHANGED', 'WARD', [{ code: 'OLD', ring: box(0, 0, 1000) }], half);
  const after = { validFrom: '2023-07-01' };
  await importAreas(fixture.database, 'CHANGED', 'WARD', [{ code: 'NEW', ring: box(0, 0, 1000) }], after);
  const file = fileOf('area_code,year,age_band,sex,count\nOLD,2023,,,1000\nNEW,2023,,,1000');
  await importPopulation(fixture.database, { partnership: 'CHANGED', paths: [file] });
  await load(fixture.database, 'CHANGED', [
    ...Array.from({ length: 20 }, () => crime({ occurredFrom: '2023-02-01T12:00:00.000Z' })),
    ...Array.from({ length: 10 }, () => crime({ occurredFrom: '2023-12-01T12:00:00.000Z' })),
  ]);
  const where = { partnership: 'CHANGED', period: YEAR };
  const { rows, caveats } = await rates(
    { ...where, period: { from: '2023-02-01', to: '2023-12-31' } },
    {},
    {
      viewer: analystOf(id),
    },
  );
  expect(rows.map(({ code, count }) => [code, count])).toEqual([
    ['NEW', 10],
    ['OLD', 20],
  ]);
  expect(rows[0].ratePerThousandPerYear).toBeCloseTo((10 * 365) / 184, 6);
  expect(rows[1].ratePerThousandPerYear).toBeCloseTo((20 * 365) / 150, 6);
  expect(sentencesOf(caveats).join(' ')).toContain('2 areas are valid for part of the time only');
  expect(sentencesOf(caveats).join(' ')).toMatch(/2023-07-01.*OLD/);

  const later = await rates(
    { ...where, period: { from: '2023-02-01', to: '2023-12-31' }, areasAsOf: '2023-12-31' },
    {},
    { viewer: analystOf(id) },
  );
  expect(later.rows.map(({ code, count }) => [code, count])).toEqual([['NEW', 30]]);
  expect(later.rows[0].ratePerThousandPerYear).toBeCloseTo((30 * 365) / 334, 6);
});

describe('below record-level access', () => {
  const asking = { viewer: PUBLIC_VIEWER };

  test('rates are functions of the protected counts, and say so', async () => {
    const { rows, caveats } = await rates(damage, {}, asking);
    const counts = await api.ask<{ incidentCounts: { rows: { areaCode: string; count: number }[] } }>(
      `query ($where: IncidentFilter!) { incidentCounts(where: $where, by: [WARD]) { rows { areaCode count } } }`,
      { where: damage },
      asking,
    );
    const published = new Map(counts.incidentCounts.rows.map(({ areaCode, count }) => [areaCode, count]));
    for (const row of rows) {
      expect(row.perturbed).toBe(true);
      expect(row.count).toBe(published.get(row.code) ?? 0);
    }
    expect(sentencesOf(caveats).join(' ')).toContain('disclosure control');
  });

  test('what is told for the partnership as a whole only is refused by ward, and not a row of zeros', async () => {
    const where = { ...damage, offences: ['rape'], period: MAY };
    expect((await api.refusal(RATES, { where }, asking)).code).toBe('FORBIDDEN');
    const { rows } = await rates(where, { kind: 'PARTNERSHIP' }, asking);
    expect(rows[0].count).toBeGreaterThan(2);
    expect((await api.refusal(RATES, { where: damage, kind: 'LSOA' }, asking)).code).toBe('FORBIDDEN');
  });
});

test('a map layer: one feature per area with its outline and flat properties', async () => {
  const { areaRates } = await api.ask<{ areaRates: { features: { features: { properties: object }[] } } }>(
    `query ($where: IncidentFilter!) { areaRates(where: $where, kind: WARD) { features } }`,
    { where: damage },
  );
  expect(areaRates.features).toMatchObject({ type: 'FeatureCollection' });
  const [first] = areaRates.features.features;
  expect(first).toMatchObject({
    type: 'Feature',
    id: 'W1',
    geometry: { type: 'MultiPolygon' },
    properties: { code: 'W1', name: 'Ward 1', count: 41, population: 1000, position: 'ABOVE_99_8' },
  });
  expect(Object.keys(first.properties)).not.toContain('areaId');
  for (const value of Object.values(first.properties))
    expect(typeof value === 'object' && value !== null).toBe(false);
});

test('the number of statements does not depend on the number of areas', async () => {
  const operation = `query ($where: IncidentFilter!, $kind: AreaKind!) {
    areaRates(where: $where, kind: $kind) { rows { code } features }
  }`;
  const wards = await api.statements(operation, { where: damage, kind: 'WARD' });
  expect(await api.statements(operation, { where: damage, kind: 'PARTNERSHIP' })).toBe(wards);
});

test('refuses a period that nothing was delivered for', async () => {
  const where = { ...damage, period: { from: '2001-01-01', to: '2001-12-31' } };
  expect((await api.refusal(RATES, { where })).code).toBe('NOT_ENOUGH_DATA');
});
