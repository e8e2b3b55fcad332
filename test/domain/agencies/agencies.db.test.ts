import 'reflect-metadata';
import { PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { storeAgencies, USUAL_AGENCIES } from '../../../src/domain/agencies';
import { Api, analystOf, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { partnershipOf } from '../../support/ground';

let fixture: TestDatabase;
let api: Api;
let admin: Viewer;
let elsewhere: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  const id = await partnershipOf(database, 'HERE');
  elsewhere = await partnershipOf(database, 'THERE');
  await database.transaction({}, (session) => storeAgencies(session, id, USUAL_AGENCIES));
  api = await Api.on(database, analystOf(id));
  admin = { role: 'ADMIN', scopes: [], partnershipId: id, keyId: 7 };
}, 60_000);
afterAll(() => fixture.remove());

const LIST = 'query ($partnership: ID!) { agencies(partnership: $partnership) { code name kind } }';
const SET =
  'mutation ($agency: AgencyInput!) { setAgency(input: $agency) { agency { code name kind } userErrors { code message path } } }';
interface Agency {
  code: string;
  name: string;
  kind: string;
}
const list = async (partnership: string, viewer: Viewer = api.viewer) =>
  (await api.ask<{ agencies: Agency[] }>(LIST, { partnership }, { viewer })).agencies;
const agency = (fields: Partial<Agency & { partnership: string }> = {}) => ({
  agency: { partnership: 'HERE', code: 'housing', name: 'Housing association', kind: 'OTHER', ...fields },
});
const set = async (fields?: Parameters<typeof agency>[0], viewer: Viewer = admin) =>
  (await api.ask<{ setAgency: { agency: Agency } }>(SET, agency(fields), { viewer })).setAgency.agency;
const audit = () =>
  sql(fixture.database, "SELECT actor, detail FROM audit WHERE action = 'agency.set' ORDER BY id");

test('a new partnership has itself and the responsible authorities, for everyone to read', async () => {
  expect((await list('HERE')).map(({ code }) => code)).toEqual([
    'csp',
    'police',
    'fire',
    'local-authority',
    'health',
    'probation',
  ]);
  expect(await list('HERE', PUBLIC_VIEWER)).toEqual(await list('HERE'));
  expect(await list('THERE')).toEqual([]);
});

test('an agency is added at the end, and changed where it is; each leaves its line in the audit', async () => {
  expect(await set()).toEqual({ code: 'housing', name: 'Housing association', kind: 'OTHER' });
  expect((await list('HERE')).at(-1)!.code).toBe('housing');
  expect(await set({ code: 'police', name: 'Vale Police', kind: 'POLICE' })).toMatchObject({
    name: 'Vale Police',
  });
  expect((await list('HERE'))[1]).toEqual({ code: 'police', name: 'Vale Police', kind: 'POLICE' });
  expect(await list('HERE')).toHaveLength(7);
  expect(await audit()).toEqual([
    { actor: 'key 7', detail: { agency: 'housing', kind: 'OTHER' } },
    { actor: 'key 7', detail: { agency: 'police', kind: 'POLICE' } },
  ]);
});

test('codes are the own of each partnership', async () => {
  const there: Viewer = { ...admin, partnershipId: elsewhere };
  await set({ partnership: 'THERE', code: 'police', name: 'Another Police', kind: 'POLICE' }, there);
  expect(await list('THERE')).toEqual([{ code: 'police', name: 'Another Police', kind: 'POLICE' }]);
  expect((await list('HERE'))[1].name).toBe('Vale Police');
});

test('nobody but its administrators may: the kind decides what an agency may deliver', async () => {
  const own = { partnershipId: admin.partnershipId, keyId: 8 };
  const before = await audit();
  for (const viewer of [
    PUBLIC_VIEWER,
    api.viewer,
    { ...admin, partnershipId: elsewhere },
    { ...admin, scopes: ['edit'] } as Viewer,
    { ...own, role: 'PARTNER', scopes: ['edit'] } as Viewer,
  ])
    expect((await api.refusal(SET, agency(), { viewer })).code).toBe('FORBIDDEN');
  expect(await audit()).toEqual(before);
});

test.each([
  [{ code: 'Upper Case' }, 'BAD_USER_INPUT'],
  [{ code: '' }, 'BAD_USER_INPUT'],
  [{ name: '' }, 'BAD_USER_INPUT'],
  [{ name: 'x'.repeat(121) }, 'BAD_USER_INPUT'],
  [{ partnership: 'NOWHERE' }, 'NOT_FOUND'],
])('refuses %j', async (fields, code) => {
  const before = await list('HERE');
  expect((await api.refusal(SET, agency(fields), { viewer: admin })).code).toBe(code);
  expect(await list('HERE')).toEqual(before);
});
