/**
 * Problems that are planted in the demonstration, told as the profile of one theme at one place.
 *
 * @backend either
 */

import { demonstration } from '../../../seeds/demonstration';
import { PUBLIC_VIEWER } from '../../../src/access';
import { findPartnership } from '../../../src/domain/areas';
import { Api, analystOf } from '../../support/api';
import { type Caveats } from '../../support/caveats';
import { createDemonstration, type TestDatabase } from '../../support/database';

interface Profile {
  statement: string;
  where: { name: string; incidentCount: number }[];
  when: { label: string; share: number | null }[];
  victims: { label: string }[];
  offenders: { label: string }[];
  repeat: { share: number; incidents: number; repeatIncidents: number } | null;
  trend: { classification: string | null; asserted: { value: string } | null } | null;
  unseen: { line: string; because: string }[];
  parameters: { name: string; value: string }[];
  dataVersion: string;
  caveats: Caveats;
}

const PROFILE = `query ($where: IncidentFilter!) {
  problemProfile(where: $where) {
    statement where { name incidentCount } when { label share } victims { label } offenders { label }
    repeat { share incidents repeatIncidents } trend { classification asserted { value } }
    unseen { line because } parameters { name value } dataVersion caveats { message }
  }
}`;
const HALF_YEAR = { from: '2009-01-01', to: '2009-06-30' };
const YEAR = { from: '2008-07-01', to: '2009-06-30' };
/** Around the centre of Dunstable. */
const DUNSTABLE = { longitude: -0.521, latitude: 51.886, metres: 1000 };

let fixture: TestDatabase;
let api: Api;

beforeAll(async () => {
  fixture = await createDemonstration();
  const { id } = await fixture.database.transaction({}, (session) =>
    findPartnership(session, demonstration.code),
  );
  api = await Api.on(fixture.database, analystOf(id));
}, 300_000);
afterAll(() => fixture.remove());

const profileOf = async (where: object, asking = {}) =>
  (
    await api.ask<{ problemProfile: Profile }>(
      PROFILE,
      { where: { partnership: demonstration.code, ...where } },
      asking,
    )
  ).problemProfile;

test('violence in a town centre: where, when, who, and whether it grows', async () => {
  const profile = await profileOf({ themes: ['violent-crime'], period: YEAR, near: DUNSTABLE });
  expect(profile.where[0].name).toBe('Dunstable town centre');
  expect(profile.when.map(({ label }) => label).at(-1)).toMatch(/peaks$|^No clear season$/);
  expect(profile.offenders.map(({ label }) => label)).toEqual(['White European males aged 20 to 29']);
  expect(profile.repeat!.share).toBeCloseTo(profile.repeat!.repeatIncidents / profile.repeat!.incidents, 12);
  expect(profile.trend!.classification).not.toBeNull();
  expect(profile.unseen).toEqual([]);
  expect(profile.statement).toContain('Violent crime, within 1000 m of a point, Jul 2008–Jun 2009: ');
  expect(profile.statement).toContain('Hotspots: Dunstable town centre (');
  expect(profile.statement).toContain('Offenders: White European males aged 20 to 29.');
  expect(profile.parameters).toContainEqual({ name: 'windowShare', value: '1/3' });
  expect(profile.dataVersion).toMatch(/^DEMO2009-/);
});

test('alcohol: the nights of the weekend', async () => {
  const { when, statement } = await profileOf({ themes: ['alcohol-misuse'], period: YEAR });
  expect(when[0].label).toMatch(/^Friday (and Saturday|to Sunday) nights, \d\d:00–0\d:00$/);
  expect(when[0].share).toBeGreaterThanOrEqual(1 / 3);
  expect(statement).toContain(`When: ${when[0].label}.`);
});

test('a theme of the whole partnership in a judged period has its judgement beside it', async () => {
  const { trend } = await profileOf({ themes: ['domestic-abuse'], period: HALF_YEAR });
  expect(trend).toEqual({ classification: 'DETERIORATING', asserted: { value: 'Increased reporting' } });
});

test('names its ward', async () => {
  const { wards } = await api.ask<{ wards: { nodes: { code: string; name: string }[] } }>(
    '{ wards(partnership: "DEMO2009", first: 3) { nodes { code name } } }',
  );
  const [{ code, name }] = wards.nodes;
  const { statement } = await profileOf({
    themes: ['anti-social-behaviour'],
    period: HALF_YEAR,
    areas: [{ ward: code }],
  });
  expect(statement.startsWith(`Anti-social behaviour, ${name}, Jan–Jun 2009: `)).toBe(true);
});

test('few incidents tell no hours', async () => {
  const { when, unseen } = await profileOf({
    themes: ['robbery'],
    period: { from: '2009-06-01', to: '2009-06-30' },
  });
  expect(when).toHaveLength(1);
  expect(unseen).toContainEqual({ line: 'when', because: 'Fewer than 30 incidents tell no days and hours.' });
});

test('without a key only counts are told, and the rest is listed', async () => {
  // A theme of many incidents: the noise of the disclosure control, which differs by installation, changes none of this.
  const asked = { themes: ['anti-social-behaviour'], period: HALF_YEAR };
  const profile = await profileOf(asked, { viewer: PUBLIC_VIEWER });
  expect(profile).toMatchObject({ where: [], victims: [], offenders: [], repeat: null });
  expect(profile.trend!.classification).toBe('DETERIORATING');
  expect(profile.when).toEqual([{ label: 'Summer peaks', share: null }]);
  expect(profile.unseen.map(({ line }) => line).sort()).toEqual([
    'offenders',
    'repeat',
    'victims',
    'when',
    'where',
  ]);
});

test.each([
  ['a theme that no source sees', { themes: ['public-confidence'] }, 'NOT_SUPPORTED_FOR_SOURCE'],
  ['an unknown theme', { themes: ['arson-attacks'] }, 'BAD_USER_INPUT'],
  ['an unknown ward', { areas: [{ ward: 'E1' }], period: HALF_YEAR }, 'BAD_USER_INPUT'],
])('%s is refused', async (_, where, code) => {
  const variables = { where: { partnership: demonstration.code, ...where } };
  expect(await api.refusal(PROFILE, variables)).toMatchObject({ code });
});
