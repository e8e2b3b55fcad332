/** Who did or read what: lines of the audit, who may read them, and that nobody changes them. */
import 'reflect-metadata';
import { AuditKeeper, PUBLIC_VIEWER, purgeAudit, type Viewer, writeAudit } from '../../src/access';
import type { Database } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { deliver, sharersOf } from '../ingest/deliveries/quarter';
import { Api, sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';

const LOG = `query ($partnership: ID, $action: String, $actor: String, $first: Int = 100, $after: String, $to: Date) {
  auditLog(partnership: $partnership, action: $action, actor: $actor, first: $first, after: $after, to: $to) {
    totalCount nodes { at actor action partnership detail } pageInfo { hasNextPage endCursor }
  }
}`;

interface Line {
  actor: string;
  action: string;
  partnership: string | null;
  detail: string;
}
interface Log {
  auditLog: {
    totalCount: number;
    nodes: Line[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

let fixture: TestDatabase;
let database: Database;
let api: Api;
let id: number;
let other: number;
const viewer = (fields: Partial<Viewer> = {}): Viewer => ({
  ...{ role: 'ADMIN', scopes: [], partnershipId: id, keyId: 7 },
  ...fields,
});

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  id = await sharersOf(database, 'HERE');
  other = await sharersOf(database, 'THERE');
  api = await Api.on(database, viewer());
  await deliver(
    database,
    ['date,category,postcode_district', '2023-04-03,X99.4,MK45', '2023-04-04,X99.4,MK45'],
    {
      ...{ partnership: 'HERE', agency: 'health', dataset: 'hospital-admissions', submittedBy: 'key 3' },
    },
  );
}, 120_000);
afterAll(() => fixture.remove());

const log = async (variables: object = {}, who = viewer()) =>
  (await api.ask<Log>(LOG, { partnership: 'HERE', ...variables }, { viewer: who })).auditLog;
const lines = async (action: string) =>
  (await log({ action })).nodes.map(({ actor, detail }) => ({ actor, ...JSON.parse(detail) }));

test('a delivery has its line, by whom, of what, without counts', async () => {
  expect(await lines('delivery')).toEqual([
    {
      ...{ actor: 'key 3', agency: 'health', content: 'hospital-admissions', quarter: '2023-04-01' },
      submission: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ]);
});

test('a read of single records of closed sources has its line: who, partnership, field, sources and rows', async () => {
  const where = { partnership: 'HERE', sources: ['hospital-admissions'] };
  const ask = (who: Viewer) =>
    api.ask(
      'query ($where: IncidentFilter!) { incidents(where: $where, first: 1) { nodes { id } } }',
      { where },
      { viewer: who },
    );
  await ask(viewer({ role: 'ANALYST', keyId: 9 }));
  const sources = ['hospital-admissions'];
  expect(await lines('records.read')).toEqual([{ actor: 'key 9', field: 'incidents', rows: 1, sources }]);
  await expect(ask(viewer({ role: 'PARTNER', keyId: 10 }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await api.ask(
    'query ($where: IncidentFilter!) { incidentCounts(where: $where, by: []) { total { count } } }',
    {
      where,
    },
  );
  expect(await lines('records.read')).toHaveLength(1);
});

test('a refused write has its line, without what the caller sent', async () => {
  const agency = { partnership: 'HERE', code: 'zaphod', name: 'Zaphod', kind: 'POLICE' };
  const set =
    'mutation ($agency: AgencyInput!) { setAgency(input: $agency) { agency { code } userErrors { code message path } } }';
  const edits = viewer({ role: 'PARTNER', scopes: ['edit'], keyId: 11 });
  expect((await api.refusal(set, { agency }, { viewer: edits })).code).toBe('FORBIDDEN');
  expect((await api.refusal(set, { agency }, { viewer: PUBLIC_VIEWER })).code).toBe('FORBIDDEN');
  expect(await lines('refused')).toEqual([{ actor: 'key 11', action: 'agency.set' }]);
});

test('administrators read it, of their own partnership; of all those of the installation', async () => {
  for (const who of [
    PUBLIC_VIEWER,
    viewer({ role: 'ANALYST' }),
    viewer({ scopes: ['read', 'edit'] }),
    viewer({ partnershipId: other }),
  ])
    expect((await api.refusal(LOG, { partnership: 'HERE' }, { viewer: who })).code).toBe('FORBIDDEN');
  expect((await api.refusal(LOG, {})).code).toBe('FORBIDDEN');
  expect((await log({}, viewer({ scopes: ['admin'] }))).totalCount).toBeGreaterThan(0);
  const everywhere = viewer({ partnershipId: null });
  const all = (await api.ask<Log>(LOG, {}, { viewer: everywhere })).auditLog;
  expect(new Set(all.nodes.map(({ partnership }) => partnership))).toEqual(new Set(['HERE', 'THERE']));
});

test('comes newest first, page by page, by actor and by day', async () => {
  const seen: Line[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const { nodes, pageInfo, totalCount } = await log({ first: 2, after });
    seen.push(...nodes);
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
    expect(totalCount).toBeGreaterThanOrEqual(seen.length);
  }
  expect(seen).toEqual((await log()).nodes);
  expect(seen[0].action).toBe('refused');
  expect((await log({ actor: 'key 3' })).totalCount).toBe(1);
  expect((await log({ to: '2020-01-01' })).totalCount).toBe(0);
});

test('a dry run of the command line has its line, and leaves nothing else', async () => {
  const try1 = (submittedBy?: string) =>
    deliver(database, ['date,category,postcode_district', '2023-04-05,X93,MK45'], {
      ...{ partnership: 'HERE', agency: 'health', dataset: 'hospital-admissions', dryRun: true, submittedBy },
    });
  const ledger = () => sql(database, 'SELECT id FROM submission');
  const before = await ledger();
  await try1();
  await try1('key 4'); // has its line before it begins
  expect(await ledger()).toEqual(before);
  expect(
    (await log({ action: 'delivery.try' })).nodes.map(({ actor, detail }) => ({ actor, detail })),
  ).toEqual([
    {
      actor: 'command line',
      detail: JSON.stringify({ agency: 'health', content: 'hospital-admissions', quarter: '2023-04-01' }),
    },
  ]);
});

test('old lines go while a server runs, and a failure is told', async () => {
  const faults: unknown[] = [];
  const purged = jest.fn().mockRejectedValueOnce(new Error('gone')).mockResolvedValue(undefined);
  const keeper = new AuditKeeper(
    { transaction: purged } as unknown as Database,
    99,
    (fault) => faults.push(fault),
    5,
  );
  keeper.start();
  await new Promise((resolve) => setTimeout(resolve, 60));
  await keeper.stop();
  const runs = purged.mock.calls.length;
  expect(runs).toBeGreaterThan(1);
  expect(faults).toEqual([new Error('gone')]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(purged).toHaveBeenCalledTimes(runs);
});

test('lines are never changed, and deleted only when they are old', async () => {
  const asOwner = (text: string) => database.transaction({}, (owner) => owner.query(statement('test', text)));
  for (const text of ["UPDATE audit SET actor = 'nobody'", 'DELETE FROM audit'])
    await expect(asOwner(text)).rejects.toMatchObject({ code: '42501' });
  await database.transaction({}, (owner) =>
    writeAudit(owner, { actor: 'key 12', action: 'old', partnershipId: id }),
  );
  // Lines get their age by the trigger's absence, as a database from years ago has them.
  await asOwner('ALTER TABLE audit DISABLE TRIGGER keep_audit');
  await asOwner("UPDATE audit SET at = now() - interval '100 days' WHERE action = 'old'");
  await asOwner('ALTER TABLE audit ENABLE TRIGGER keep_audit');
  const before = (await log()).totalCount;
  await database.transaction({}, (owner) => purgeAudit(owner, 101));
  expect((await log()).totalCount).toBe(before);
  await database.transaction({}, (owner) => purgeAudit(owner, 99));
  // The line of before is gone, and the purge has left one of its own.
  expect((await log()).totalCount).toBe(before - 1);
  const [purge] = await sql(database, "SELECT actor, detail FROM audit WHERE action = 'audit.purge'");
  expect(purge).toEqual({ actor: 'purge', detail: { lines: 1, olderThanDays: 99 } });
  expect(await sql(database, "SELECT id FROM audit WHERE action = 'old'")).toEqual([]);
});
