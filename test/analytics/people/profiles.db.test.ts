import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import type { PersonRecord } from '../../../src/domain/incidents';
import { Api, analystOf, sql } from '../../support/api';
import { type Caveats, sentencesOf } from '../../support/caveats';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { box, importAreas, partnershipOf } from '../../support/ground';
import { crime, load } from '../../support/records';

let fixture: TestDatabase;
let api: Api;
let id: number;

let lastNumber = 0;
const person = (fields: Partial<PersonRecord> = {}): PersonRecord => {
  lastNumber += 1;
  return {
    role: 'OFFENDER',
    organisation: false,
    sex: 'MALE',
    ageBand: { system: 'TEN_YEAR', code: 'AGE_20_29' },
    selfDefined: null,
    officerDefined: { system: 'OFFICER_DEFINED_IC', code: 'IC1' },
    home: null,
    identity: `person ${lastNumber}`,
    ...fields,
  };
};
const livingIn = (kind: 'LSOA' | 'WARD', code: string, times = 1) =>
  Array.from({ length: times }, () => person({ home: { kind, code } }));

/** Three wards in a row, one apart; the first is of two LSOAs, and one LSOA lies mostly outside. */
async function build(): Promise<void> {
  const { database } = fixture;
  id = await partnershipOf(database, 'VALE');
  await importAreas(database, 'VALE', 'WARD', [
    { code: 'W1', ring: box(0, 0, 1000) },
    { code: 'W2', ring: box(1000, 0, 1000) },
    { code: 'W3', ring: box(2000, 0, 1000) },
    { code: 'W4', ring: box(0, 5000, 1000) },
  ]);
  await importAreas(database, 'VALE', 'LSOA', [
    { code: 'E01000001', ring: box(0, 0, 500, 1000) },
    { code: 'E01000002', ring: box(500, 0, 500, 1000) },
    { code: 'E01000003', ring: box(1000, 0, 1000) },
    { code: 'E01000009', ring: box(3000, 0, 4000, 1000) },
  ]);
  const damage = { offence: 'criminal-damage' };
  await load(database, 'VALE', [
    // In W1, in the first of its LSOAs: metres from the centroids by hand.
    crime({ ...damage, at: [250, 500], people: livingIn('LSOA', 'E01000001') }),
    crime({ ...damage, at: [250, 500], people: livingIn('LSOA', 'E01000002', 2) }),
    crime({ ...damage, at: [250, 500], people: livingIn('LSOA', 'E01000003', 3) }),
    crime({
      ...damage,
      at: [250, 500],
      people: [...livingIn('LSOA', 'E01000009'), ...livingIn('LSOA', 'E01009999')],
    }),
    crime({ ...damage, at: [250, 500], people: [...livingIn('WARD', 'W1'), ...livingIn('WARD', 'W2')] }),
    crime({ ...damage, at: [250, 500], people: [...livingIn('WARD', 'W3'), ...livingIn('WARD', 'W4')] }),
    crime({ ...damage, at: [250, 500], people: [...livingIn('WARD', 'W9'), person()] }),
    crime({
      ...damage,
      place: { kind: 'unlocated' },
      people: [...livingIn('WARD', 'W1'), ...livingIn('WARD', 'W9')],
    }),
    crime({ ...damage, at: [250, 500], people: livingIn('LSOA', 'E01000003', 3) }),
    crime({ ...damage, at: [250, 500], people: [person({ organisation: true, ...UNSAID })] }),
    crime({ ...damage, at: [250, 500] }),
    // Ethnicities in two systems at once, and in one or the other.
    ...(['W1', 'W1', 'A1', null] as const).map((code) =>
      crime({
        offence: 'shoplifting',
        at: [1500, 500],
        people: [
          person({
            role: 'VICTIM',
            selfDefined: code && { system: 'SELF_DEFINED_18_1', code },
            officerDefined: { system: 'OFFICER_DEFINED_IC', code: 'IC4' },
          }),
        ],
      }),
    ),
    crime({
      offence: 'shoplifting',
      at: [1500, 500],
      people: [
        person({
          role: 'VICTIM',
          ageBand: { system: 'STATS19', code: 'AGE_21_25' },
          selfDefined: { system: 'SELF_DEFINED_16_1', code: 'W1' },
          officerDefined: null,
        }),
      ],
    }),
    ...['A no further action disposal', 'Arrest'].map((outcome) =>
      crime({
        source: 'police-uk-stop-search',
        offence: 'search-person',
        at: [500, 500],
        outcome,
        people: [
          person({
            role: 'SEARCHED',
            ageBand: { system: 'POLICE_UK', code: 'AGE_18_24' },
            selfDefined: { system: 'SELF_DEFINED_18_1', code: 'B9' },
            officerDefined: { system: 'OFFICER_DEFINED_POLICE_UK', code: 'BLACK' },
          }),
        ],
      }),
    ),
    crime({ source: 'police-uk-stop-search', offence: 'search-vehicle', at: [500, 500] }),
    crime({ source: 'police-uk-street', offence: 'open-drugs', at: [500, 500] }),
  ]);
}
const UNSAID = { sex: null, ageBand: null, selfDefined: null, officerDefined: null, home: null };

beforeAll(async () => {
  fixture = await createTestDatabase();
  await build();
  api = await Api.on(fixture.database, analystOf(id));
});
afterAll(() => fixture.remove());

const asked = async <Data>(
  query: string,
  where: object = {},
  args = '',
  viewer = analystOf(id),
): Promise<Data> => {
  const [name, fields] = query.split(/ (.*)/s);
  const source = `query ($where: IncidentFilter!) { ${name}(where: $where ${args}) { ${fields} } }`;
  return (
    await api.ask<Record<string, Data>>(source, { where: { partnership: 'VALE', ...where } }, { viewer })
  )[name];
};
const DAMAGE = { offences: ['criminal-damage'], sources: ['police-crimes'] };
const THEFT = { offences: ['shoplifting'], sources: ['police-crimes'] };

interface Offenders {
  people: number;
  organisations: number;
  incidents: number;
  incidentsWithPeople: number;
  residence: { category: string; count: number; share: number }[];
  journeyToCrime: {
    sameAreaShare: number | null;
    medianMetres: number | null;
    medianRange: { lower: number; upper: number } | null;
    lowerQuartileMetres: number | null;
    upperQuartileMetres: number | null;
    pairs: number;
  };
  offendersPerIncident: { offenders: number; incidents: number }[];
  caveats: Caveats;
}
const offenders = (where: object) =>
  asked<Offenders>(
    `offenderProfile people organisations incidents incidentsWithPeople residence { category count share } caveats { message }
     journeyToCrime { sameAreaShare medianMetres medianRange { lower upper } lowerQuartileMetres upperQuartileMetres pairs }
     offendersPerIncident { offenders incidents }`,
    where,
  );

describe('offenders', () => {
  test('are counted once for each incident, organisations apart', async () => {
    const { people, organisations, incidents, incidentsWithPeople, offendersPerIncident } =
      await offenders(DAMAGE);
    expect({ people, organisations, incidents, incidentsWithPeople }).toEqual({
      people: 19,
      organisations: 1,
      incidents: 11,
      incidentsWithPeople: 10,
    });
    expect(offendersPerIncident).toEqual([
      { offenders: 1, incidents: 1 },
      { offenders: 2, incidents: 6 },
      { offenders: 3, incidents: 2 },
    ]);
  });

  test('live in the same ward, a neighbouring one, elsewhere, or outside', async () => {
    const { residence, caveats } = await offenders(DAMAGE);
    expect(residence.map(({ category, count }) => [category, count])).toEqual([
      ['SAME_WARD', 4], // the LSOAs of W1: 1 + 2, and W1
      ['NEIGHBOURING_WARD', 7], // the LSOA of W2: 3 + 3, and W2
      ['ELSEWHERE_IN_PARTNERSHIP', 2], // W3 and W4
      ['OUTSIDE', 4], // the LSOA mostly outside, one that is on no map, and W9 twice: also where the place is not known
    ]);
    expect(residence.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(sentencesOf(caveats)).toContain(
      'Of 2 of 19 offenders it is not known how near to the incident they live.', // one without a home, one without a place
    );
  });

  test('come from the centroid of their area; those of the same area count as of anywhere within it', async () => {
    const { journeyToCrime } = await offenders(DAMAGE);
    // From E01000002 500 m twice, from E01000003 1,250 m six times, E01000009 4,750 m; from W2 1,250, W3 2,250, W4 5,006;
    // two within E01000001 and W1, which are smaller than 1,250 m from end to end, so within the lowest quarter of 14.
    expect(journeyToCrime).toMatchObject({ pairs: 14, sameAreaShare: 2 / 14 });
    expect(journeyToCrime.medianMetres).toBeCloseTo(1250, 3);
    expect(journeyToCrime.medianRange).toEqual({
      lower: journeyToCrime.medianMetres,
      upper: journeyToCrime.medianMetres,
    });
    expect(journeyToCrime.upperQuartileMetres).toBeCloseTo(1250, 3);
  });

  test('that mostly stay within one area have a median between limits', async () => {
    const near = { longitude: 0, latitude: 0, metres: 1 };
    const [{ longitude, latitude }] = await sql<{ longitude: number; latitude: number }>(
      fixture.database,
      'SELECT longitude, latitude FROM location WHERE partnership_id = :id AND NOT open ORDER BY easting LIMIT 1',
      { id },
    );
    const where = { ...DAMAGE, near: { ...near, longitude, latitude }, areas: [{ ward: 'W1' }] };
    expect((await offenders(where)).journeyToCrime.pairs).toBe(14);
    await sql(
      fixture.database,
      "UPDATE involvement SET home_code = 'E01000001' WHERE home_code = 'E01000003'",
    );
    const { journeyToCrime } = await offenders(where);
    // Eight of fourteen stay within their area: all that is known of the median is that it is no longer than that.
    expect(journeyToCrime).toMatchObject({ pairs: 14, sameAreaShare: 8 / 14 });
  });
});

interface Profile {
  people: number;
  segments: Record<string, unknown>[];
  leadingSegments: { label: string; share: number }[];
  unknown: { field: string; share: number }[];
  parameters: { name: string; value: string }[];
  caveats: Caveats;
}
const PROFILE =
  'people leadingSegments { label share } unknown { field share } parameters { name value } caveats { message }';
const ethnicSegments = 'segments(by: [ETHNICITY]) { ethnicity ethnicitySystem count }';

describe('ethnicities', () => {
  const victims = (args = '') => asked<Profile>(`victimProfile ${PROFILE} ${ethnicSegments}`, THEFT, args);

  test('are in one set of words at a time, by default in those in which more are known', async () => {
    const officer = await victims('ethnicity: OFFICER_DEFINED');
    expect(officer.segments).toEqual([
      { ethnicity: 'IC4', ethnicitySystem: 'OFFICER_DEFINED_IC', count: 4 },
      { ethnicity: 'UNKNOWN', ethnicitySystem: null, count: 1 },
    ]);
    const self = await victims();
    expect(self.parameters).toContainEqual({ name: 'ethnicity', value: 'SELF_DEFINED' });
    expect(self.segments).toEqual([
      { ethnicity: 'W1', ethnicitySystem: 'SELF_DEFINED_16_1', count: 1 },
      { ethnicity: 'W1', ethnicitySystem: 'SELF_DEFINED_18_1', count: 2 },
      { ethnicity: 'A1', ethnicitySystem: 'SELF_DEFINED_18_1', count: 1 },
      { ethnicity: 'UNKNOWN', ethnicitySystem: null, count: 1 },
    ]);
  });

  test('and ages of several systems are never put together, which a caveat says', async () => {
    const { caveats, leadingSegments } = await victims();
    expect(sentencesOf(caveats)).toContainEqual(
      expect.stringContaining('Ages are recorded in several systems (TEN_YEAR, STATS19)'),
    );
    expect(sentencesOf(caveats)).toContainEqual(
      expect.stringContaining(
        'Ethnicities are recorded in several systems (SELF_DEFINED_16_1, SELF_DEFINED_18_1)',
      ),
    );
    expect(leadingSegments).toEqual([{ label: 'White British males aged 20 to 29', share: 2 / 3 }]);
  });
});

describe('people searched', () => {
  const SEARCHES = { sources: ['police-uk-stop-search'] };
  const SEARCHED = `searchedProfile ${PROFILE} segments { ageBand ageBandSystem sex ethnicity ethnicitySystem count share }`;

  test('have a profile of their own, which is open to everyone', async () => {
    const profile = await asked<Profile>(SEARCHED, SEARCHES, '', PUBLIC_VIEWER);
    expect(await asked<Profile>(SEARCHED, {}, '', PUBLIC_VIEWER)).toEqual(profile);
    expect(profile.segments).toEqual([
      {
        ageBand: 'AGE_18_24',
        ageBandSystem: 'POLICE_UK',
        sex: 'MALE',
        ethnicity: 'B9',
        ethnicitySystem: 'SELF_DEFINED_18_1',
        count: 2,
        share: 1,
      },
    ]);
    expect(sentencesOf(profile.caveats)).toContainEqual(
      expect.stringContaining('people searched on record: 2 of 3'),
    );
  });

  test('are not among the offenders or victims', async () => {
    for (const profile of ['victimProfile', 'offenderProfile']) {
      const problem = await api.refusal(
        `query ($where: IncidentFilter!) { ${profile}(where: $where) { people } }`,
        { where: { partnership: 'VALE', ...SEARCHES } },
      );
      expect(problem.code).toBe('NOT_SUPPORTED_FOR_SOURCE');
    }
    const all = await asked<Profile>(`offenderProfile ${PROFILE}`);
    expect(all.people).toBe(19);
    expect(sentencesOf(all.caveats)).toContainEqual(
      expect.stringMatching(/^Left out: .*street-level crime: as open data/),
    );
  });

  test('by what became of the search, as any filter has it', async () => {
    const arrested = await asked<Profile>(SEARCHED, { ...SEARCHES, outcomes: ['arrest'] }, '', PUBLIC_VIEWER);
    expect(arrested.people).toBe(1);
  });
});

describe('what cannot be told is refused', () => {
  const refusal = (profile: string, where: object, viewer = analystOf(id)) =>
    api.refusal(
      `query ($where: IncidentFilter!) { ${profile}(where: $where) { people } }`,
      { where },
      { viewer },
    );

  test('where nobody has been imported at all', async () => {
    await partnershipOf(fixture.database, 'EMPTY');
    await importAreas(fixture.database, 'EMPTY', 'WARD', [{ code: 'W1', ring: box(0, 0, 1000) }]);
    await load(fixture.database, 'EMPTY', [crime()]);
    const [{ id: empty }] = await sql<{ id: number }>(
      fixture.database,
      "SELECT id FROM partnership WHERE code = 'EMPTY'",
    );
    const problem = await refusal('victimProfile', { partnership: 'EMPTY' }, analystOf(empty));
    expect(problem).toMatchObject({
      code: 'NOT_ENOUGH_DATA',
      message: expect.stringContaining('csg import people'),
    });
  });

  test('where the sources tell of nobody', async () => {
    const where = { partnership: 'VALE', sources: ['police-uk-street'] };
    expect((await refusal('victimProfile', where, PUBLIC_VIEWER)).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
    expect((await refusal('searchedProfile', where)).code).toBe('NOT_SUPPORTED_FOR_SOURCE');
  });

  test('by no dimension', async () => {
    const query = `query { victimProfile(where: { partnership: "VALE" }) { segments(by: []) { count } } }`;
    expect((await api.refusal(query)).code).toBe('BAD_USER_INPUT');
  });
});

describe('beside the residents', () => {
  const RATIOS = `victimProfile parameters { name value } caveats { message }
    segments(by: [SEX]) { sex share populationShare rateRatio withoutRatioBecause }`;
  const because = async (where: object) => {
    const { segments } = await asked<Profile>(RATIOS, { ...THEFT, ...where });
    return segments[0].withoutRatioBecause;
  };

  test('there is no ratio without a population, and why', async () => {
    expect(await because({})).toBe('No population has been imported for this ground.');
    expect(await because({ bbox: { west: -1, south: 51, east: 1, north: 53 } })).toMatch(
      /^The residents of a shape/,
    );
    expect(await because({ areas: [{ ward: 'W2' }, { lsoa: 'E01000003' }] })).toMatch(
      /^The residents of a shape/,
    );
  });

  test('of the wards asked for, of the year nearest to the period', async () => {
    const add = (kind: string, code: string, year: number, sex: string | null, n: number) =>
      sql(
        fixture.database,
        `INSERT INTO population (partnership_id, measure, area_kind, area_code, year, sex, n, estimated)
         VALUES (:id, 'RESIDENTS', :kind, :code, :year, :sex, :n, false)`,
        { id, kind, code, year, sex, n },
      );
    for (const [ward, women, men] of [
      ['W1', 600, 400],
      ['W2', 900, 100],
    ] as const)
      for (const [year, factor] of [
        [2011, 10],
        [2022, 1],
      ]) {
        await add('WARD', ward, year, 'FEMALE', women * factor);
        await add('WARD', ward, year, 'MALE', men);
        await add('WARD', ward, year, null, 5000);
      }
    const both = await asked<Profile>(RATIOS, { ...THEFT, areas: [{ ward: 'W1' }, { ward: 'W2' }] });
    expect(both.segments).toEqual([
      { sex: 'MALE', share: 1, populationShare: 0.25, rateRatio: 4, withoutRatioBecause: null },
    ]);
    expect(both.parameters).toContainEqual({ name: 'populationYear', value: '2022' });
    const one = await asked<Profile>(RATIOS, { ...THEFT, areas: [{ ward: 'W2' }] });
    expect(one.segments[0]).toMatchObject({ populationShare: 0.1, rateRatio: 10 });
    // A ward without residents on record leaves the sum unknown.
    expect(await because({ areas: [{ ward: 'W2' }, { ward: 'W3' }] })).toBe(
      'No population has been imported for this ground.',
    );
    const byAge = await asked<Profile>(
      'victimProfile segments(by: [AGE_BAND, SEX]) { rateRatio withoutRatioBecause }',
      { ...THEFT, areas: [{ ward: 'W2' }] },
    );
    expect(byAge.segments[0]).toEqual({
      rateRatio: null,
      withoutRatioBecause:
        'The population that has been imported is not told by age band and sex in the systems of these people.',
    });
  });
});

test('a key with scopes reads people of closed sources only with the scope people', async () => {
  const profile = 'query ($where: IncidentFilter!) { offenderProfile(where: $where) { people } }';
  const where = { partnership: 'VALE', ...DAMAGE };
  const withScopes = (...scopes: Viewer['scopes']) => ({ viewer: { ...analystOf(id), scopes } });
  const all = await api.ask(profile, { where });
  expect(await api.ask(profile, { where }, withScopes('read', 'people'))).toEqual(all);
  expect(await api.refusal(profile, { where }, withScopes('read'))).toMatchObject({
    code: 'FORBIDDEN',
    message: expect.stringContaining('with the role ANALYST and the scope people'),
  });
  expect((await api.refusal(profile, { where }, withScopes('people'))).code).toBe('FORBIDDEN');
  const counts = 'query ($where: IncidentFilter!) { incidents(where: $where) { totalCount } }';
  expect(await api.ask(counts, { where }, withScopes('read'))).toEqual(await api.ask(counts, { where }));
});

describe('statements', () => {
  const count = (fields: string, where: object, profile = 'offenderProfile') =>
    api.statements(`query ($where: IncidentFilter!) { ${profile}(where: $where) { ${fields} } }`, {
      where: { partnership: 'VALE', ...where },
    });

  test('are as many for any number of segments, fields and areas', async () => {
    await count('people', DAMAGE);
    const least = await count('people', { ...DAMAGE, areas: [{ ward: 'W1' }] });
    const areas = ['W1', 'W2', 'W3', 'W4'].map((ward) => ({ ward }));
    const most = `people a: segments(by: [AGE_BAND]) { share rateRatio } b: segments(by: [SEX, ETHNICITY]) { share }
      c: segments { label } leadingSegments { label } unknown { share } residence { share }
      journeyToCrime { medianMetres } offendersPerIncident { incidents }`;
    expect(await count(most, { ...DAMAGE, areas })).toBe(least);
    expect(least).toBeLessThanOrEqual(13);
  });
});
