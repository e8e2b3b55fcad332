/**
 * Caveats of every analytic: none where nothing limits the answer, and each kind where it does.
 *
 * @backend either
 */
import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { demonstration } from '../../seeds/demonstration';
import { createKey, PUBLIC_VIEWER, type Viewer } from '../../src/access';
import { buildApiSchema } from '../../src/api/graphql/schema';
import { findPartnership } from '../../src/domain/areas';
import { CaveatCode } from '../../src/domain/caveats';
import { Api, analystOf } from '../support/api';
import { createDemonstration, type TestDatabase } from '../support/database';
import { box, importAreas, partnershipOf } from '../support/ground';
import { crime, load, type TestRecord } from '../support/records';

interface Told {
  code: keyof typeof CaveatCode;
  message: string;
}

let fixture: TestDatabase;
let schema: GraphQLSchema;
let api: Api;
let townId: number;
let swellId: number;
/** Code of the ward with most criminal damage. */
let ward: string;
let actionId: string;
let eventId: string;
/** Events of the partnership SWELL: one with another a week later, and one with none around it. */
let besideAnother: string;
let alone: string;

const TOWN = 'TOWN';
const street = { source: 'police-uk-street', offence: 'open-burglary', precision: 'MONTH' } as const;
const inMonth = (month: string, fields: TestRecord = {}) =>
  crime({ occurredFrom: `${month}-10T11:00:00.000Z`, ...fields });
const monthsFrom = (year: number, count: number) =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(year, i, 1)).toISOString().slice(0, 7));

/** Months of a number that rises and falls over a year and a half, which is neither season nor trend. */
const SWELL = monthsFrom(2020, 36).map((month, i) => ({
  month,
  n: Math.round(12 + 9 * Math.sin((2 * Math.PI * i) / 18)),
}));

/**
 * A town of which much is missing: the street file of 2022 and of April 2023, crimes of the police from January 2023 on
 * without March, and wards that were redrawn in July 2022.
 */
async function makeTown(): Promise<void> {
  const { database } = fixture;
  townId = await partnershipOf(database, TOWN, 'Town');
  const wards = (edge: number) => [
    { code: `W${edge}a`, ring: box(0, 0, edge, 2000) },
    { code: `W${edge}b`, ring: box(edge, 0, 2000 - edge, 2000) },
  ];
  await importAreas(database, TOWN, 'WARD', wards(1000), { validFrom: '2019-01-01', validTo: '2022-06-30' });
  await importAreas(database, TOWN, 'WARD', wards(500), { validFrom: '2022-07-01' });
  const places = [200, 700, 1200].map((x) => ({ at: [x, 500] as [number, number] }));
  const unlocated = { place: { kind: 'unlocated' } } as const;
  const burglary = { offence: 'burglary-dwelling' };
  // A delivery covers all months from its first record to its last, so what lies between two was never delivered.
  const deliveries = [
    monthsFrom(2022, 12).flatMap((month) => places.map((place) => inMonth(month, { ...street, ...place }))),
    [inMonth('2023-04', { ...street, ...places[0] })],
    ['2023-01', '2023-02'].flatMap((month) =>
      places.map((place) => inMonth(month, { ...burglary, ...place })),
    ),
    [...places, ...Array.from({ length: 4 }, () => unlocated)].map((place) =>
      inMonth('2023-04', { ...burglary, ...place }),
    ),
  ];
  for (const records of deliveries) await load(database, TOWN, records);
  swellId = await partnershipOf(database, 'SWELL', 'Swell');
  await importAreas(database, 'SWELL', 'WARD', [{ code: 'S1', ring: box(0, 0, 2000) }]);
  await load(
    database,
    'SWELL',
    SWELL.flatMap(({ month, n }) => Array.from({ length: n }, () => inMonth(month))),
  );
  await partnershipOf(database, 'LATE', 'Late');
  await importAreas(database, 'LATE', 'WARD', [{ code: 'L1', ring: box(0, 0, 2000) }]);
  for (const n of [120, 30])
    await load(
      database,
      'LATE',
      Array.from({ length: n }, () => inMonth('2022-01')),
    );
  const person = {
    role: 'SEARCHED',
    organisation: false,
    sex: 'FEMALE',
    home: null,
  } as const;
  const unknown = { ageBand: null, selfDefined: null, officerDefined: null, identity: 'searched' };
  const search = { source: 'police-uk-stop-search', offence: 'search-person' };
  await load(database, 'SWELL', [inMonth('2022-01', { ...search, people: [{ ...person, ...unknown }] })]);
}

beforeAll(async () => {
  fixture = await createDemonstration();
  await makeTown();
  schema = await buildApiSchema();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
  const { actions, calendarEvents } = await api.ask<Record<'actions' | 'calendarEvents', { id: string }[]>>(
    `{ actions(partnership: "${demonstration.code}") { id } calendarEvents(partnership: "${demonstration.code}") { id } }`,
  );
  actionId = actions[0].id;
  eventId = calendarEvents[0].id;
  const key = { role: 'PARTNER', partnership: 'SWELL', name: 'Calendar' } as const;
  const scopes: Viewer['scopes'] = ['edit'];
  const { id: keyId } = await fixture.database.transaction({}, (session) =>
    createKey(session, { ...key, scopes: [...scopes] }),
  );
  const editor: Viewer = { role: 'PARTNER', scopes, partnershipId: swellId, keyId };
  const add = async (day: string, name: string) => {
    const input = { partnership: 'SWELL', name, from: day, to: day, themes: ['criminal-damage'] };
    const { addCalendarEvent } = await api.ask<{ addCalendarEvent: { event: { id: string } } }>(
      'mutation ($input: AddCalendarEventInput!) { addCalendarEvent(input: $input) { event { id } userErrors { code message path } } }',
      { input },
      { viewer: editor },
    );
    return addCalendarEvent.event.id;
  };
  besideAnother = await add('2022-06-10', 'Fair');
  await add('2022-06-17', 'Match');
  alone = await add('2021-06-10', 'Parade');
  const { incidentCounts } = await api.ask<{
    incidentCounts: { rows: { areaCode: string; count: number }[] };
  }>(
    `{ incidentCounts(where: { ${P}, themes: ["criminal-damage"] }, by: [WARD]) { rows { areaCode count } } }`,
  );
  ward = incidentCounts.rows.toSorted((a, b) => b.count - a.count)[0].areaCode;
}, 120_000);
afterAll(() => fixture.remove());

/** All caveats of an answer, those of its parts too. */
function caveatsIn(answer: unknown): Told[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, value]) =>
    name === 'caveats' ? (value as Told[]) : caveatsIn(value),
  );
}

const TOLD = '{ caveats { code message } }';

/** Caveats of a field of Query with its arguments; of an assessment, those of its blocks too. */
async function caveatsOf(field: string, viewer = api.viewer): Promise<Told[]> {
  const parts = field.startsWith('strategicAssessment')
    ? '{ caveats { code message } themes { caveats { code message } } }'
    : TOLD;
  return caveatsIn(await api.ask(`{ ${field} ${parts} }`, {}, { viewer }));
}

const P = `partnership: "${demonstration.code}"`;
const YEAR = 'period: { from: "2008-07-01", to: "2009-06-30" }';
const CRIMES = 'sources: ["police-crimes"]';
/** Criminal damage of a year in the ward that has most of it, so that all of it has a place. */
const where = () => `{ ${P}, ${YEAR}, ${CRIMES}, themes: ["criminal-damage"], areas: [{ ward: "${ward}" }] }`;

type Reasons = Partial<Record<keyof typeof CaveatCode, string>>;

const HOME = 'admissions count where patients live';
const FEW_PEOPLE = 'most crimes of the demonstration have no people on record';

/** A question to each analytic that nothing limits, and why its answer has a caveat for all that. */
const CLEAN: Record<string, { asked: () => string; but?: Reasons }> = {
  actionEvaluation: {
    asked: () => `action: "${actionId}", ${CRIMES}`,
    but: { NOT_ENOUGH_DATA: 'the demonstration has less than two years before the action' },
  },
  areaRates: {
    asked: () => `where: { ${P}, ${YEAR}, ${CRIMES}, themes: ["criminal-damage"] }, kind: WARD`,
    but: { UNLOCATED: 'some have no place' },
  },
  coincidingHotspots: { asked: () => `a: ${where()}, b: ${where()}, cellSize: 500` },
  concentration: { asked: () => `where: ${where()}` },
  crimeCosts: {
    asked: () => `${P}, ${YEAR}, weightSet: "crime-severity-score"`,
    but: {
      COUNTED_TWICE: 'rows of all themes have incidents in common',
      NO_WEIGHT: 'anti-social behaviour has no severity',
      THEME_NOT_RECORDED: 'other crime is a category of open data',
    },
  },
  defaultLayer: { asked: () => `${P}, theme: "criminal-damage"`, but: { UNLOCATED: 'some have no place' } },
  emergingHotspots: { asked: () => `where: ${where()}, cellSize: 2000` },
  eventEvaluation: {
    asked: () => `event: "${eventId}"`,
    but: { METHOD: 'more incidents may mean more people' },
  },
  hospitalAdmissions: { asked: () => `${P}, ${YEAR}`, but: { HOME_ADDRESS: HOME } },
  hotspotAccuracy: {
    asked: () =>
      `train: ${where().replace('2009-06-30', '2008-12-31')}, test: ${where().replace('2008-07-01', '2009-01-01')}, cellSize: 500`,
  },
  hotspotClusters: { asked: () => `where: ${where()}, maxAreaKm2: 5` },
  hotspotGrid: {
    asked: () => `where: ${where()}, cellSize: 500`,
    but: { METHOD: 'no cell of the ward stands out from its others' },
  },
  incidentCounts: {
    asked: () => `where: { ${P}, ${YEAR}, ${CRIMES}, themes: ["criminal-damage"] }, by: [WARD, MONTH]`,
  },
  incidentPlaces: { asked: () => `where: ${where()}` },
  incidents: { asked: () => `where: ${where()}` },
  indicators: { asked: () => P },
  nearRepeats: { asked: () => `where: ${where()}, permutations: 19` },
  offenderProfile: {
    asked: () => `where: ${where()}`,
    but: { PEOPLE_NOT_RECORDED: FEW_PEOPLE },
  },
  peerComparison: {
    asked: () =>
      `where: { ${P}, themes: ["bicycle-theft"], period: { from: "2008-01-01", to: "2008-12-31" } }`,
    but: { METHOD: 'published tables differ from the records of the partnership' },
  },
  problemProfile: {
    asked: () => `where: ${where()}`,
    but: { METHOD: 'clusters were split', PEOPLE_NOT_RECORDED: FEW_PEOPLE },
  },
  publicPerception: {
    asked: () => `${P}, ${YEAR}`,
    but: { METHOD: 'which priorities and surveys count' },
  },
  quarterlyReview: {
    asked: () => `${P}, quarter: "2009-Q2", ${CRIMES}`,
    but: { COUNTED_TWICE: 'rows of all themes have incidents in common', METHOD: 'targets are of a year' },
  },
  repeatVictimisation: { asked: () => `where: ${where()}` },
  searchedProfile: { asked: () => 'where: { partnership: "SWELL" }' },
  seasonality: { asked: () => `where: ${where()}` },
  strategicAssessment: {
    asked: () => `${P}, ${YEAR}, themes: ["criminal-damage"], ${CRIMES}`,
    but: {
      METHOD: 'clusters were split',
      PEOPLE_NOT_RECORDED: FEW_PEOPLE,
      UNLOCATED: 'some have no place',
    },
  },
  tacticalAssessment: {
    asked: () => `${P}, to: "2009-06-30", ${CRIMES}, themes: ["criminal-damage", "shoplifting"]`,
    but: { NOT_ENOUGH_DATA: 'the demonstration has two years, weeks need three' },
  },
  themeRanking: {
    asked: () => `${P}, ${YEAR}, leaveOutParents: true`,
    but: { NOT_JUDGED: 'nothing is recorded or judged of reoffending and confidence' },
  },
  trend: { asked: () => `where: ${where()}` },
  triangulation: {
    asked: () => `${P}, ${YEAR}, theme: "violent-crime"`,
    but: {
      HOME_ADDRESS: HOME,
      COUNTED_TWICE: 'a call-out may end with an admission',
      OUTSIDE_STUDY_AREA: 'districts reach beyond the partnership',
      UNLOCATED: 'some records have no district',
    },
  },
  victimProfile: {
    asked: () => `where: ${where()}`,
    but: { PEOPLE_NOT_RECORDED: FEW_PEOPLE },
  },
  wardHealthEstimates: {
    asked: () => `${P}, ${YEAR}`,
    but: { HOME_ADDRESS: HOME, ESTIMATED: 'districts are divided', METHOD: 'what the limits allow for' },
  },
  weekGrid: { asked: () => `where: ${where()}` },
};

test('there is a question without limits to every field with caveats', () => {
  const fields = Object.values(schema.getQueryType()!.getFields()).filter(({ type }) => {
    const answer = getNamedType(type);
    return isObjectType(answer) && 'caveats' in answer.getFields();
  });
  expect(Object.keys(CLEAN)).toEqual(fields.map(({ name }) => name).sort());
});

test.each(Object.keys(CLEAN))('%s has no caveat where nothing limits the answer', async (field) => {
  const { asked, but = {} } = CLEAN[field];
  const told = await caveatsOf(`${field}(${asked()})`);
  expect(told.filter(({ code }) => !(code in but))).toEqual([]);
  expect(Object.keys(but).filter((code) => !told.some((each) => each.code === code))).toEqual([]);
});

const town = (fields: string) => `{ partnership: "TOWN", ${fields} }`;
const counts = (fields: string, by = '') => `incidentCounts(where: ${town(fields)}, by: [${by}])`;
const days = (from: string, to: string) => `period: { from: "${from}", to: "${to}" }`;

/** For each kind of limit a question that meets it, its words, and a question beside it that does not. */
const GIVEN: Record<
  keyof typeof CaveatCode,
  [limited: () => string, words: RegExp, free: () => string, viewer?: () => Viewer]
> = {
  HOLE_IN_COVERAGE: [
    () => counts(`${days('2023-02-01', '2023-04-30')}, themes: ["domestic-burglary"]`),
    /^Police recorded crimes: March 2023 was not published by the last release: unknown, not zero/,
    () => counts(`${days('2023-01-01', '2023-02-28')}, themes: ["domestic-burglary"]`),
  ],
  NOT_DELIVERED: [
    () => counts(days('2022-01-01', '2023-12-31')),
    /reaches beyond what has been delivered .*2022-01-01 to/,
    () => counts(days('2022-01-01', '2022-12-31')),
  ],
  NOT_YET_PUBLISHED: [
    () => counts(`${days('2023-01-01', '2023-12-31')}, sources: ["police-crimes"]`),
    /^Police recorded crimes: published up to April 2023\. Later months can come with the release due on 20/,
    () => counts(`${days('2023-01-01', '2023-02-28')}, sources: ["police-crimes"]`),
  ],
  LATE_RECORDS: [
    () => 'incidentCounts(where: { partnership: "LATE" }, by: [])',
    /^Police recorded crimes: about 20% of the counts came after the first publication of their month/,
    () => 'incidentCounts(where: { partnership: "SWELL", sources: ["police-crimes"] }, by: [])',
  ],
  SOURCE_CHANGES: [
    () => counts(`${days('2022-11-01', '2023-01-31')}, themes: ["burglary"]`),
    /^Months to 2022-12 from data\.police\.uk street-level crime, from 2023-01 on from Police recorded crimes/,
    () => counts(`${days('2022-11-01', '2022-12-31')}, themes: ["vehicle-crime"]`),
  ],
  SOURCE_LEFT_OUT: [
    () => `concentration(where: ${town(days('2023-04-01', '2023-04-30'))})`,
    /^Police recorded crimes: closed to this key/,
    () =>
      `concentration(where: ${town(`${days('2022-04-01', '2022-04-30')}, sources: ["police-uk-street"]`)})`,
  ],
  COUNTED_TWICE: [
    () => counts(`${days('2023-04-01', '2023-04-30')}, sources: ["police-crimes", "police-uk-street"]`),
    /^Police recorded crimes and data\.police\.uk street-level crime tell of the same events/,
    () => counts(`${days('2022-11-01', '2022-12-31')}, sources: ["police-crimes", "police-uk-street"]`),
  ],
  THEME_NOT_RECORDED: [
    () => counts(`${days('2022-12-01', '2023-01-31')}, themes: ["domestic-burglary", "burglary"]`),
    /^Domestic burglary is unknown, not zero for December 2022: no source that counts records it/,
    () => counts(`${days('2023-01-01', '2023-01-31')}, themes: ["domestic-burglary", "burglary"]`),
  ],
  OFFENCE_NOT_RECORDED: [
    () =>
      counts(
        `${days('2023-01-01', '2023-01-31')}, sources: ["police-crimes"], offences: ["burglary-dwelling", "open-drugs"]`,
      ),
    /^Drugs is unknown, not zero/,
    () =>
      counts(
        `${days('2023-01-01', '2023-01-31')}, sources: ["police-crimes"], offences: ["burglary-dwelling"]`,
      ),
  ],
  WIDER_CATEGORY: [
    () => counts(days('2022-12-01', '2023-01-31'), 'THEME'),
    /^Burglary is counted as Burglary in data\.police\.uk .* includes more \(Burglary other than in a dwelling/,
    () => counts(days('2023-01-01', '2023-01-31'), 'THEME'),
  ],
  BOUNDARIES_CHANGED: [
    () => counts(days('2022-06-01', '2022-07-31'), 'WARD'),
    /^The wards changed on 2022-07-01: 2 ended \(Area W1000a W1000a/,
    () => counts(days('2022-07-01', '2022-12-31'), 'WARD'),
  ],
  PART_MONTHS_LEFT_OUT: [
    () => counts(days('2022-03-01', '2022-04-10')),
    /^data\.police\.uk street-level crime only tells the month: left out for 2022-04-01 to 2022-04-10/,
    () => counts(days('2022-03-01', '2022-04-30')),
  ],
  PARTLY_COUNTED: [
    () => counts(days('2022-02-01', '2022-06-30'), 'QUARTER'),
    /2022Q1/,
    () => counts(days('2022-01-01', '2022-06-30'), 'QUARTER'),
  ],
  PERTURBED: [
    () => counts(`${days('2023-01-01', '2023-02-28')}, sources: ["police-crimes"]`),
    /^Police recorded crimes: under disclosure control/,
    () => counts(`${days('2022-01-01', '2022-02-28')}, sources: ["police-uk-street"]`),
    () => PUBLIC_VIEWER,
  ],
  PARTNERSHIP_ONLY: [
    () =>
      counts(
        `${days('2023-01-01', '2023-02-28')}, sources: ["police-crimes"], offences: ["drunkenness"]`,
        'WARD',
      ),
    /sensitive offences and flags are counted for the partnership as a whole only/,
    () => counts(`${days('2023-01-01', '2023-02-28')}, sources: ["police-crimes"]`),
    () => PUBLIC_VIEWER,
  ],
  UNLOCATED: [
    () => `concentration(where: ${town(`${days('2023-04-01', '2023-04-30')}, sources: ["police-crimes"]`)})`,
    /^Without a place: 4 incidents/,
    () => `concentration(where: ${town(`${days('2023-01-01', '2023-01-31')}, sources: ["police-crimes"]`)})`,
    () => analystOf(townId),
  ],
  UNLOCATED_SHARE: [
    () =>
      `trend(where: ${town(`${days('2023-04-01', '2023-04-30')}, sources: ["police-crimes"]`)}, compareWithPeriod: { from: "2023-02-01", to: "2023-02-28" })`,
    /^Rows without a place: 57\.1% of the current window, 0%/,
    () =>
      `trend(where: ${town(`${days('2023-02-01', '2023-02-28')}, sources: ["police-crimes"]`)}, compareWithPeriod: { from: "2023-01-01", to: "2023-01-31" })`,
    () => analystOf(townId),
  ],
  SNAPPED_PLACES: [
    () =>
      `concentration(where: ${town(`${days('2022-01-01', '2022-12-31')}, sources: ["police-uk-street"]`)})`,
    /anonymous map points/,
    () => `concentration(where: ${town(`${days('2023-01-01', '2023-01-31')}, sources: ["police-crimes"]`)})`,
    () => analystOf(townId),
  ],
  OUTSIDE_PARTNERSHIP: [
    () => counts(`${days('2022-01-01', '2022-12-31')}, near: { longitude: -3, latitude: 55, metres: 500 }`),
    /^near lies outside the partnership/,
    () =>
      counts(
        `${days('2022-01-01', '2022-12-31')}, near: { longitude: -0.545, latitude: 51.96, metres: 5000 }`,
      ),
  ],
  OUTSIDE_STUDY_AREA: [
    () =>
      `areaRates(where: { ${P}, ${YEAR}, ${CRIMES}, bbox: { west: -0.55, south: 51.87, east: -0.48, north: 51.91 } }, kind: WARD)`,
    /areas that lie only partly on the ground of the filter were left out/,
    () => `areaRates(where: { ${P}, ${YEAR}, ${CRIMES} }, kind: WARD)`,
  ],
  TIME_NOT_RECORDED: [
    () => `weekGrid(where: ${town(`${days('2022-01-01', '2022-01-31')}, sources: ["police-uk-street"]`)})`,
    /^Left out, because only the month is known: 3 incidents\. No hour is known, so all weights are 0\.$/,
    () => `weekGrid(where: ${where()})`,
  ],
  NO_COMPARISON: [
    () => `trend(where: ${town(`${days('2022-01-01', '2022-12-31')}, sources: ["police-uk-street"]`)})`,
    /^No change is given/,
    () => `trend(where: ${where()})`,
  ],
  WINDOW_SHORTENED: [
    () =>
      `trend(where: ${town(`${days('2022-11-01', '2023-01-31')}, sources: ["police-uk-street"]`)}, compareWith: PREVIOUS_PERIOD)`,
    /^Compared: 2022-11-01 to 2022-12-31 with 2022-08-01 to 2022-09-30\. No other day/,
    () =>
      `trend(where: ${town(`${days('2022-11-01', '2022-12-31')}, sources: ["police-uk-street"]`)}, compareWith: PREVIOUS_PERIOD)`,
  ],
  NOT_ENOUGH_DATA: [
    () => `seasonality(where: ${town('sources: ["police-uk-street"]')})`,
    /^A season needs at least 24 months/,
    () => `seasonality(where: ${where()})`,
  ],
  SERIAL_CORRELATION: [
    () => 'trend(where: { partnership: "SWELL", period: { from: "2022-01-01", to: "2022-12-31" } })',
    /^A month resembles the one before it \(correlation 0\.\d\d beside season and trend\)/,
    () => `trend(where: ${where()})`,
    () => analystOf(swellId),
  ],
  ESTIMATED: [
    () => `wardHealthEstimates(${P}, ${YEAR})`,
    /^Estimated: the records of a district are divided/,
    () => `hospitalAdmissions(${P}, ${YEAR})`,
  ],
  DENOMINATOR: [
    () => `areaRates(where: ${where().replace('2009-06-30', '2008-09-30')}, kind: WARD)`,
    /^Rates are per year, from 92 days \(0\.2521 years\)/,
    () => `areaRates(where: ${where()}, kind: WARD)`,
  ],
  NO_WEIGHT: [
    () => `crimeCosts(${P}, ${YEAR}, weightSet: "crime-severity-score")`,
    /^Left out of the costs, because no weight is known: \d+ incidents of \d+\./,
    () => `crimeCosts(${P}, ${YEAR}, ${CRIMES}, weightSet: "crime-severity-score")`,
  ],
  PEOPLE_NOT_RECORDED: [
    () => `victimProfile(where: ${where()})`,
    /^Incidents with victims on record: \d+ of \d+\./,
    () => 'searchedProfile(where: { partnership: "SWELL" })',
  ],
  HOME_ADDRESS: [
    () => `hospitalAdmissions(${P}, ${YEAR})`,
    /^Hospital records count where the patient lives/,
    () => `hospitalAdmissions(${P}, ${YEAR}, sources: ["ambulance-callouts"])`,
  ],
  NOT_JUDGED: [
    () => `themeRanking(${P}, ${YEAR})`,
    /^Not enough is known of .*Public confidence/,
    () => `crimeCosts(${P}, ${YEAR}, weightSet: "incident-count")`,
  ],
  OTHER_EVENTS: [
    () => `eventEvaluation(event: "${besideAnother}")`,
    /^The days of other events were left out of the comparison: Match/,
    () => `eventEvaluation(event: "${alone}")`,
    () => analystOf(swellId),
  ],
  METHOD: [
    () => `publicPerception(${P}, ${YEAR})`,
    /^A priority of an SNT area counts for its theme/,
    () => 'publicPerception(partnership: "TOWN", period: { from: "2022-01-01", to: "2022-12-31" })',
  ],
};

test.each(Object.keys(GIVEN) as (keyof typeof CaveatCode)[])(
  '%s is told where it is so, and not where it is not',
  async (code) => {
    const [limited, words, free, viewer = () => api.viewer] = GIVEN[code];
    const told = await caveatsOf(limited(), viewer());
    expect(told).toContainEqual({ code, message: expect.stringMatching(words) });
    expect(
      (await caveatsOf(free(), free().includes(demonstration.code) ? api.viewer : viewer())).map(
        (each) => each.code,
      ),
    ).not.toContain(code);
  },
);
