/** A page of panels in one operation: each is answered or refused on its own. */
import { PUBLIC_VIEWER } from '../../../src/access';
import { Api } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { buildTiny } from './tiny';

let fixture: TestDatabase;
let api: Api;
beforeAll(async () => {
  fixture = await createTestDatabase();
  await buildTiny(fixture.database);
  api = await Api.on(fixture.database, PUBLIC_VIEWER);
}, 120_000);
afterAll(() => fixture.remove());

const PANELS = `query ($partnership: ID!, $where: IncidentFilter!, $closed: IncidentFilter!) {
  partnership(code: $partnership) { name }
  wards(partnership: $partnership) { totalCount }
  incidentCounts(where: $where, by: []) { total { count } }
  areaRates(where: $where, kind: WARD) { rows { code } }
  recommendations(partnership: $partnership) { text }
  incidents(where: $closed) { totalCount }
  victimProfile(where: $closed) { people }
  sharingLedger(partnership: $partnership, quarter: "2023Q2") { complete }
}`;
const REFUSED = ['incidents', 'victimProfile', 'sharingLedger'];

test('of eight panels the public gets five, and three reasons', async () => {
  const period = { from: '2023-04-01', to: '2023-06-30' };
  const { data, errors = [] } = await api.execute(PANELS, {
    partnership: 'TINY',
    where: { partnership: 'TINY', period },
    closed: { partnership: 'TINY', period, sources: ['police-crimes'] },
  });
  const answered = Object.keys(data).filter((panel) => data[panel] !== null);
  expect(Object.keys(data)).toHaveLength(8);
  expect(answered).toEqual(Object.keys(data).filter((panel) => !REFUSED.includes(panel)));
  expect(data.wards.totalCount).toBeGreaterThan(0);
  expect(errors.map(({ path }) => path?.[0]).sort()).toEqual([...REFUSED].sort());
});
