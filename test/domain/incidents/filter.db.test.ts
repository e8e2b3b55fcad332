import fc from 'fast-check';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { Problem } from '../../../src/platform/errors';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { AREAS, addsToThemes, centreOf, outcomeOf, TOWN, Town, themesOf, type Where } from './town';

let fixture: TestDatabase;
let database: Database;
let api: Api;
let town: Town;
/** West, south, east, north of the town. */
let extent: [number, number, number, number];

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  town = await Town.build(database, 700, 2009);
  api = await Api.on(database, analystOf(town.partnershipId));
  const { partnership } = await api.ask<{ partnership: { bbox: typeof extent } }>(
    '{ partnership(code: "TOWN") { bbox } }',
  );
  extent = partnership.bbox;
}, 120_000);
afterAll(() => fixture.remove());

const ALL = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
  incidentCounts(where: $where, by: []) { total { count perturbed } rows { count } caveats { message } }
  by: incidentCounts(where: $where, by: $by) {
    total { count }
    rows { areaKind areaCode month quarter year theme offence source outcome count perturbed }
  }
  incidents(where: $where, first: 1000) { totalCount nodes { reference } }
  incidentFeatures(where: $where, limit: 50)
  hotspotClusters(where: $where, minIncidents: 3) { incidentCount noiseCount clusters { incidentCount } }
}`;

interface Counted {
  total: { count: number; perturbed: boolean };
  rows: Record<string, string | number | boolean | null>[];
  caveats: Caveats;
}
interface Everything {
  incidentCounts: Counted;
  by: Counted;
  incidents: { totalCount: number; nodes: { reference: string }[] };
  incidentFeatures: { numberMatched: number; numberReturned: number; features: unknown[] };
  hotspotClusters: { incidentCount: number; noiseCount: number; clusters: { incidentCount: number }[] };
}

/** Keys of the groups that an incident counts in; several where it belongs to several themes. */
function groupsOf(record: IncidentRecord, by: string[], where: Where): string[] {
  const themes = where.sources || addsToThemes(record) ? themesOf(record) : [];
  const kind = by.find((each) => AREAS.some((area) => area.kind === each));
  const [year, month] = record.month.split('-');
  const asked = <T>(dimension: string, value: T) => (by.includes(dimension) ? value : null);
  const group = (theme: string | null) =>
    JSON.stringify([
      kind ? town.areaOf(record, kind as 'WARD', where.areasAsOf) : asked('PARTNERSHIP', TOWN),
      asked('MONTH', record.month),
      asked('QUARTER', `${year}Q${Math.ceil(Number(month) / 3)}`),
      asked('YEAR', year),
      theme,
      asked('OFFENCE', record.offence),
      asked('SOURCE', record.source),
      asked('OUTCOME', outcomeOf(record)),
    ]);
  return by.includes('THEME') && themes.length > 0 ? themes.map(group) : [group(null)];
}

function tally(groups: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const group of groups) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

async function check(where: Where, by: string[]): Promise<Everything | Problem> {
  const expected = town.selected(where);
  let answer: Everything;
  try {
    answer = await api.ask<Everything>(ALL, { where: { partnership: TOWN, ...where }, by });
  } catch (error) {
    // Nothing that there are records of may be refused.
    if (!(error instanceof Problem)) throw error;
    expect(['NOT_SUPPORTED_FOR_SOURCE', 'NOT_ENOUGH_DATA']).toContain(error.code);
    expect(expected).toEqual([]);
    return error;
  }
  const references = (records: { reference: string | null }[]) =>
    records.map((each) => each.reference).sort();
  const located = expected.filter(({ place }) => place.kind === 'grid').length;
  expect(references(answer.incidents.nodes)).toEqual(references(expected));
  expect(answer.incidents.totalCount).toBe(expected.length);
  expect(answer.incidentCounts.total).toEqual({ count: expected.length, perturbed: false });
  expect(answer.incidentFeatures.numberMatched).toBe(located);
  expect(answer.incidentFeatures.numberReturned).toBe(Math.min(located, 50));
  expect(answer.incidentFeatures.features).toHaveLength(Math.min(located, 50));
  const { clusters, noiseCount, incidentCount } = answer.hotspotClusters;
  expect(incidentCount).toBe(expected.length);
  expect(clusters.reduce((sum, cluster) => sum + cluster.incidentCount, noiseCount)).toBe(located);
  const rows = answer.by.rows
    .filter(({ count }) => count !== 0)
    .map((row) => [
      JSON.stringify([
        row.areaCode,
        row.month,
        row.quarter,
        row.year,
        row.theme,
        row.offence,
        row.source,
        row.outcome,
      ]),
      row.count,
    ]);
  expect(answer.by.total.count).toBe(expected.length);
  expect(Object.fromEntries(rows)).toEqual(tally(expected.flatMap((record) => groupsOf(record, by, where))));
  expect(rows).toHaveLength(Object.keys(Object.fromEntries(rows)).length);
  return answer;
}

const some = (codes: string[]) => fc.subarray(codes, { minLength: 1, maxLength: 3 });
const day = fc
  .integer({ min: 0, max: 200 })
  .map((n) => new Date(Date.UTC(2022, 9, 20 + n)).toISOString().slice(0, 10));
const month = fc.integer({ min: 0, max: 5 });
const lastOf = (n: number) => new Date(Date.UTC(2022, 11 + n, 0)).toISOString().slice(0, 10);
const firstOf = (n: number) => new Date(Date.UTC(2022, 10 + n, 1)).toISOString().slice(0, 10);
const period = fc.oneof(
  fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  fc.tuple(month, month).map(([a, b]) => ({ from: firstOf(Math.min(a, b)), to: lastOf(Math.max(a, b)) })),
  fc
    .tuple(month, day)
    .map(([a, b]) => (firstOf(a) < b ? { from: firstOf(a), to: b } : { from: b, to: lastOf(a) })),
);
const FIELD = {
  WARD: 'ward',
  SNT_AREA: 'sntArea',
  POSTCODE_DISTRICT: 'postcodeDistrict',
  LSOA: 'lsoa',
} as const;
/** L2 has an outline from March only, and cannot be asked for before. */
const areas = some(
  [...new Set(AREAS.map(({ kind, code }) => `${FIELD[kind]} ${code}`))].filter((each) => each !== 'lsoa L2'),
)
  .map((names) => names.map((name) => Object.fromEntries([name.split(' ')])))
  .filter((all) => all.every(({ ward }) => !/^[Ab]_/.test(ward ?? '')));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const lonlat = fc.tuple(share, share).map(([x, y]) => (): [number, number] => {
  const [west, south, east, north] = extent;
  return [west + x * (east - west), south + y * (north - south)];
});
type Lazy = { [K in keyof Where]: Where[K] | (() => Where[K]) };
const FILTERS: Record<string, fc.Arbitrary<unknown>> = {
  period,
  themes: some([
    'criminal-damage',
    'violent-crime',
    'domestic-abuse',
    'hate-crime',
    'alcohol-misuse',
    'burglary',
    'anti-social-behaviour',
    'substance-misuse',
    'casualty-reduction',
    'weapons',
  ]),
  offences: some([
    'wounding',
    'rape',
    'open-drugs',
    'asb-nuisance',
    'drunkenness',
    'admission-assault',
    'homicide',
  ]),
  sources: some([
    'police-crimes',
    'police-uk-street',
    'asb-reports',
    'hospital-admissions',
    'road-collisions',
  ]),
  flags: some(['domestic-abuse', 'hate', 'alcohol', 'repeat', 'weapon']),
  outcomes: some(['charged', 'no-further-action', 'under-investigation']),
  areas,
  areasAsOf: fc.constantFrom('2022-11-15', '2022-12-31', '2023-01-01', '2023-04-20'),
  within: fc.tuple(lonlat, lonlat, lonlat).map((corners) => () => {
    const ring = corners.map((corner) => corner());
    return { type: 'Polygon' as const, coordinates: [[...ring, ring[0]]] };
  }),
  bbox: fc.tuple(lonlat, lonlat).map(([a, b]) => () => {
    const [[x1, y1], [x2, y2]] = [a(), b()];
    return {
      west: Math.min(x1, x2),
      east: Math.max(x1, x2) + 1e-9,
      south: Math.min(y1, y2),
      north: Math.max(y1, y2) + 1e-9,
    };
  }),
};
/** Few at a time: of all together nothing is left. */
const filter = fc
  .subarray(Object.keys(FILTERS), { maxLength: 3 })
  .chain(
    (names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, FILTERS[name]]))) as fc.Arbitrary<Lazy>,
  );
const resolved = (lazy: Lazy): Where =>
  Object.fromEntries(
    Object.entries(lazy).map(([name, value]) => [name, typeof value === 'function' ? value() : value]),
  );

const dimensions = fc
  .tuple(
    fc.constantFrom([], ['WARD'], ['SNT_AREA'], ['POSTCODE_DISTRICT'], ['LSOA'], ['PARTNERSHIP']),
    fc.constantFrom([], ['MONTH'], ['QUARTER'], ['YEAR']),
    fc.subarray(['THEME', 'OFFENCE', 'SOURCE', 'OUTCOME']),
  )
  .map((all) => all.flat() as string[]);

test('list, count, map, clusters and an oracle agree on any filter, and any grouping adds up', async () => {
  let refused = 0;
  let empty = 0;
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(filter, dimensions, async (lazy, by) => {
      asked += 1;
      const answer = await check(resolved(lazy), by);
      if (answer instanceof Problem) refused += 1;
      else if (answer.incidents.totalCount === 0) empty += 1;
    }),
    { numRuns: runs(120) },
  );
  // A property of empty answers would prove little.
  expect((refused + empty) / asked).toBeLessThan(0.6);
}, 120_000);

describe('each filter alone', () => {
  const cases: [string, Where][] = [
    ['nothing', {}],
    ['a whole month', { period: { from: '2023-03-01', to: '2023-03-31' } }],
    [
      'whole months over both vintages of wards',
      { period: { from: '2022-12-01', to: '2023-01-31' }, areas: [{ ward: 'W_north' }] },
    ],
    [
      'whole months, in the wards of a day before the change',
      {
        period: { from: '2022-12-01', to: '2023-01-31' },
        areas: [{ ward: 'W_north' }],
        areasAsOf: '2022-12-31',
      },
    ],
    [
      'parts of months, in the wards of a day after the change',
      {
        period: { from: '2022-12-20', to: '2023-01-10' },
        areas: [{ ward: 'A_south_east' }],
        areasAsOf: '2023-01-01',
      },
    ],
    ['a part of a month', { period: { from: '2023-03-10', to: '2023-03-20' } }],
    ['the end of a month to the beginning of another', { period: { from: '2022-12-20', to: '2023-03-05' } }],
    ['one day', { period: { from: '2023-03-26', to: '2023-03-26' } }],
    ['a theme of flags', { themes: ['domestic-abuse'] }],
    ['a theme of flags and offences', { themes: ['alcohol-misuse'] }],
    [
      'a theme of a source that does not add to it',
      { themes: ['anti-social-behaviour'], sources: ['asb-reports'] },
    ],
    ['a theme and an offence outside it', { themes: ['criminal-damage'], offences: ['wounding'] }],
    ['several flags', { flags: ['hate', 'weapon'] }],
    ['outcomes', { outcomes: ['charged'] }],
    ['a ward that both vintages have', { areas: [{ ward: 'W_south' }] }],
    [
      'areas of all kinds',
      { areas: [{ sntArea: 'S_east' }, { lsoa: 'L1' }, { postcodeDistrict: 'LU5' }, { ward: 'W_north' }] },
    ],
    [
      'a district of records that tell no more',
      { areas: [{ postcodeDistrict: 'LU6' }], sources: ['hospital-admissions'] },
    ],
  ];
  test.each(cases)('%s', async (_, where) => {
    const answer = await check(where, ['WARD', 'MONTH']);
    if (answer instanceof Problem) throw answer;
    if (Object.keys(where).length === 1) expect(answer.incidents.totalCount).toBeGreaterThan(0);
  });

  test.each([0.4, 199, 201, 900, 3000])('near: %d metres around a place, ends included', async (metres) => {
    const centre = centreOf(2000, 2000);
    const [point] = await sql<{ longitude: number; latitude: number }>(
      database,
      `SELECT ST_X(p) AS longitude, ST_Y(p) AS latitude FROM ST_Transform(ST_SetSRID(ST_MakePoint(:e, :n), 27700), 4326) AS p`,
      { e: centre[0], n: centre[1] },
    );
    town.nearCentre = centre;
    const near = { ...point, metres };
    if (metres < 1)
      expect(await api.refusal(ALL, { where: { partnership: TOWN, near }, by: [] })).toMatchObject({
        code: 'BAD_USER_INPUT',
      });
    else await check({ near }, ['SOURCE']);
  });

  test('a shape as wide as Britain has straight edges in longitude and latitude', async () => {
    // On the National Grid the chord of this southern edge passes kilometres north of the parallel.
    const south = extent[1] + (extent[3] - extent[1]) / 2;
    const bbox = { west: -8, south, east: 2, north: 60 };
    const ring = [
      [-8, south],
      [2, south],
      [2, 60],
      [-8, 60],
      [-8, south],
    ];
    const first = await check({ bbox }, []);
    const second = await check({ within: { type: 'Polygon', coordinates: [ring] } }, []);
    expect(first).toMatchObject({ incidents: (second as Everything).incidents });
    expect((first as Everything).incidents.totalCount).toBeGreaterThan(100);
  });

  test.each<[string, object]>([
    ['bbox', { bbox: { west: -180, south: -90, east: 180, north: 90 } }],
    [
      'within',
      {
        within: {
          type: 'Polygon',
          coordinates: [
            [
              [-180, -90],
              [180, -90],
              [180, 90],
              [-180, 90],
              [-180, -90],
            ],
          ],
        },
      },
    ],
  ])('%s of the whole world holds every place', async (_, where) => {
    const { incidents } = await api.ask<Everything>(ALL, { where: { partnership: TOWN, ...where }, by: [] });
    expect(incidents.totalCount).toBe(town.selected({}).filter(({ place }) => place.kind === 'grid').length);
  });

  test('near a point on the other side of the world is nothing', async () => {
    for (const [longitude, latitude] of [
      [0, 0],
      [180, 90],
      [-180, -90],
      [178, 52],
      [88, 0],
    ]) {
      const near = { longitude, latitude, metres: 50_000 };
      const { incidents } = await api.ask<Everything>(ALL, { where: { partnership: TOWN, near }, by: [] });
      expect(incidents.totalCount).toBe(0);
    }
  });

  test('bowtie_shape, self_crossing and with a hole: repaired, not refused', async () => {
    const [west, south, east, north] = extent;
    const bowtie = [
      [west, south],
      [east, north],
      [east, south],
      [west, north],
      [west, south],
    ];
    const answer = await check({ within: { type: 'Polygon', coordinates: [bowtie] } }, []);
    expect((answer as Everything).incidents.totalCount).toBeGreaterThan(50);
  });
});

describe('periods and what a source tells of time', () => {
  const caveatsOf = async (where: Where) =>
    sentencesOf(((await check(where, [])) as Everything).incidentCounts.caveats).join('\n');

  test('part of a month leaves out records that only tell the month, and says so', async () => {
    const part = { period: { from: '2023-03-10', to: '2023-04-30' } };
    const text = await caveatsOf(part);
    expect(text).toMatch(
      /data\.police\.uk street-level crime only tells the month: left out for 2023-03-10 to 2023-03-31/,
    );
    const open = town.selected({ ...part, sources: ['police-uk-street'] });
    expect(new Set(open.map((record) => record.month))).toEqual(new Set(['2023-04']));
  });

  test('whole months, and sources that tell the minute, need no caveat', async () => {
    expect(await caveatsOf({ period: { from: '2023-03-01', to: '2023-04-30' } })).not.toMatch(
      /only tells the month/,
    );
    expect(
      await caveatsOf({ period: { from: '2023-03-10', to: '2023-04-30' }, sources: ['police-crimes'] }),
    ).not.toMatch(/only tells the month/);
  });

  test('a period that ends before it begins is refused', async () => {
    const where = { partnership: TOWN, period: { from: '2023-03-10', to: '2023-03-09' } };
    expect(await api.refusal(ALL, { where, by: [] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { field: 'period' },
    });
  });
});

describe('refusals', () => {
  const refusal = (where: object) => api.refusal(ALL, { where: { partnership: TOWN, ...where }, by: [] });

  test.each([
    ['themes', 'criminal-damage'],
    ['offences', 'wounding'],
    ['sources', 'police-uk-street'],
    ['flags', 'domestic-abuse'],
    ['outcomes', 'no-further-action'],
  ])(
    'an unknown code in %s: the codes that are allowed, and not the one that was sent',
    async (field, known) => {
      const problem = await refusal({ [field]: [known, 'Zaphod'] });
      expect(problem.code).toBe('BAD_USER_INPUT');
      expect(problem.message).toMatch(
        new RegExp(`^${field}\\[1\\] is not a known code\\. Allowed: .*\\b${known}\\b`),
      );
      expect(JSON.stringify([problem.message, problem.details])).not.toContain('Zaphod');
    },
  );

  test.each([
    ['ward', 'A_south_east', '2022-11-01', '2022-12-31'],
    ['ward', 'S_west', '2023-01-01', '2023-01-31'],
    ['lsoa', 'L2', '2022-11-01', '2023-02-28'],
    ['sntArea', 'Zaphod', '2023-01-01', '2023-01-31'],
  ])('%s %s where the period %s to %s has none such', async (field, code, from, to) => {
    const problem = await refusal({ areas: [{ [field]: code }], period: { from, to } });
    expect(problem).toMatchObject({ code: 'BAD_USER_INPUT', details: { field: `areas[0].${field}` } });
    expect(problem.message).not.toContain(code);
  });

  test('themes that police.uk cannot see are NOT_SUPPORTED_FOR_SOURCE, never zero', async () => {
    for (const theme of [
      'domestic-abuse',
      'hate-crime',
      'wounding',
      'domestic-burglary',
      'non-domestic-burglary',
      'theft-of-vehicles',
      'theft-from-vehicles',
      'sexual-offences',
      'common-assault',
      'reducing-reoffending',
      'casualty-reduction',
    ]) {
      const problem = await refusal({ themes: [theme], sources: ['police-uk-street'] });
      expect([theme, problem.code]).toEqual([theme, 'NOT_SUPPORTED_FOR_SOURCE']);
      expect(problem.message).toContain(theme);
    }
  });

  test('one that it cannot see beside one that it can: a caveat, not a zero', async () => {
    const answer = await check({ themes: ['hate-crime', 'drug-misuse'], sources: ['police-uk-street'] }, [
      'THEME',
    ]);
    if (answer instanceof Problem) throw answer;
    expect(sentencesOf(answer.incidentCounts.caveats)).toContainEqual(
      expect.stringMatching(/^Hate crime is unknown, not zero/),
    );
    expect(answer.by.rows.map(({ theme }) => theme)).not.toContain('hate-crime');
  });

  test('a theme that it sees within a wider category only: answered, with a caveat', async () => {
    for (const [theme, offence] of [
      ['burglary', 'open-burglary'],
      ['violent-crime', 'open-violence-and-sexual-offences'],
    ]) {
      const answer = await check({ themes: [theme], sources: ['police-uk-street'] }, ['OFFENCE']);
      if (answer instanceof Problem) throw answer;
      expect(answer.by.rows.map((row) => row.offence)).toEqual([offence]);
      expect(sentencesOf(answer.incidentCounts.caveats).join()).toMatch(
        /is counted as [^:]+ in data\.police\.uk street-level crime: the count includes more/,
      );
    }
  });

  test('a source without records, and a period before all of them, are NOT_ENOUGH_DATA and say what there is', async () => {
    expect(await refusal({ sources: ['fire-incidents'] })).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
      message: expect.stringMatching(/there are: .*police-crimes/),
    });
    expect(await refusal({ period: { from: '2010-01-01', to: '2010-12-31' } })).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
      message: expect.stringMatching(/Police recorded crimes 2022-11-01 to 2023-04-30/),
    });
  });

  test('a partnership without any record says how to import some', async () => {
    await database.transaction({}, (session) =>
      session.manager.query("INSERT INTO partnership (code, name) VALUES ('BARE', 'Bare')"),
    );
    expect(await api.refusal(ALL, { where: { partnership: 'BARE' }, by: [] })).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
      message: expect.stringMatching(/csg import police-uk/),
    });
  });

  test.each<[string, object, RegExp]>([
    ['box turned over', { bbox: { west: 1, east: 0, south: 51, north: 52 } }, /west must be less than east/],
    ['box beyond the poles', { bbox: { west: 0, east: 1, south: 51, north: 91 } }, /bbox\.north/],
    ['near nowhere', { near: { longitude: 0, latitude: 52, metres: 50_001 } }, /near\.metres/],
    [
      'within a line',
      {
        within: {
          type: 'LineString',
          coordinates: [
            [0, 52],
            [1, 52],
          ],
        },
      },
      /Polygon or MultiPolygon/,
    ],
    [
      'within an open ring',
      {
        within: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 51],
              [1, 51],
              [1, 52],
              [0, 52],
            ],
          ],
        },
      },
      /the last equal to the first/,
    ],
  ])('%s', async (_, where, reason) => {
    expect(await refusal(where)).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(reason),
    });
  });
});
