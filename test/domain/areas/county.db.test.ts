/**
 * A county of two districts beside each other, and the oracle of what it answers: a partnership of its own, on the
 * ground of both, to which the data of both were delivered together.
 *
 * @backend either
 * @duration long
 */

import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { isMadeOfCounts } from '../../../src/analytics/analytic';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import {
  AreaKind,
  addMembers,
  findPartnership,
  type Membership,
  removeMembers,
} from '../../../src/domain/areas';
import type { PersonRecord } from '../../../src/domain/incidents';
import { SOURCES } from '../../../src/domain/vocabulary';
import {
  importBoundaries,
  importLookups,
  importPerception,
  importPlaces,
  importPopulation,
  importPostcodes,
} from '../../../src/ingest';
import { deliverDataset } from '../../../src/ingest/deliveries';
import type { IncidentRecord } from '../../../src/ingest/reading/record';
import type { Database } from '../../../src/platform/database';
import { seededRandom } from '../../../src/platform/statistics/random';
import { fileOf, problemOf } from '../../ingest/files';
import { describeWithSharedData } from '../../shared-data';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, onServer, type TestDatabase } from '../../support/database';
import {
  box,
  forgetOpenCategories,
  importAreas,
  ORIGIN,
  partnershipOf,
  type TestArea,
} from '../../support/ground';
import { operationOf } from '../../support/operations';
import { crime, importStreetFiles, load } from '../../support/records';

const random = seededRandom(1_974).below;
const pick = <T>(from: readonly T[]): T => from[random(from.length)];

let fixture: TestDatabase;
let database: Database;
let api: Api;
let ids: Record<string, number>;

// --- The ground: WEST and EAST meet at 2 km -------------------------------------------------------------------------

type Kind = 'WARD' | 'SNT_AREA' | 'POSTCODE_DISTRICT' | 'LSOA';
interface Given {
  kind: Kind;
  areas: TestArea[];
  validFrom?: string;
}

/** The wards of WEST change in 2023, those of EAST do not. */
const WEST: Given[] = [
  {
    kind: 'WARD',
    areas: [
      { code: 'E05000001', name: 'Far west', ring: box(0, 0, 1000, 2000) },
      { code: 'E05000002', name: 'Border west', ring: box(1000, 0, 1000, 2000) },
    ],
    validFrom: '2015-05-07',
  },
  {
    kind: 'WARD',
    areas: [
      { code: 'E05000003', name: 'South west', ring: box(0, 0, 2000, 1000) },
      { code: 'E05000004', name: 'North west', ring: box(0, 1000, 2000, 1000) },
    ],
    validFrom: '2023-01-01',
  },
  { kind: 'SNT_AREA', areas: [{ code: 'S_west', name: 'Western team', ring: box(0, 0, 2000) }] },
];
const EAST: Given[] = [
  {
    kind: 'WARD',
    areas: [
      { code: 'E05000011', name: 'Border east', ring: box(2000, 0, 1000, 2000) },
      { code: 'E05000012', name: 'Far east', ring: box(3000, 0, 1000, 2000) },
    ],
  },
  { kind: 'SNT_AREA', areas: [{ code: 'S_east', name: 'Eastern team', ring: box(2000, 0, 2000) }] },
];
/** Areas that reach over the border, and belong to both members. */
const BOTH: Given[] = [
  {
    kind: 'POSTCODE_DISTRICT',
    areas: [
      { code: 'LU1', ring: box(-200, -200, 3000, 2400) },
      { code: 'LU2', ring: box(2800, -200, 1400, 2400) },
    ],
  },
  {
    kind: 'LSOA',
    areas: [
      { code: 'E01000001', ring: box(0, 0, 1800, 1000) },
      { code: 'E01000002', ring: box(0, 1000, 1800, 1000) },
      { code: 'E01000003', ring: box(1800, 0, 400, 2000) },
      { code: 'E01000004', ring: box(2200, 0, 1800, 2000) },
    ],
  },
];
const LOOKUPS: Record<string, string[]> = {
  '2022-06-01': ['E01000001,E05000001', 'E01000002,E05000002'],
  '2023-06-01': ['E01000001,E05000003', 'E01000002,E05000004'],
};
const POPULATION = [
  ...[
    'E05000001,1200',
    'E05000002,800',
    'E05000003,1100',
    'E05000004,900',
    'E05000011,1500',
    'E05000012,700',
  ],
  ...['S_west,2000', 'S_east,2200', 'LU1,3100', 'LU2,1100'],
  ...['E01000001,600', 'E01000002,640', 'E01000003,1000', 'E01000004,1900'],
];
/** An estate over the border, one that only EAST has, and a hospital that both know. */
const PLACES = [
  'Borderlands,estate,2000,1000,250',
  'Eastgate,town centre,3300,700,200',
  'General,hospital,1200,200,30',
];
const PRIORITIES = ['S_west,burglary,2022-01-01,2022-12-31', 'S_east,robbery,2022-06-01,2023-12-31'];
const SURVEYS = {
  WEST: ['Residents,2022-05-31,burglary,Burglary is a problem,0.2,400'],
  EAST: ['Panel,2022-09-30,robbery,Robbery is a problem,0.1,200'],
};

async function makeGround(code: string, given: Given[], figures: string[]): Promise<void> {
  for (const { kind, areas, validFrom } of [...given, ...BOTH])
    await importAreas(database, code, kind, areas, { validFrom });
  for (const [at, pairs] of Object.entries(LOOKUPS))
    await importLookups(database, {
      partnership: code,
      at,
      paths: [fileOf(['LSOA11CD,WD13CD', ...pairs].join('\n'), 'lookup.csv')],
    });
  const table = [
    'area_code,year,age_band,sex,count',
    ...figures.map((figure) => figure.replace(',', ',2022,,,')),
  ];
  await importPopulation(database, {
    partnership: code,
    paths: [fileOf(table.join('\n'), 'population.csv')],
  });
  const places = PLACES.map((line) => {
    const [name, kind, x, y, radius] = line.split(',');
    return [name, kind, ORIGIN.easting + Number(x), ORIGIN.northing + Number(y), radius].join(',');
  });
  const gazetteer = fileOf(['name,kind,easting,northing,radius', ...places].join('\n'), 'places.csv');
  await importPlaces(database, { partnership: code, paths: [gazetteer] });
}

function importOpinions(partnership: string, priorities: readonly string[], surveys: readonly string[]) {
  const paths = [
    fileOf(['snt_area,theme,from,to', ...priorities].join('\n'), 'priorities.csv'),
    fileOf(['survey,date,theme,question,share,sample_size', ...surveys].join('\n'), 'surveys.csv'),
  ];
  return importPerception(database, { partnership, paths });
}

// --- The records: a hotspot on the border, one in each district, and scattered ones ------------------------------------

const MONTHS = Array.from({ length: 26 }, (_, i) => {
  const month = 2 + i;
  return `${2021 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
});

function personAt(home: PersonRecord['home'], role: PersonRecord['role'], i: number): PersonRecord {
  return {
    role,
    organisation: false,
    sex: pick(['FEMALE', 'MALE']),
    ageBand: { system: 'TEN_YEAR', code: pick(['AGE_20_29', 'AGE_30_39', 'AGE_60_69']) },
    selfDefined: null,
    officerDefined: { system: 'OFFICER_DEFINED_IC', code: pick(['IC1', 'IC3']) },
    home,
    identity: `${role} ${i}`,
  };
}

/** Homes in one's own district, in the other, on the border, and far away. */
const HOMES: PersonRecord['home'][] = [
  ...['E05000002', 'E05000004', 'E05000011', 'E05000012'].map((code) => ({ kind: 'WARD' as const, code })),
  ...['E01000001', 'E01000003', 'E01000004'].map((code) => ({ kind: 'LSOA' as const, code })),
  { kind: 'WARD', code: 'E05009999' },
  null,
];

function inventRecords(): IncidentRecord[] {
  const centres = [
    [2000, 1000],
    [500, 1500],
    [3300, 700],
  ];
  const somewhere = (): [number, number] => {
    if (random(3) === 0) return [5 + random(399) * 10, 5 + random(199) * 10];
    const [x, y] = pick(centres);
    return [x - 95 + random(20) * 10, y - 95 + random(20) * 10];
  };
  let minute = 0;
  return MONTHS.flatMap((month) =>
    Array.from({ length: 40 + random(20) }, (_, i) => {
      minute += 1;
      const day = String(1 + random(28)).padStart(2, '0');
      const time = `${String(9 + random(12)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const seconds = `${String(Math.floor(minute / 60) % 60).padStart(2, '0')}.000Z`;
      const open = random(4) === 0;
      return crime({
        at: somewhere(),
        ...(open
          ? {
              source: 'police-uk-street',
              offence: pick(['open-burglary', 'open-drugs']),
              precision: 'MONTH' as const,
              month,
              occurredFrom: `${month}-01T00:00:00.000Z`,
              occurredTo: `${month}-28T00:00:00.000Z`,
              outcome: pick([null, 'Under investigation']),
            }
          : {
              offence: pick(['burglary-dwelling', 'common-assault', 'criminal-damage', 'rape']),
              flags: pick([0, 0, 0, 1, 4]),
              occurredFrom: `${month}-${day}T${time}:${seconds}`,
              outcome: pick([null, 'Charged']),
              people: [
                personAt(null, 'VICTIM', i),
                ...(random(2) ? [personAt(pick(HOMES), 'OFFENDER', i)] : []),
              ],
            }),
      });
    }),
  );
}

const isWest = ({ place }: IncidentRecord) => place.kind === 'grid' && place.easting < ORIGIN.easting + 2000;
/** Of which nobody knows more than the postcode district, and which district they were delivered to. */
function admissions(of: string): IncidentRecord[] {
  return MONTHS.flatMap((month) =>
    Array.from({ length: 3 + random(4) }, (_, i) =>
      crime({
        source: 'hospital-admissions',
        offence: 'admission-assault',
        place: { kind: 'postcode-district', code: pick(['LU1', 'LU2']) },
        occurredFrom: `${month}-10T12:${of === 'WEST' ? '1' : '2'}${i}:00.000Z`,
        precision: 'DAY',
      }),
    ),
  );
}

const join = (membership: Partial<Membership> = {}) =>
  database.transaction({}, (session) =>
    addMembers(session, { county: 'COUNTY', members: ['WEST', 'EAST'], sharesRecords: false, ...membership }),
  );
const partnershipIn = (code: string) => database.transaction({}, (session) => findPartnership(session, code));

let west: IncidentRecord[];
let east: IncidentRecord[];

beforeAll(async () => {
  fixture = await createTestDatabase();
  await forgetOpenCategories(fixture.database);
  database = fixture.database;
  ids = {};
  for (const code of ['EAST', 'WEST', 'WHOLE', 'COUNTY'])
    ids[code] = await partnershipOf(database, code, 'The same');
  // Membership first, so that the county follows all that its members import.
  await join({ sharesRecords: true });
  await makeGround('WEST', WEST, POPULATION);
  await makeGround('EAST', EAST, POPULATION);
  await makeGround('WHOLE', [...WEST, ...EAST], POPULATION);
  const records = inventRecords();
  for (const [code, priorities, surveys] of [
    ['WEST', PRIORITIES.slice(0, 1), SURVEYS.WEST],
    ['EAST', PRIORITIES.slice(1), SURVEYS.EAST],
    ['WHOLE', PRIORITIES, [...SURVEYS.WEST, ...SURVEYS.EAST]],
  ] as const)
    await importOpinions(code, priorities, surveys);
  west = [...records.filter(isWest), ...admissions('WEST')];
  east = [...records.filter((record) => !isWest(record)), ...admissions('EAST')];
  await load(database, 'WEST', west);
  await load(database, 'EAST', east);
  await load(database, 'WHOLE', [...west, ...east]);
  api = await Api.on(database, PUBLIC_VIEWER);
});
afterAll(() => fixture.remove());

/** A key of the county, and what its members let it read. */
const countyKey = (role: Viewer['role'], sharing: string[] = []): Viewer => ({
  role,
  scopes: [],
  partnershipId: ids.COUNTY,
  keyId: 1,
  members: ['WEST', 'EAST'].map((code) => ({ id: ids[code], sharesRecords: sharing.includes(code) })),
});
const keyOf = (role: Viewer['role'], code: string): Viewer => ({ ...analystOf(ids[code]), role });

// --- Asking ----------------------------------------------------------------------------------------------------------

/**
 * Fields that differ between partnerships with equal data: ids, cursors, data versions, and the wards of a district
 * reached from an incident (`overlaps`), which are those of the incident's own member.
 */
const OWN_NAMES = new Set([
  'overlaps',
  'id',
  'place',
  'cluster',
  'clusterId',
  'dataVersion',
  'endCursor',
  'cursor',
  'startCursor',
]);

/** An answer without row numbers, its numbers to nine figures (sums know no order, floating point does). */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value === 'number') return Number(value.toPrecision(9));
  // The advice on keys names the members of a county.
  if (typeof value === 'string')
    return value.replaceAll('COUNTY', 'WHOLE').replace(/, or use a key .*\.$/, '');
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !OWN_NAMES.has(name))
      .map(([name, each]) => [name, comparable(each)]),
  );
}

interface Outcome {
  data: unknown;
  refused: string[];
}

async function answer(source: string, variables: object, viewer: Viewer): Promise<Outcome> {
  const { data, errors } = await api.execute(source, variables, { viewer });
  const refused = (errors ?? []).map(
    (error) => (error.originalError as { code?: string })?.code ?? error.message,
  );
  return { data: comparable(data), refused };
}

const WHOLE_TIME = { from: '2021-03-01', to: '2023-04-30' };
const FILTERS: [string, object][] = [
  ['everything', {}],
  ['a year', { period: { from: '2022-05-01', to: '2023-04-30' }, sources: ['police-crimes'] }],
  ['parts of months', { period: { from: '2022-11-10', to: '2023-03-20' }, sources: ['police-crimes'] }],
  ['a theme', { period: WHOLE_TIME, themes: ['burglary'] }],
  ['a theme of flags', { period: WHOLE_TIME, themes: ['domestic-abuse'], sources: ['police-crimes'] }],
  ['open records', { sources: ['police-uk-street'], offences: ['open-drugs'] }],
  ['a ward of each', { areas: [{ ward: 'E05000011' }, { ward: 'E05000004' }] }],
  [
    'an area over the border',
    { areas: [{ postcodeDistrict: 'LU1' }], sources: ['police-crimes', 'police-uk-street'] },
  ],
  ['the LSOA on the border', { areas: [{ lsoa: 'E01000003' }], sources: ['police-crimes'] }],
  ['the wards of one day', { areasAsOf: '2023-02-01', period: WHOLE_TIME }],
  ['a circle over the border', { near: { longitude: 0, latitude: 0, metres: 700 } }],
];

describe('a county answers as one partnership with the data of its members would', () => {
  let operations: [name: string, source: string, filters: string[]][];

  beforeAll(async () => {
    const schema = await buildApiSchema();
    operations = Object.values(schema.getQueryType()!.getFields())
      .map((field) => ({ name: field.name, ...operationOf(field, 2) }))
      .filter(({ name, filters }) => filters.length > 0 && name !== 'peerComparison')
      .map(({ name, source, filters }) => [name, source, filters]);
    const [{ x, y }] = await sql<{ x: number; y: number }>(
      database,
      `SELECT ST_X(p) AS x, ST_Y(p) AS y
       FROM ST_Transform(ST_SetSRID(ST_MakePoint(:easting::float8, :northing::float8), 27700), 4326) AS p`,
      { easting: ORIGIN.easting + 2000, northing: ORIGIN.northing + 1000 },
    );
    Object.assign((FILTERS.at(-1)![1] as { near: object }).near, { longitude: x, latitude: y });
  });

  // All queries of everything, and a third of them of each filter: the embedded database is asked of some filters only.
  test.each(
    FILTERS.filter((_, i) => onServer || i % 3 === 0).map(([name, filter], i) => [name, filter, i] as const),
  )('to queries on incidents, of %s', async (_, filter, nth) => {
    let answered = 0;
    for (const [i, [name, source, filters]] of operations.entries()) {
      if (nth > 0 && i % 3 !== nth % 3) continue;
      const variables = (partnership: string) =>
        Object.fromEntries(filters.map((each) => [each, { partnership, ...filter }]));
      const expected = await answer(source, variables('WHOLE'), keyOf('ANALYST', 'WHOLE'));
      const given = await answer(source, variables('COUNTY'), countyKey('ANALYST', ['WEST', 'EAST']));
      expect({ name, ...given }).toEqual({ name, ...expected });
      if (given.refused.length === 0) answered += 1;
    }
    expect(operations.length).toBeGreaterThanOrEqual(17);
    expect(answered).toBeGreaterThan(nth === 0 ? 10 : 1);
  });
});

const YEAR = { from: '2022-05-01', to: '2023-04-30' };
/** Analytics of counts, districts, people and opinions; not of peers, since a county has no most similar group. */
const OF_COUNTS = `query ($code: ID!, $period: PeriodInput!, $at: Date!) {
  hospitalAdmissions(partnership: $code, period: $period, by: [POSTCODE_DISTRICT, OFFENCE, MONTH]) {
    rows { postcodeDistrict month offence count perturbed } total { count } caveats { message }
  }
  wardHealthEstimates(partnership: $code, period: $period) {
    rows { ward { code } estimate lower upper estimated perturbed } elsewhere total caveats { message }
  }
  triangulation(partnership: $code, period: $period, theme: "violent-crime") {
    districts { code police hospital ambulance ratio relativeRatio adjustedPValue view inside estimated perturbed }
    ratio method caveats { message }
  }
  hospitals(partnership: $code, at: $at) { name position { longitude latitude } postcodeDistrict { code } }
  postcodeDistricts(partnership: $code, at: $at) {
    nodes { code healthCounts(period: $period, by: [MONTH]) { month count perturbed } }
  }
  publicPerception(partnership: $code, period: $period) {
    rows { theme { code } sntAreas { code name } surveyShare statement }
  }
  themeRanking(partnership: $code, period: $period) {
    rows {
      theme { code } rank rankInterval { best worst } asPublished { total prorated } incidents incidentBounds { lower upper }
      countRank weight weightAtLeast withoutWeight
      cells { criterion { code } value computed { value } }
    }
    suggestedPriorities { theme { code } because } spearmanWithCounts caveats { message }
  }
  crimeCosts(partnership: $code, period: $period, weightSet: "incident-count") {
    rows { theme { code } incidents cost costAtLeast withoutWeight offences { incidents cost } } total { incidents cost } caveats { message }
  }
  strategicAssessment(partnership: $code, period: $period, themes: ["burglary", "violent-crime", "domestic-abuse"]) {
    themes {
      theme { code } performance { current previous } hotspots { name incidentCount areaKm2 }
      offenders { label share } victims { label share } publicPerception { statement }
      trend { classification } unseen { line because } caveats { message }
    }
    suggestedPriorities { theme { code } because } caveats { message }
  }
  tacticalAssessment(partnership: $code, to: "2023-04-30", kind: SNT_AREA) {
    window { from to } rows { theme { code } area { code } actual expected lower upper pValue signal } caveats { message }
  }
}`;

test.each([
  ['PARTNER', '2022-06-01'],
  ['ANALYST', '2023-04-30'],
] as const)(
  'what is made of counts, health records, people and opinions is alike, for a key with the role %s',
  async (role, at) => {
    const ask = (code: string, viewer: Viewer) =>
      answer(OF_COUNTS, { code, at, period: { ...YEAR, to: at < YEAR.to ? '2022-12-31' : YEAR.to } }, viewer);
    const expected = await ask('WHOLE', keyOf(role, 'WHOLE'));
    const given = await ask('COUNTY', countyKey(role, ['WEST', 'EAST']));
    expect(given).toEqual(expected);
    expect(given.refused).toEqual([]);
    const { hospitals, postcodeDistricts, publicPerception } = given.data as {
      hospitals: unknown[];
      postcodeDistricts: { nodes: { healthCounts: unknown[] }[] };
      publicPerception: { rows: { sntAreas: unknown[]; surveyShare: number | null }[] };
    };
    expect(hospitals).toHaveLength(1);
    expect(postcodeDistricts.nodes.every(({ healthCounts }) => healthCounts.length > 0)).toBe(true);
    expect(publicPerception.rows.filter(({ sntAreas }) => sntAreas.length > 0).length).toBeGreaterThan(1);
    expect(publicPerception.rows.filter(({ surveyShare }) => surveyShare !== null)).toHaveLength(2);
  },
);

test('a county sees what is suggested for each of its members, as they see it themselves', async () => {
  const query = `query ($code: ID!, $period: PeriodInput!, $sources: [ID!]) {
    themeRanking(partnership: $code, period: $period, sources: $sources) {
      suggestedPriorities { theme { code } emphasis { code } because }
      districtPriorities { partnership { code name } priorities { theme { code } emphasis { code } because } }
    }
  }`;
  interface Priority {
    theme: { code: string };
    emphasis: { code: string }[];
  }
  interface Ranking {
    themeRanking: {
      suggestedPriorities: Priority[];
      districtPriorities: { partnership: { code: string; name: string }; priorities: Priority[] }[];
    };
  }
  const say = `mutation ($input: AssertCellInput!) { assertMatrixCell(input: $input) { cell { theme { code } } userErrors { code message path } } }`;
  const cell = { matrix: 'PRIORITY_SCANNING', criterion: 'high-volume', theme: 'robbery', period: YEAR };
  await api.ask(
    say,
    { input: { partnership: 'EAST', ...cell, value: 1, reason: 'Seen by all.', version: 0 } },
    { viewer: { ...keyOf('ADMIN', 'EAST'), scopes: [] } },
  );
  for (const [role, sources] of [
    ['PARTNER', null],
    ['ANALYST', ['police-uk-street']],
  ] as const) {
    const ask = async (code: string, viewer: Viewer) =>
      (await api.ask<Ranking>(query, { code, period: YEAR, sources }, { viewer })).themeRanking;
    const members = [await ask('EAST', keyOf(role, 'EAST')), await ask('WEST', keyOf(role, 'WEST'))];
    const { districtPriorities } = await ask('COUNTY', countyKey(role, ['WEST', 'EAST']));
    expect(districtPriorities.map(({ partnership }) => partnership.code)).toEqual(['EAST', 'WEST']);
    expect(districtPriorities.map(({ priorities }) => priorities)).toEqual(
      members.map(({ suggestedPriorities }) => suggestedPriorities),
    );
    const [east, west] = districtPriorities.map(({ priorities }) =>
      priorities.flatMap(({ theme, emphasis }) => [theme.code, ...emphasis.map(({ code }) => code)]),
    );
    expect(east).toContain('robbery');
    expect(west).not.toContain('robbery');
    expect(members.map((member) => member.districtPriorities)).toEqual([[], []]);
  }
});

/** Lists and answers that take a partnership and no filter. */
const OF_A_PARTNERSHIP = `query ($code: ID!, $longitude: Float!, $latitude: Float!, $at: Date!) {
  wards(partnership: $code, at: $at) { totalCount nodes { code name areaKm2 validFrom } }
  sntAreas(partnership: $code, at: $at) { totalCount nodes { code wards { code } } }
  postcodeDistricts(partnership: $code, at: $at) {
    totalCount nodes { code areaKm2 overlaps { shareOfDistrict shareOfWard ward { code } } }
  }
  lsoas(partnership: $code, at: $at) { totalCount nodes { code geometry } }
  areasAt(partnership: $code, longitude: $longitude, latitude: $latitude, at: $at) { kind code }
  assessmentYears(partnership: $code) { from to complete }
  quarterlyReview(partnership: $code, quarter: "2022-Q3") { rows { theme { code } actual previous } caveats { message } }
  partnership(code: $code) {
    bbox
    dataCoverage { source { code } from to incidentCount }
    wards: areaCount(kind: WARD, at: $at)
    districts: areaCount(kind: POSTCODE_DISTRICT, at: $at)
  }
}`;

test.each(['2022-06-01', '2023-06-01'])(
  'the lists of a county are those of its members, on %s',
  async (at) => {
    const variables = (code: string) => ({ code, at, longitude: -0.53, latitude: 51.95 });
    type Lists = Record<string, { nodes: { code: string; overlaps?: { ward: { code: string } }[] }[] }>;
    const ask = async (code: string, viewer: Viewer) => {
      const lists = await api.ask<Lists>(OF_A_PARTNERSHIP, variables(code), { viewer });
      // At a point there is one area of each kind, of which that of the partnership is the member's.
      const areasAt = (lists.areasAt as unknown as { kind: string }[]).filter(
        ({ kind }) => kind !== 'PARTNERSHIP',
      );
      for (const { overlaps } of lists.postcodeDistricts.nodes)
        overlaps!.sort((a, b) => (a.ward.code < b.ward.code ? -1 : 1));
      return comparable({ ...lists, areasAt });
    };
    expect(await ask('COUNTY', countyKey('ANALYST', ['WEST', 'EAST']))).toEqual(
      await ask('WHOLE', keyOf('ANALYST', 'WHOLE')),
    );
  },
);

test.each(['PARTNER', 'ANALYST'] as const)(
  'cells of closed records add up alike, for a key with the role %s',
  async (role) => {
    const query = `query ($where: IncidentFilter!, $by: [CountDimension!]!) {
    incidentCounts(where: $where, by: $by) {
      rows { areaCode areaName month theme offence source count perturbed estimated } total { count estimated } caveats { message }
    }
  }`;
    const filters = [
      {},
      { areasAsOf: '2022-06-01' },
      { areasAsOf: '2023-06-01' },
      { areas: [{ sntArea: 'S_east' }] },
    ];
    for (const filter of filters)
      for (const by of [
        ['WARD', 'MONTH'],
        ['SNT_AREA', 'OFFENCE'],
        ['POSTCODE_DISTRICT', 'SOURCE'],
        ['THEME'],
      ]) {
        const variables = (partnership: string) => ({
          where: { partnership, period: WHOLE_TIME, ...filter },
          by,
        });
        const expected = await answer(query, variables('WHOLE'), keyOf(role, 'WHOLE'));
        expect(expected.refused).toEqual([]);
        const given = await answer(query, variables('COUNTY'), countyKey(role, ['WEST', 'EAST']));
        expect({ filter, by, ...given }).toEqual({ filter, by, ...expected });
      }
  },
);

describe('a county and its members', () => {
  const TIERS = '{ partnerships { code members { code county { code } } county { code members { code } } } }';
  const BY_PARTNERSHIP = `query ($where: IncidentFilter!) {
    incidentCounts(where: $where, by: [PARTNERSHIP]) { rows { areaCode count perturbed } total { count perturbed } }
    areaRates(where: $where, kind: PARTNERSHIP, denominator: RESIDENTS) { rows { code count population } pooledRate }
  }`;
  interface ByPartnership {
    incidentCounts: {
      rows: { areaCode: string; count: number; perturbed: boolean }[];
      total: { count: number; perturbed: boolean };
    };
    areaRates: { rows: { code: string; count: number; population: number }[]; pooledRate: number };
  }

  test('know each other', async () => {
    const county = { code: 'COUNTY', members: [{ code: 'EAST' }, { code: 'WEST' }] };
    expect(await api.ask(TIERS)).toEqual({
      partnerships: [
        {
          code: 'COUNTY',
          members: county.members.map((each) => ({ ...each, county: { code: 'COUNTY' } })),
          county: null,
        },
        { code: 'EAST', members: [], county },
        { code: 'WEST', members: [], county },
        { code: 'WHOLE', members: [], county: null },
      ],
    });
  });

  test('are told apart by the dimension PARTNERSHIP, and add up to the county', async () => {
    const where = { period: WHOLE_TIME, sources: SOURCES.map(({ code }) => code) };
    const ask = (partnership: string, viewer: Viewer) =>
      api.ask<ByPartnership>(BY_PARTNERSHIP, { where: { partnership, ...where } }, { viewer });
    for (const role of ['PARTNER', 'ANALYST', 'PUBLIC'] as const) {
      const viewer = role === 'PUBLIC' ? PUBLIC_VIEWER : countyKey(role, ['WEST', 'EAST']);
      const { incidentCounts, areaRates } = await ask('COUNTY', viewer);
      const members = [await ask('EAST', viewer), await ask('WEST', viewer)];
      expect(incidentCounts.rows).toEqual(members.flatMap((member) => member.incidentCounts.rows));
      expect(incidentCounts.rows.map(({ areaCode }) => areaCode)).toEqual(['EAST', 'WEST']);
      const counts = members.map((member) => member.incidentCounts.total.count);
      expect(incidentCounts.total).toEqual({ count: counts[0] + counts[1], perturbed: role === 'PUBLIC' });
      expect(areaRates.rows).toEqual(members.flatMap((member) => member.areaRates.rows));
      expect(areaRates.rows.map(({ code }) => code)).toEqual(['EAST', 'WEST']);
      expect(areaRates.rows.every(({ population }) => population > 2000)).toBe(true);
      if (role !== 'PUBLIC') expect(counts).toEqual([east.length, west.length]);
    }
  });

  test('have one cluster where a hotspot lies over their border, which lies in both', async () => {
    const query = `query ($where: IncidentFilter!) {
      hotspotClusters(where: $where, eps: 80, minIncidents: 25) { clusters { name incidentCount hull } }
    }`;
    type Clusters = {
      hotspotClusters: {
        clusters: { name: string; incidentCount: number; hull: { coordinates: number[][][] } }[];
      };
    };
    const ask = async (partnership: string, viewer: Viewer) =>
      (
        await api.ask<Clusters>(
          query,
          { where: { partnership, sources: SOURCES.map(({ code }) => code) } },
          { viewer },
        )
      ).hotspotClusters.clusters;
    const found = await ask('COUNTY', countyKey('ANALYST', ['WEST', 'EAST']));
    const onBorder = found.filter(({ name }) => name === 'Borderlands');
    expect(onBorder).toHaveLength(1);
    for (const member of ['WEST', 'EAST'])
      for (const { name, incidentCount } of await ask(member, keyOf('ANALYST', member)))
        if (name === 'Borderlands') expect(incidentCount).toBeLessThan(onBorder[0].incidentCount);
    const near = [...west, ...east].filter(
      ({ place }) =>
        place.kind === 'grid' &&
        Math.abs(place.easting - ORIGIN.easting - 2000) <= 95 &&
        Math.abs(place.northing - ORIGIN.northing - 1000) <= 95,
    );
    expect(near.filter(isWest).length).toBeGreaterThan(50);
    expect(near.filter((record) => !isWest(record)).length).toBeGreaterThan(50);
    expect(onBorder[0].incidentCount).toBeGreaterThanOrEqual(near.length);
  });

  test('cost as many statements as one partnership', async () => {
    const queries: [string, object][] = [
      [BY_PARTNERSHIP, {}],
      ['query ($where: IncidentFilter!) { trend(where: $where) { current series { month count } } }', {}],
      ['query ($where: IncidentFilter!) { hotspotClusters(where: $where) { clusters { name } } }', {}],
      [
        'query ($where: IncidentFilter!) { hotspotGrid(where: $where, cellSize: 200) { cells { count } } }',
        {},
      ],
      ['query ($where: IncidentFilter!) { incidents(where: $where) { nodes { ward { code } } } }', {}],
      [
        'query ($where: IncidentFilter!) { offenderProfile(where: $where) { incidents } }',
        { sources: ['police-crimes'] },
      ],
    ];
    for (const [query, filter] of queries) {
      const of = (partnership: string, viewer: Viewer) =>
        api.statements(query, { where: { partnership, ...filter } }, { viewer });
      expect(await of('COUNTY', countyKey('ANALYST', ['WEST', 'EAST']))).toBe(
        await of('WHOLE', keyOf('ANALYST', 'WHOLE')),
      );
    }
    const tiers = '{ partnerships { code members { code } county { name } } }';
    expect(await api.statements(tiers)).toBeLessThanOrEqual(12);
  });

  test('have judgements of their own', async () => {
    const administrator = { ...countyKey('ADMIN'), scopes: [] };
    const set = `mutation ($partnership: ID!) {
      setTarget(input: { partnership: $partnership, theme: "burglary", period: { from: "2022-07-01", to: "2022-09-30" },
        count: 10, aim: AT_MOST, version: 0 }) { target { version } userErrors { code message path } }
    }`;
    await api.ask(set, { partnership: 'COUNTY' }, { viewer: administrator });
    const targets =
      '{ COUNTY: targets(partnership: "COUNTY") { count } WEST: targets(partnership: "WEST") { count } }';
    expect(await api.ask(targets)).toEqual({ COUNTY: [{ count: 10 }], WEST: [] });
    const review =
      '{ quarterlyReview(partnership: "COUNTY", quarter: "2022-Q3") { rows { theme { code } target } } }';
    const { quarterlyReview } = await api.ask<{
      quarterlyReview: { rows: { theme: { code: string }; target: number | null }[] };
    }>(review);
    expect(quarterlyReview.rows.find(({ theme }) => theme.code === 'burglary')!.target).toBe(10);
    expect((await api.refusal(set, { partnership: 'WEST' }, { viewer: administrator })).code).toBe(
      'FORBIDDEN',
    );
    const ofWest: Viewer = { ...keyOf('ADMIN', 'WEST'), scopes: [] };
    expect((await api.refusal(set, { partnership: 'COUNTY' }, { viewer: ofWest })).code).toBe('FORBIDDEN');
  });

  test('of published groups, a county has none', async () => {
    const problem = await api.refusal('{ peerComparison(where: { partnership: "COUNTY" }) { pooledRate } }');
    expect(problem).toMatchObject({ code: 'NOT_ENOUGH_DATA' });
    expect(problem.message).toMatch(/EAST, WEST/);
  });

  test('say what a member has not delivered', async () => {
    await load(database, 'WEST', [crime({ source: 'asb-reports', offence: 'asb-nuisance', at: [300, 300] })]);
    const query =
      'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { caveats { message } } }';
    const where = { partnership: 'COUNTY', sources: ['asb-reports', 'police-crimes'] };
    const { incidentCounts } = await api.ask<{ incidentCounts: { caveats: Caveats } }>(
      query,
      { where: { ...where, period: { from: '2021-03-01', to: '2024-12-31' } } },
      { viewer: countyKey('PARTNER', ['WEST', 'EAST']) },
    );
    expect(sentencesOf(incidentCounts.caveats)).toContainEqual(
      expect.stringMatching(/nothing was delivered to The same, where it is unknown, not zero/),
    );
    expect(sentencesOf(incidentCounts.caveats)).toContainEqual(
      expect.stringMatching(
        /reaches beyond.* of The same 2021-03-01 to 2023-04-30; .* of The same 2021-03-01 to 2023-04-30/,
      ),
    );
  });
});

// --- Who sees what through a county -----------------------------------------------------------------------------------

describe('through a county nobody sees more than of its members', () => {
  const CLOSED = ['police-crimes', 'hospital-admissions'];
  const CELLS = `query ($where: IncidentFilter!) {
    incidentCounts(where: $where, by: [WARD, MONTH, OFFENCE, SOURCE], first: 50000) {
      rows { areaCode month offence source count perturbed } total { count perturbed }
    }
    trend(where: $where) { current perturbed series { month count } }
  }`;
  interface Cells {
    incidentCounts: {
      rows: {
        areaCode: string | null;
        month: string;
        offence: string;
        source: string;
        count: number;
        perturbed: boolean;
      }[];
      total: { count: number; perturbed: boolean };
    };
    trend: { current: number; perturbed: boolean; series: { month: string; count: number }[] };
  }
  const ask = (partnership: string, viewer: Viewer) =>
    api.ask<Cells>(CELLS, { where: { partnership, sources: CLOSED, period: WHOLE_TIME } }, { viewer });
  const strangers = (): [string, Viewer][] => [
    ['the public', PUBLIC_VIEWER],
    ['an analyst of a member', keyOf('ANALYST', 'WEST')],
    ['an administrator of the other', keyOf('ADMIN', 'EAST')],
    ['an analyst of a partnership on the same ground', keyOf('ANALYST', 'WHOLE')],
    ['an analyst of the county, narrowed to submit', { ...countyKey('ANALYST'), scopes: ['submit'] }],
  ];

  /** The rows of both, those that neither tells apart added up. */
  function together(answers: Cells[]) {
    const counts = new Map<string, number>();
    for (const { incidentCounts } of answers)
      for (const { count, perturbed: _, ...row } of incidentCounts.rows) {
        const key = JSON.stringify(row);
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
    return Object.fromEntries([...counts].sort());
  }

  test('strangers get the sum of what the public gets of the members', async () => {
    const open = [await ask('WEST', PUBLIC_VIEWER), await ask('EAST', PUBLIC_VIEWER)];
    expect(together(open)).not.toEqual(together([await ask('WEST', keyOf('PARTNER', 'WEST')), open[1]]));
    for (const [who, viewer] of strangers()) {
      const county = await ask('COUNTY', viewer);
      expect({ who, cells: together([county]) }).toEqual({ who, cells: together(open) });
      expect(county.incidentCounts.rows.every(({ perturbed }) => perturbed)).toBe(true);
      expect(county.trend).toMatchObject({
        current: open[0].trend.current + open[1].trend.current,
        perturbed: true,
      });
    }
  });

  test('keys of the county get the exact counts, and records where all members share them', async () => {
    const exact = [await ask('WEST', keyOf('PARTNER', 'WEST')), await ask('EAST', keyOf('PARTNER', 'EAST'))];
    for (const viewer of [countyKey('PARTNER'), countyKey('ANALYST'), countyKey('ADMIN')]) {
      const county = await ask('COUNTY', viewer);
      expect(together([county])).toEqual(together(exact));
      expect(county.incidentCounts.total.perturbed).toBe(false);
      // Of a member asked by itself, too.
      expect(together([await ask('WEST', countyKey('PARTNER'))])).toEqual(together([exact[0]]));
    }
  });

  /** Queries that need more of closed records than their published counts. */
  const operations = async () =>
    Object.values((await buildApiSchema()).getQueryType()!.getFields())
      .filter((field) => !isMadeOfCounts(field, {}))
      .map((field) => ({ name: field.name, ...operationOf(field, 2) }))
      .filter(({ filters }) => filters.length > 0);
  const share = (...codes: string[]) =>
    Promise.all(
      ['WEST', 'EAST'].map((code) => join({ members: [code], sharesRecords: codes.includes(code) })),
    );
  beforeAll(() => share());
  afterAll(() => share('WEST', 'EAST'));

  test('whoever may not read the records of all members is refused what is made of them', async () => {
    const refused: [string, Viewer, string[]][] = [
      ...strangers().map(([who, viewer]): [string, Viewer, string[]] => [who, viewer, []]),
      ['a partner of the county', countyKey('PARTNER', ['WEST', 'EAST']), ['WEST', 'EAST']],
      ['an analyst of the county, with the records of one', countyKey('ANALYST', ['WEST']), ['WEST']],
      ['an analyst of the county, without records', countyKey('ANALYST'), []],
    ];
    for (const [who, viewer, sharing] of refused) {
      await share(...sharing);
      for (const { name, source, filters } of await operations()) {
        const where = { partnership: 'COUNTY', sources: ['police-crimes'] };
        const variables = Object.fromEntries(filters.map((each) => [each, where]));
        const { refused: codes } = await answer(source, variables, viewer);
        expect({ name, who, codes }).toEqual({ name, who, codes: ['FORBIDDEN'] });
      }
    }
  });

  test('a key that was looked up before the members changed is asked to come again', async () => {
    const stale = countyKey('ANALYST', ['WEST', 'EAST']);
    for (const code of ['COUNTY', 'WEST']) {
      expect((await api.refusal(CELLS, { where: { partnership: code } }, { viewer: stale })).code).toBe(
        'RETRY',
      );
      const coverage = `{ partnership(code: "${code}") { dataCoverage { incidentCount } } }`;
      expect((await api.refusal(coverage, {}, { viewer: stale })).code).toBe('RETRY');
    }
    const alone: Viewer = { ...stale, members: [] };
    expect((await api.refusal(CELLS, { where: { partnership: 'COUNTY' } }, { viewer: alone })).code).toBe(
      'RETRY',
    );
  });

  test('and gets what is made of open records, without a trace of closed ones', async () => {
    for (const { name, source, filters } of await operations()) {
      const variables = Object.fromEntries(
        filters.map((each) => [each, { partnership: 'COUNTY', sources: ['police-uk-street'] }]),
      );
      const expected = await answer(source, variables, PUBLIC_VIEWER);
      for (const [, viewer] of strangers().filter((_, i) => i === 1 || i === 4))
        expect({ name, ...(await answer(source, variables, viewer)) }).toEqual({ name, ...expected });
    }
  });

  test('the coverage tells published counts, exact ones to keys of the county', async () => {
    const query = `{ COUNTY: partnership(code: "COUNTY") { dataCoverage { source { code } incidentCount } }
      WEST: partnership(code: "WEST") { dataCoverage { source { code } incidentCount } }
      EAST: partnership(code: "EAST") { dataCoverage { source { code } incidentCount } } }`;
    type Coverage = Record<string, { dataCoverage: { source: { code: string }; incidentCount: number }[] }>;
    for (const viewer of [PUBLIC_VIEWER, countyKey('PARTNER'), countyKey('ANALYST')]) {
      const told = await api.ask<Coverage>(query, {}, { viewer });
      const of = (code: string, partnership: string) =>
        told[partnership].dataCoverage.find(({ source }) => source.code === code)!.incidentCount;
      for (const code of CLOSED) expect(of(code, 'COUNTY')).toBe(of(code, 'WEST') + of(code, 'EAST'));
      const exact = [...west, ...east].filter(({ source }) => source === 'police-crimes').length;
      expect(of('police-crimes', 'COUNTY') === exact).toBe(viewer !== PUBLIC_VIEWER);
    }
  });
});

// --- Who is in a county ----------------------------------------------------------------------------------------------

describe('members of a county', () => {
  const make = async (...codes: string[]) => {
    for (const code of codes) await partnershipOf(database, code);
  };
  const problemIn = (work: Promise<unknown>) => problemOf(work);
  const boundaryOf = async (code: string) => {
    const [row] = await sql<{ km2: number | null }>(
      database,
      `SELECT (SELECT ST_Area(geom) / 1e6 FROM area WHERE partnership_id = p.id AND kind = 'PARTNERSHIP') AS km2
       FROM partnership p WHERE code = :code`,
      { code },
    );
    return row.km2;
  };
  const leave = (county: string, ...members: string[]) =>
    database.transaction({}, (session) => removeMembers(session, { county, members }));

  test('make its boundary and its data version, whenever theirs change', async () => {
    await make('SHIRE', 'NORTH', 'SOUTH', 'MIDDLE');
    const version = async () => (await partnershipIn('SHIRE')).dataVersion;
    let last = await version();
    const raised = async () => {
      const before = last;
      last = await version();
      return last > before;
    };
    await importAreas(database, 'NORTH', 'WARD', [{ code: 'N', ring: box(0, 20_000, 1000) }]);
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([null, false]);
    await join({ county: 'SHIRE', members: ['NORTH', 'SOUTH'] });
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([1, true]);
    await importAreas(database, 'SOUTH', 'WARD', [{ code: 'S', ring: box(0, 18_000, 1000, 2000) }]);
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([3, true]);
    await load(database, 'SOUTH', [crime({ at: [500, 18_500] })]);
    expect(await raised()).toBe(true);
    await importAreas(database, 'SOUTH', 'PARTNERSHIP', [{ code: 'SOUTH', ring: box(0, 19_000, 1000) }]);
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([2, true]);
    await importAreas(database, 'MIDDLE', 'WARD', [{ code: 'M', ring: box(1000, 19_000, 1000, 2000) }]);
    expect(await raised()).toBe(false);
    await join({ county: 'SHIRE', members: ['MIDDLE'], sharesRecords: true });
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([4, true]);
    await leave('SHIRE', 'NORTH');
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([3, true]);
    await load(database, 'NORTH', [crime({ at: [500, 20_500] })]);
    expect(await raised()).toBe(false);
    await leave('SHIRE', 'SOUTH', 'MIDDLE');
    expect([await boundaryOf('SHIRE'), await raised()]).toEqual([null, true]);
    // A partnership like any other again: it may have wards of its own.
    await importAreas(database, 'SHIRE', 'WARD', [{ code: 'X', ring: box(0, 20_000, 500) }]);
    expect(await boundaryOf('SHIRE')).toBe(0.25);
    const audit = await sql<{ action: string }>(
      database,
      `SELECT action FROM audit WHERE partnership_id = (SELECT id FROM partnership WHERE code = 'SHIRE') ORDER BY id`,
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'county.add',
      'county.add',
      'county.remove',
      'county.remove',
      'import', // of the ward
    ]);
  });

  test('lie side by side, but for slivers', async () => {
    await make('RIDING', 'UPPER', 'LOWER', 'ACROSS');
    await importAreas(database, 'UPPER', 'WARD', [{ code: 'U', ring: box(0, 30_000, 1000) }]);
    await importAreas(database, 'LOWER', 'WARD', [{ code: 'L', ring: box(0, 29_000, 1000, 1005) }]);
    await importAreas(database, 'ACROSS', 'WARD', [{ code: 'A', ring: box(0, 29_500, 1000) }]);
    expect(await join({ county: 'RIDING', members: ['UPPER', 'LOWER'] })).toEqual([
      'LOWER shares 5000 square metres with other members.',
      'UPPER shares 5000 square metres with other members.',
    ]);
    const problem = await problemIn(join({ county: 'RIDING', members: ['ACROSS'] }));
    expect(problem).toMatchObject({ code: 'CONFLICT' });
    expect((await partnershipIn('RIDING')).memberCodes).toEqual(['LOWER', 'UPPER']);
    // Where they come to overlap afterwards, answers say so.
    await importAreas(database, 'LOWER', 'WARD', [{ code: 'L', ring: box(0, 29_000, 1000, 1100) }]);
    await load(database, 'LOWER', [crime({ at: [500, 30_050] })]);
    const { incidentCounts } = await api.ask<{ incidentCounts: { caveats: Caveats } }>(
      '{ incidentCounts(where: { partnership: "RIDING" }, by: []) { caveats { message } } }',
    );
    expect(sentencesOf(incidentCounts.caveats)).toContainEqual(
      expect.stringMatching(/overlap by up to 10.0 ha/),
    );
  });

  test('are no counties, in one county only, and not the county itself', async () => {
    await make('TOP', 'OTHER', 'PLAIN');
    const refused = (membership: Partial<Membership>) =>
      problemIn(join({ members: ['PLAIN'], ...membership }));
    expect(await refused({ county: 'TOP', members: ['COUNTY'] })).toMatchObject({ code: 'CONFLICT' });
    expect(await refused({ county: 'WEST' })).toMatchObject({ code: 'CONFLICT' });
    expect(await refused({ county: 'WHOLE' })).toMatchObject({ code: 'CONFLICT' });
    expect(await refused({ county: 'OTHER', members: ['EAST'] })).toMatchObject({ code: 'CONFLICT' });
    expect(await refused({ county: 'TOP', members: ['TOP'] })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ county: 'TOP', members: [] })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refused({ county: 'TOP', members: ['NOBODY'] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await problemIn(leave('COUNTY', 'PLAIN'))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await problemIn(leave('TOP', 'PLAIN'))).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await partnershipIn('TOP')).memberIds).toEqual([]);
  });

  test('take the imports: into the county nothing goes, and it says where to', async () => {
    const imports = [
      () => importAreas(database, 'COUNTY', 'WARD', [{ code: 'W', ring: box(0, 0, 10) }]),
      () => importAreas(database, 'COUNTY', 'PARTNERSHIP', [{ code: 'COUNTY', ring: box(0, 0, 10) }]),
      () => load(database, 'COUNTY', [crime()]),
      () =>
        importPopulation(database, {
          partnership: 'COUNTY',
          paths: [fileOf('area_code,year,age_band,sex,count\nW,2021,,,1', 'p.csv')],
        }),
      () =>
        importLookups(database, {
          partnership: 'COUNTY',
          paths: [fileOf('LSOA11CD,WD13CD\nE01000001,E05000001', 'l.csv')],
        }),
      () => importOpinions('COUNTY', PRIORITIES, []),
      () =>
        importPlaces(database, {
          partnership: 'COUNTY',
          paths: [fileOf('name,kind,easting,northing,radius\nGeneral,hospital,500000,230000,30', 'h.csv')],
        }),
      () =>
        importPostcodes(database, {
          partnership: 'COUNTY',
          paths: [fileOf('outcode,latitude,longitude\nLU1,51.95,-0.5', 'outcodes.csv')],
        }),
      () =>
        deliverDataset(database, fileOf('date,offence\n2023-04-02,burglary-dwelling', 'd.csv'), {
          ...{ partnership: 'COUNTY', agency: 'police', dataset: 'police-crimes', quarter: '2023Q2' },
        }),
    ];
    const before = await partnershipIn('COUNTY');
    for (const attempt of imports) {
      const problem = await problemIn(attempt());
      expect(problem).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(problem.message).toMatch(/Import into one of them: EAST, WEST\./);
    }
    expect(await partnershipIn('COUNTY')).toEqual(before);
  });
});

describeWithSharedData(
  'Bedfordshire of three districts',
  [
    ...['E06000055', 'E06000056', 'E06000032'].map((lad) => `boundaries/wards_by_lad/${lad}.json`),
    'police/bedfordshire/2023-05/2023-05-bedfordshire-street.csv.gz',
  ],
  (...files) => {
    const police = files.pop()!;
    const DISTRICTS = ['BEDFORD', 'CENTRAL', 'LUTON'];

    test('each incident counts once: in one of the districts, and in the county as in one partnership of all wards', async () => {
      for (const code of [...DISTRICTS, 'COMBINED', 'BEDFORDSHIRE'])
        ids[code] = await partnershipOf(database, code);
      const wards = (partnership: string, paths: string[]) =>
        importBoundaries(database, { partnership, kind: AreaKind.WARD, paths });
      for (const [i, code] of DISTRICTS.entries()) await wards(code, [files[i]]);
      await wards('COMBINED', files);
      for (const partnership of [...DISTRICTS, 'COMBINED'])
        await importStreetFiles(database, partnership, [police]);
      // Outlines of neighbours that were drawn together leave no ground to both.
      expect(await join({ county: 'BEDFORDSHIRE', members: DISTRICTS })).toEqual([]);

      const query = `query ($where: IncidentFilter!) {
        incidentCounts(where: $where, by: [WARD, OFFENCE]) { rows { areaCode offence count } total { count } }
        hotspotClusters(where: $where) { clusterCount noiseCount clusters { name incidentCount areaKm2 } }
      }`;
      const ask = (partnership: string) => answer(query, { where: { partnership } }, PUBLIC_VIEWER);
      const county = await ask('BEDFORDSHIRE');
      expect(county.refused).toEqual([]);
      expect(county).toEqual(await ask('COMBINED'));
      const twice = await sql(
        database,
        `SELECT fingerprint FROM incident WHERE partnership_id = ANY (:ids::smallint[]) GROUP BY 1 HAVING count(*) > 1`,
        { ids: DISTRICTS.map((code) => ids[code]) },
      );
      expect(twice).toEqual([]);
    });
  },
);
