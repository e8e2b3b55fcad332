/** @backend either */
import { demonstration, PROFILE_TRUTH } from '../../../seeds/demonstration';
import { Api, analystOf, sql } from '../../support/api';
import { createDemonstration, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const [{ id }] = await sql<{ id: number }>(
    fixture.database,
    "SELECT id FROM partnership WHERE code = 'DEMO2009'",
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

const PERIODS: [string, string, string][] = [
  ['January–June 2009', '2009-01-01', '2009-06-30'],
  ['the twelve months to June 2009', '2008-07-01', '2009-06-30'],
  ['both years', '2007-07-01', '2009-06-30'],
];

interface Profile {
  incidents: number;
  incidentsWithPeople: number;
  people: number;
  organisations: number;
  segments: {
    ageBandSystem: string | null;
    ethnicitySystem: string | null;
    count: number;
    share: number | null;
  }[];
  leadingSegments: { label: string; count: number; share: number }[];
  unknown: { field: string; share: number }[];
  residence?: { category: string; count: number; share: number }[];
  journeyToCrime?: {
    sameAreaShare: number;
    medianMetres: number | null;
    medianRange: { lower: number; upper: number };
    upperQuartileMetres: number | null;
    pairs: number;
  };
  offendersPerIncident?: { offenders: number; incidents: number }[];
}

const COMMON = `incidents incidentsWithPeople people organisations
  segments { ageBandSystem ethnicitySystem count share } leadingSegments { label count share } unknown { field share }`;
const QUERIES = {
  VICTIM: `query ($where: IncidentFilter!) { profile: victimProfile(where: $where) { ${COMMON} } }`,
  OFFENDER: `query ($where: IncidentFilter!) { profile: offenderProfile(where: $where) { ${COMMON}
    residence { category count share } offendersPerIncident { offenders incidents }
    journeyToCrime { sameAreaShare medianMetres medianRange { lower upper } upperQuartileMetres pairs } } }`,
};

async function profileOf(
  role: 'VICTIM' | 'OFFENDER',
  theme: string,
  from: string,
  to: string,
): Promise<Profile> {
  const where = { partnership: 'DEMO2009', themes: [theme], period: { from, to } };
  return (await api.ask<{ profile: Profile }>(QUERIES[role], { where })).profile;
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0);

describe.each(PROFILE_TRUTH)('the $role profile of $theme', ({ theme, role, leading }) => {
  test.each(PERIODS)('of %s says what the assessment says', async (_, from, to) => {
    const profile = await profileOf(role, theme, from, to);
    expect(profile.leadingSegments.map(({ label }) => label).sort()).toEqual([...leading].sort());
    const covered = sum(profile.leadingSegments.map(({ share }) => share));
    expect(covered).toBeGreaterThanOrEqual(0.5);
    expect(covered).toBeLessThan(0.8);
  });

  test('adds up', async () => {
    const profile = await profileOf(role, theme, PERIODS[1][1], PERIODS[1][2]);
    expect(sum(profile.segments.map(({ share }) => share ?? 0))).toBeCloseTo(1, 12);
    expect(sum(profile.segments.map(({ count }) => count))).toBe(profile.people);
    expect(profile.incidentsWithPeople).toBeGreaterThan(0);
    expect(profile.incidentsWithPeople).toBeLessThanOrEqual(profile.incidents);
    for (const { share } of profile.unknown)
      expect(share).toBeLessThan(theme === 'distraction-burglary' ? 1 : 0.12);
    const systems = new Set(profile.segments.map(({ ageBandSystem }) => ageBandSystem));
    expect([...systems].filter(Boolean)).toEqual(['TEN_YEAR']);
  });
});

test('companies are not among the people, and no other victims are', async () => {
  const burglary = await profileOf('VICTIM', 'non-domestic-burglary', '2008-07-01', '2009-06-30');
  expect(burglary.organisations / (burglary.organisations + burglary.people)).toBeCloseTo(0.68, 2);
  const violence = await profileOf('VICTIM', 'violent-crime', '2008-07-01', '2009-06-30');
  expect(violence.organisations).toBe(0);
});

describe('burglars', () => {
  const burglars = () => profileOf('OFFENDER', 'domestic-burglary', '2007-07-01', '2009-06-30');

  test('work alone or in pairs', async () => {
    const { offendersPerIncident, incidentsWithPeople, people } = await burglars();
    expect(sum(offendersPerIncident!.map(({ incidents }) => incidents))).toBe(incidentsWithPeople);
    expect(sum(offendersPerIncident!.map(({ offenders, incidents }) => offenders * incidents))).toBe(people);
    const few = offendersPerIncident!.filter(({ offenders }) => offenders <= 2);
    expect(sum(few.map(({ incidents }) => incidents)) / incidentsWithPeople).toBeGreaterThan(0.9);
  });

  test('are local, or from neighbouring areas', async () => {
    const { residence } = await burglars();
    expect(residence!.map(({ category }) => category)).toEqual([
      'SAME_WARD',
      'NEIGHBOURING_WARD',
      'ELSEWHERE_IN_PARTNERSHIP',
      'OUTSIDE',
    ]);
    expect(sum(residence!.map(({ share }) => share))).toBeCloseTo(1, 12);
    const [same, neighbouring, , outside] = residence!.map(({ share }) => share);
    expect(same).toBeGreaterThan(0.38);
    expect(same + neighbouring).toBeGreaterThan(0.65);
    expect(outside).toBeGreaterThan(0.03);
  });

  test('stay in their ward or come from a few kilometres away', async () => {
    const { journeyToCrime: journey, residence } = await burglars();
    expect(journey!.pairs).toBeGreaterThan(200);
    expect(journey!.sameAreaShare * journey!.pairs).toBeCloseTo(residence![0].count, 9);
    expect(journey!.medianRange.lower).toBeLessThanOrEqual(journey!.medianRange.upper);
    expect(journey!.medianRange.upper).toBeLessThan(15_000);
    expect(journey!.upperQuartileMetres).toBeGreaterThan(journey!.medianRange.lower);
    expect(journey!.upperQuartileMetres).toBeLessThan(15_000);
  });
});

test('what the blocks say nothing of has nobody on record, and says so', async () => {
  const where = { partnership: 'DEMO2009', themes: ['anti-social-behaviour'] };
  const period = { from: '2008-07-01', to: '2009-06-30' };
  expect(await api.refusal(QUERIES.VICTIM, { where: { ...where, period } })).toMatchObject({
    code: 'NOT_ENOUGH_DATA',
    message: expect.stringContaining('No victims have been imported for these sources'),
  });
});

test('every call makes the same people', () => {
  const people = () => JSON.stringify([...demonstration.incidents()].map((record) => record.people));
  expect(people()).toBe(people());
});
