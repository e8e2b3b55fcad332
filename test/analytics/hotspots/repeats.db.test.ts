import { graphql } from 'graphql';
import { PUBLIC_VIEWER, RequestContext } from '../../../src/access';
import { AnalyticContext } from '../../../src/analytics/analytic';
import { RepeatResolver } from '../../../src/analytics/hotspots/repeats';
import { DistanceMetric } from '../../../src/analytics/hotspots/repeats.type';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { Needs } from '../../../src/domain/incidents';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import { seededRandom } from '../../../src/platform/statistics/random';
import { Api, analystOf } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load, londonDate } from '../../support/records';

const REPEATS = `query Repeats($where: IncidentFilter!) {
  repeatVictimisation(where: $where) { by units repeatUnits repeatShare incidents repeatIncidents caveats { message } }
}`;
const NEAR = `query Near($where: IncidentFilter!, $distances: [Float!], $days: [Float!], $metric: DistanceMetric,
    $permutations: Int, $seed: Int) {
  nearRepeats(where: $where, distanceBands: $distances, dayBands: $days, metric: $metric, permutations: $permutations,
      seed: $seed) {
    incidents caveats { message } parameters { name value }
    bands { distanceFrom distanceTo daysFrom daysTo observed expected ratio pValue }
  }
}`;
interface Repeats {
  repeatVictimisation: {
    by: string;
    units: number;
    repeatUnits: number;
    repeatShare: number | null;
    incidents: number;
    repeatIncidents: number;
    caveats: Caveats;
  };
}
interface Band {
  distanceFrom: number;
  distanceTo: number | null;
  daysFrom: number;
  daysTo: number | null;
  observed: number;
  expected: number;
  ratio: number | null;
  pValue: number;
}
interface Near {
  nearRepeats: {
    incidents: number;
    bands: Band[];
    caveats: Caveats;
    parameters: { name: string; value: string }[];
  };
}

const DAY = 86_400_000;
const PERIOD = { from: '2023-01-01', to: '2023-12-31' };

/** Two years of thefts at some forty places, from a seed; many of them near midnight of the summer. */
function thefts(): IncidentRecord[] {
  const random = seededRandom(5);
  return Array.from({ length: 600 }, () => {
    const at: [number, number] = [
      100 + 150 * Math.floor(random.below(36) ** 0.5),
      100 + 150 * random.below(6),
    ];
    const minutes = [5, 720, 1385, 1430][random.below(4)];
    const instant = Date.UTC(2022, 0, 1) + random.below(730) * DAY + minutes * 60_000;
    return crime({ offence: 'theft-from-vehicle', at, occurredFrom: new Date(instant).toISOString() });
  });
}

let fixture: TestDatabase;
let api: Api;
const records = thefts();

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'ONE');
  await importAreas(database, 'ONE', 'WARD', [
    { code: 'W1', ring: box(0, 0, 600, 2000) },
    { code: 'W2', ring: box(600, 0, 1400, 2000) },
  ]);
  const month = { precision: 'MONTH' as const, occurredTo: '2023-05-31T22:59:59.999Z' };
  await load(database, 'ONE', [
    ...records,
    crime({ offence: 'theft-from-vehicle', place: { kind: 'unlocated' } }),
    crime({
      offence: 'theft-from-vehicle',
      at: [100, 100],
      occurredFrom: '2023-04-30T23:00:00.000Z',
      ...month,
    }),
    // Three at one place around a change of the clocks: 23:30 and 00:30 of one London night are two days.
    crime({ offence: 'shoplifting', at: [900, 900], occurredFrom: '2023-06-01T22:30:00.000Z' }),
    crime({ offence: 'shoplifting', at: [900, 900], occurredFrom: '2023-06-01T22:45:00.000Z' }),
    crime({ offence: 'shoplifting', at: [900, 900], occurredFrom: '2023-06-01T23:30:00.000Z' }),
  ]);
  for (const source of ['police-uk-street'] as const)
    await load(database, 'ONE', [
      crime({ source, offence: 'open-vehicle-crime', occurredFrom: '2023-04-30T23:00:00.000Z', ...month }),
    ]);
  api = await Api.on(database, analystOf(id));
}, 120_000);
afterAll(() => fixture.remove());

const where = (fields: object = {}) => ({
  where: {
    partnership: 'ONE',
    period: PERIOD,
    offences: ['theft-from-vehicle'],
    sources: ['police-crimes'],
    ...fields,
  },
});

/** Place and London day of each theft, those of the month's record left out. */
const dated = records.map((record) => {
  if (record.place.kind !== 'grid') throw new Error('all thefts have a place');
  const { easting, northing } = record.place;
  return { easting, northing, place: `${easting} ${northing}`, day: londonDate(record.occurredFrom) };
});
const during = ({ from, to }: { from: string; to: string }) =>
  dated.filter(({ day }) => day >= from && day <= to);

describe('repeat victimisation', () => {
  /** Counted one incident by one, among those of the place; `known` is all that the filter knows. */
  function recount(known: typeof dated, period: { from: string; to: string }) {
    const yearBefore = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
    const counted = known.filter(({ day }) => day >= period.from && day <= period.to);
    const repeats = counted.filter(({ place, day }) =>
      known.some((other) => other.place === place && other.day < day && other.day >= yearBefore(day)),
    );
    return {
      units: new Set(counted.map(({ place }) => place)).size,
      repeatUnits: new Set(repeats.map(({ place }) => place)).size,
      incidents: counted.length,
      repeatIncidents: repeats.length,
    };
  }
  // The record that tells only May counts as one of the first of May.
  const withMonth = [...dated, { ...dated[0], place: '500100 230100', day: '2023-05-01' }];

  test.each([PERIOD, { from: '2023-03-10', to: '2023-08-20' }, { from: '2022-01-01', to: '2022-12-31' }])(
    'a recount one by one: %j',
    async (period) => {
      const known = withMonth.filter(({ day }) => day !== '2023-05-01' || period.from <= day);
      const { repeatVictimisation: found } = await api.ask<Repeats>(REPEATS, where({ period }));
      const expected = recount(known, period);
      expect(found).toMatchObject({ by: 'PLACE', ...expected });
      expect(found.repeatShare).toBeCloseTo(expected.repeatIncidents / expected.incidents, 12);
      expect(expected.repeatIncidents).toBeGreaterThan(10);
    },
  );

  test('what lies before the data is said to be unknown; incidents without a place are named', async () => {
    const { repeatVictimisation: found } = await api.ask<Repeats>(REPEATS, where());
    expect(sentencesOf(found.caveats).join(' ')).toContain('1 incidents without a place are left out');
    const first = await api.ask<Repeats>(
      REPEATS,
      where({ period: { from: '2022-06-01', to: '2022-12-31' } }),
    );
    expect(sentencesOf(first.repeatVictimisation.caveats).join(' ')).toContain(
      'before 2022-01-01 is not known',
    );
  });

  test('incidents of one day are no repeats of each other, and days are those of London', async () => {
    const { repeatVictimisation: found } = await api.ask<Repeats>(
      REPEATS,
      where({ offences: ['shoplifting'] }),
    );
    expect(found).toMatchObject({ units: 1, incidents: 3, repeatUnits: 1, repeatIncidents: 1 });
  });

  test('an area of the filter holds for the earlier incident too', async () => {
    const { repeatVictimisation: found } = await api.ask<Repeats>(
      REPEATS,
      where({ areas: [{ ward: 'W2' }] }),
    );
    const inside = dated.filter(({ easting }) => easting > 500_600);
    expect(found).toMatchObject(recount(inside, PERIOD));
  });

  test('no incidents, no share', async () => {
    const { repeatVictimisation: found } = await api.ask<Repeats>(REPEATS, where({ offences: ['wounding'] }));
    expect(found).toMatchObject({ units: 0, incidents: 0, repeatIncidents: 0, repeatShare: null });
  });
});

describe('near repeats', () => {
  const distances = [0, 1, 200, 400];
  const days = [0, 1, 7, 30];

  test.each(['EUCLIDEAN', 'MANHATTAN'])('all pairs one by one: %s', async (metric) => {
    const options = { distances, days, metric, permutations: 99, seed: 3 };
    const { nearRepeats: found } = await api.ask<Near>(NEAR, { ...where(), ...options });
    const used = during(PERIOD);
    const observed = new Map<string, number>();
    const sums = { d: new Map<number, number>(), t: new Map<number, number>() };
    for (const [i, a] of used.entries())
      for (const b of used.slice(0, i)) {
        const [de, dn] = [Math.abs(a.easting - b.easting), Math.abs(a.northing - b.northing)];
        const apart = metric === 'MANHATTAN' ? de + dn : Math.hypot(de, dn);
        const between = Math.abs(Date.parse(a.day) - Date.parse(b.day)) / DAY;
        const d = distances.findLastIndex((start) => start <= apart);
        const t = days.findLastIndex((start) => start <= between);
        observed.set(`${d} ${t}`, (observed.get(`${d} ${t}`) ?? 0) + 1);
        sums.d.set(d, (sums.d.get(d) ?? 0) + 1);
        sums.t.set(t, (sums.t.get(t) ?? 0) + 1);
      }
    const pairs = (used.length * (used.length - 1)) / 2;
    expect(found.incidents).toBe(used.length);
    expect(found.bands).toHaveLength(16);
    found.bands.forEach((band, i) => {
      const [d, t] = [Math.floor(i / 4), i % 4];
      expect(band).toMatchObject({
        distanceFrom: distances[d],
        distanceTo: distances[d + 1] ?? null,
        daysFrom: days[t],
        daysTo: days[t + 1] ?? null,
        observed: observed.get(`${d} ${t}`) ?? 0,
      });
      // Each pair of places meets each pair of days equally often.
      const mean = ((sums.d.get(d) ?? 0) * (sums.t.get(t) ?? 0)) / pairs;
      expect(Math.abs(band.expected - mean)).toBeLessThan(1 + 0.1 * mean);
      expect(band.ratio).toBeCloseTo(band.observed / band.expected, 10);
      expect(band.pValue).toBeGreaterThanOrEqual(0.01);
      expect(band.pValue).toBeLessThanOrEqual(1);
    });
  });

  test('the same seed gives the same answer, another one another', async () => {
    const asked = (seed: number) => api.ask<Near>(NEAR, { ...where(), permutations: 99, seed });
    const first = await asked(1);
    expect(await asked(1)).toEqual(first);
    expect((await asked(2)).nearRepeats.bands).not.toEqual(first.nearRepeats.bands);
  });

  test('defaults are filled in and told; what is left out is named', async () => {
    const { nearRepeats: found } = await api.ask<Near>(NEAR, where());
    expect(Object.fromEntries(found.parameters.map(({ name, value }) => [name, value]))).toMatchObject({
      distanceBands: '0,100,200,400',
      dayBands: '0,7,14,28',
      metric: 'EUCLIDEAN',
      permutations: '999',
      seed: '1',
      period: '2023-01-01/2023-12-31',
      sources: 'police-crimes',
    });
    expect(sentencesOf(found.caveats).join(' ')).toMatch(
      /1 incidents without a place .* 1 incidents of which only the month/,
    );
  });

  test('a request that is given up ends the work', async () => {
    const request = new AbortController();
    const context = new RequestContext(api.viewer, fixture.database, 60_000, request.signal);
    const started = performance.now();
    const given = new RepeatResolver().nearRepeats(new AnalyticContext(context, Needs.PLACES), {
      where: { ...where().where, period: null, areas: [{ ward: 'W2' }] },
      distanceBands: [0, 5000],
      dayBands: [0, 7],
      metric: DistanceMetric.EUCLIDEAN,
      permutations: 9_999, // half a minute
      seed: 1,
    });
    setTimeout(() => request.abort(), 500);
    await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('more work than a core does in a while is refused with what would fit', async () => {
    const refusal = await api.refusal(NEAR, {
      ...where({ period: null }),
      distances: [0, 50_000],
      permutations: 9_999,
    });
    const pairs = (dated.length * (dated.length - 1)) / 2;
    if (pairs * 9_999 <= 1e9) throw new Error('too few pairs for this test');
    expect(refusal).toMatchObject({ code: 'TOO_LARGE', details: { limit: Math.floor(1e9 / pairs) } });
  });

  test('nothing to pair gives empty bands, never NaN', async () => {
    const { nearRepeats: found } = await api.ask<Near>(NEAR, where({ offences: ['wounding'] }));
    expect(
      found.bands.every(
        ({ observed, expected, ratio, pValue }) => !observed && !expected && ratio === null && pValue === 1,
      ),
    ).toBe(true);
  });

  test.each([
    [{ distances: [0] }, /distanceBands must be 2 to 20/],
    [{ distances: [10, 20] }, /begin at 0/],
    [{ days: [0, 7, 7] }, /dayBands .* ascend/],
    [{ permutations: 5 }, /permutations/],
  ])('parameters out of range: %j', async (options, message) => {
    expect(await api.refusal(NEAR, { ...where(), ...options })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(message),
    });
  });
});

describe('sources that cannot tell', () => {
  const open = where({ offences: null, sources: ['police-uk-street'] });

  test.each([
    [REPEATS, /data\.police\.uk street-level crime: its places are anonymous map points/],
    [NEAR, /data\.police\.uk street-level crime: it tells only the month/],
  ])('are refused by name, with the reason', async (query, message) => {
    expect(await api.refusal(query, open)).toMatchObject({
      code: 'NOT_SUPPORTED_FOR_SOURCE',
      message: expect.stringMatching(message),
    });
    const both = { sources: ['police-uk-street', 'police-crimes'] };
    expect(await api.refusal(query, where({ ...both, offences: null }))).toMatchObject({
      code: 'NOT_SUPPORTED_FOR_SOURCE',
    });
    // A source that cannot hold the offences asked for takes no part.
    expect(await api.ask(query, where(both))).toBeTruthy();
  });

  test('are left out, and named, where others can', async () => {
    const all = where({ offences: null, sources: null });
    const { repeatVictimisation: repeats } = await api.ask<Repeats>(REPEATS, all);
    expect(sentencesOf(repeats.caveats).join(' ')).toContain('Left out: data.police.uk street-level crime');
    const named = await api.ask<Repeats>(REPEATS, where({ offences: null }));
    expect(repeats.incidents).toBe(named.repeatVictimisation.incidents);
    const { nearRepeats: near } = await api.ask<Near>(NEAR, all);
    expect(near.parameters).toContainEqual({ name: 'defaultSources', value: 'police-crimes' });
  });

  test('a refusal of one leaves the other', async () => {
    const source = `query ($crimes: IncidentFilter!, $open: IncidentFilter!) {
      repeatVictimisation(where: $crimes) { incidents }
      nearRepeats(where: $open) { incidents }
    }`;
    const { data, errors } = await graphql({
      schema: await buildApiSchema(),
      source,
      variableValues: { crimes: where().where, open: open.where },
      contextValue: new RequestContext(api.viewer, fixture.database, 60_000),
    });
    expect(data).toMatchObject({ repeatVictimisation: { incidents: expect.any(Number) }, nearRepeats: null });
    expect(errors?.map(({ path }) => path)).toEqual([['nearRepeats']]);
  });

  test('closed sources need an analyst', async () => {
    for (const query of [REPEATS, NEAR])
      expect(await api.refusal(query, where(), { viewer: PUBLIC_VIEWER })).toMatchObject({
        code: 'FORBIDDEN',
      });
  });
});
