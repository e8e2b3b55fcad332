/** Attempts to learn records by delivering, as keys that may not read them. */
import 'reflect-metadata';
import { createHash, createHmac } from 'node:crypto';
import { createKey, type NewKey, PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { findAgency } from '../../../src/domain/agencies';
import type { Database } from '../../../src/platform/database';
import { type TestServer, testServer } from '../../api/http/test-server';
import { Api, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { deliver, sharersOf } from './quarter';

let fixture: TestDatabase;
let database: Database;
let server: TestServer;
let api: Api;
let id: number;

const DRY_RUNS = 12;
const MAX_REJECTS = 5;
const HEADER = 'date,category,postcode_district';
/** The hospital's admissions of a quarter, which the attacker guesses. */
const TRUTH = [
  `2023-04-03,X99.4,MK45`,
  `2023-04-03,X99.4,MK45`,
  `2023-05-09,X93,SG17`,
  `2023-06-20,X99.4,SG17`,
];

const viewer = (fields: Partial<Viewer> = {}): Viewer => ({
  ...{ role: 'ANALYST', scopes: [], partnershipId: id, keyId: 1 },
  ...fields,
});
const agencyId = (code: string) =>
  database.transaction({}, async (session) => (await findAgency(session, id, code, 'agency')).id);
const keyFor = async (agency: string, fields: Partial<NewKey> = {}) => {
  const wanted = {
    role: 'PARTNER',
    scopes: ['submit'],
    partnership: 'GUESS',
    name: agency,
    ...fields,
  } as NewKey;
  const of = await agencyId(agency);
  const { key } = await database.transaction({}, (session) =>
    createKey(session, { ...wanted, agencyId: of }),
  );
  return { authorization: `Bearer ${key}` };
};
const put = async (path: string, lines: string[], headers: Record<string, string>) => {
  const answer = await server.app.inject({
    ...{ method: 'PUT', url: `/submissions/${path}`, headers, payload: `${lines.join('\n')}\n` },
  });
  return { status: answer.statusCode, ...answer.json() };
};

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  id = await sharersOf(database, 'GUESS');
  api = await Api.on(database, viewer());
  server = await testServer(database, await buildApiSchema(), {
    ...{ dryRunsPerHour: DRY_RUNS, maxRejects: MAX_REJECTS },
  });
  const sent = await put('hospital-admissions/2023Q2', [HEADER, ...TRUTH], await keyFor('health'));
  expect(sent).toMatchObject({ status: 200, accounting: { accepted: 4 } });
}, 120_000);
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

test.each<[string, Partial<NewKey>]>([
  ['that may only deliver', {}],
  ['that may read counts too', { scopes: ['submit', 'read'] }],
  ['of an analyst, narrowed to delivering', { role: 'ANALYST' }],
])(
  'a dry run of a key %s answers alike for records that exist and for those that do not',
  async (_, fields) => {
    const headers = await keyFor('health', fields);
    const guess = (line: string) => put('hospital-admissions/2023Q2?dryRun=true', [HEADER, line], headers);
    const known = await guess(TRUTH[0]);
    expect(known).toMatchObject({ status: 200, accounting: { read: 1, accepted: 1 } });
    for (const line of [TRUTH[2], '2023-04-04,X99.4,MK45', '2023-06-20,X93,SG17'])
      expect(await guess(line)).toEqual(known);
  },
);

test('a dry run tells no conflict of references to those who may not read them, a delivery does', async () => {
  const header = 'reference,date,category';
  const headers = await keyFor('police');
  const deliver = (line: string, query = '') => put(`police-crimes/2023Q2${query}`, [header, line], headers);
  expect((await deliver('CA/1,2023-04-05,wounding')).status).toBe(200);
  const there = await deliver('CA/1,2023-04-06,wounding', '?dryRun=true');
  const absent = await deliver('CA/9,2023-04-06,wounding', '?dryRun=true');
  expect([there.status, there]).toEqual([200, absent]);
  expect(await deliver('CA/1,2023-04-06,wounding')).toMatchObject({
    status: 409,
    error: { code: 'CONFLICT' },
  });
  const reader = await keyFor('police', { role: 'ANALYST', scopes: ['submit', 'read'] });
  const told = await put('police-crimes/2023Q2?dryRun=true', [header, 'CA/1,2023-04-06,wounding'], reader);
  expect(told).toMatchObject({ status: 409, error: { code: 'CONFLICT' } });
});

test('dry runs and refused deliveries are on record, and limited', async () => {
  const headers = await keyFor('police');
  const [{ actor }] = await sql<{ actor: string }>(
    database,
    "SELECT 'key ' || max(id) AS actor FROM api_key",
  );
  const lines = ['date,category', '2023-04-05,wounding'];
  for (let i = 1; i < DRY_RUNS; i++)
    expect((await put('police-crimes/2023Q2?dryRun=true', lines, headers)).status).toBe(200);
  expect((await put('police-crimes/2023Q2', ['surname', 'Zaphod'], headers)).status).toBe(400);
  for (const query of ['?dryRun=true', ''])
    expect(await put(`police-crimes/2023Q2${query}`, lines, headers)).toMatchObject({
      status: 429,
      error: { code: 'RATE_LIMITED' },
    });
  const detail = { dataset: 'police-crimes', quarter: '2023Q2', agency: 'police' };
  const audit = await sql<{ action: string; detail: object }>(
    database,
    'SELECT action, detail FROM audit WHERE actor = :actor ORDER BY id',
    { actor },
  );
  const limited = { action: 'delivery.refused', detail: { ...detail, code: 'RATE_LIMITED' } };
  expect(audit).toHaveLength(DRY_RUNS + 2);
  expect(audit.slice(DRY_RUNS)).toEqual([limited, limited]);
  expect(audit[0]).toEqual({ action: 'delivery.try', detail });
  expect(audit[DRY_RUNS - 1]).toEqual({
    action: 'delivery.refused',
    detail: { ...detail, code: 'BAD_USER_INPUT' },
  });
});

describe('the ledger', () => {
  const LEDGER = `{ sharingLedger(partnership: "GUESS", quarter: "2023Q2") { rows {
    dataset { code } submissions { id fileHash accounting { read accepted loaded unchanged } }
  } } }`;
  interface Rows {
    sharingLedger: {
      rows: {
        dataset: { code: string };
        submissions: { id: string; fileHash: string; accounting: object }[];
      }[];
    };
  }
  const submissionsOf = async (dataset: string, who: Viewer) =>
    (await api.ask<Rows>(LEDGER, {}, { viewer: who })).sharingLedger.rows.find(
      (row) => row.dataset.code === dataset,
    )!.submissions;

  test('has hashes that no guess can be checked with, also by delivering the guess as something else', async () => {
    const [sent] = await submissionsOf('hospital-admissions', viewer({ role: 'PARTNER' }));
    const file = `${[HEADER, ...TRUTH].join('\n')}\n`;
    expect(sent.fileHash).toMatch(/^[0-9a-f]{64}$/);
    expect(sent.fileHash).not.toBe(createHash('sha256').update(file).digest('hex'));
    const [{ secret }] = await sql<{ secret: Buffer }>(
      database,
      'SELECT disclosure_secret AS secret FROM installation',
    );
    expect(sent.fileHash).not.toBe(createHash('sha256').update(secret).update(file).digest('hex'));
    const dummy = await put(
      'mental-health-and-drug-treatment/2023Q2',
      [HEADER, ...TRUTH],
      await keyFor('health'),
    );
    expect(dummy.status).toBe(400);
    const lines = ['date,postcode_district', '2023-04-03,MK45'];
    await put('domestic-abuse-admissions/2023Q2', lines, await keyFor('health'));
    await put('fire-false-alarms/2023Q2', lines, await keyFor('fire'));
    const [admissions] = await submissionsOf('domestic-abuse-admissions', viewer());
    const [alarms] = await submissionsOf('fire-false-alarms', viewer());
    expect(admissions.fileHash).not.toBe(alarms.fileHash);
    await put('fire-false-alarms/2023Q2', lines, await keyFor('fire'));
    const again = await submissionsOf('fire-false-alarms', viewer());
    expect(again.map(({ fileHash }) => fileHash)).toEqual([alarms.fileHash, alarms.fileHash]);
  });

  test('tells new rows from old ones to those who may read records, and numbers no delivery', async () => {
    const [counted] = await submissionsOf('hospital-admissions', viewer({ role: 'PARTNER' }));
    expect(counted.accounting).toEqual({ read: 4, accepted: 4, loaded: null, unchanged: null });
    const [read] = await submissionsOf('hospital-admissions', viewer());
    expect(read.accounting).toEqual({ read: 4, accepted: 4, loaded: 4, unchanged: 0 });
    expect(read.id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('a delivery that is refused before its file is read has one line, with codes that exist and nothing else', async () => {
  const own = await keyFor('fire');
  const last = async () => Number((await sql(database, 'SELECT coalesce(max(id), 0) AS n FROM audit'))[0].n);
  const refusals: [string, Record<string, string>, number, object][] = [
    ['no-such-set/2023Q2', own, 400, { code: 'BAD_USER_INPUT' }],
    ['fire-incidents/2023Q9', own, 400, { code: 'BAD_USER_INPUT', dataset: 'fire-incidents' }],
    ['fire-incidents/2023Q2?surname=x', own, 400, { code: 'BAD_USER_INPUT' }],
    ['fire-incidents/2023Q2?dryRun=maybe', own, 400, { code: 'BAD_USER_INPUT' }],
    [
      'fire-incidents/2023Q2?agency=police',
      own,
      403,
      { code: 'FORBIDDEN', dataset: 'fire-incidents', quarter: '2023Q2' },
    ],
    [
      'police-crimes/2023Q2?dryRun=true',
      own,
      403,
      { code: 'FORBIDDEN', dataset: 'police-crimes', quarter: '2023Q2' },
    ],
  ];
  for (const [path, key, status, detail] of refusals) {
    const before = await last();
    expect(await put(path, [HEADER], key)).toMatchObject({ status });
    const lines = await sql(database, `SELECT action, detail FROM audit WHERE id > ${before}`);
    expect(lines).toEqual([{ action: 'delivery.refused', detail }]);
  }
  const before = await last();
  expect(await put('fire-incidents/2023Q2', [HEADER], {})).toMatchObject({ status: 403 });
  expect(await last()).toBe(before);
});

test('a key with scopes delivers people only with the scope people, and its refusal is on record', async () => {
  const lines = ['date,category,age,sex', '2023-05-03,fixed-term,14,M'];
  const pupils = () => sql(database, "SELECT sex, age_band FROM involvement WHERE role = 'EXCLUDED'");
  const refused = await put('school-exclusions/2023Q2', lines, await keyFor('local-authority'));
  expect(refused).toMatchObject({ status: 403, error: { message: expect.stringContaining('pupils') } });
  expect(await pupils()).toEqual([]);
  const [line] = await sql(database, 'SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1');
  expect(line).toMatchObject({
    action: 'delivery.refused',
    detail: { dataset: 'school-exclusions', code: 'FORBIDDEN' },
  });
  const mayDeliver = await keyFor('local-authority', { scopes: ['submit', 'people'] });
  expect(await put('school-exclusions/2023Q2', lines, mayDeliver)).toMatchObject({ status: 200 });
  expect(await pupils()).toEqual([{ sex: 'MALE', age_band: 'AGE_10_19' }]);
});

test('outcome words of closed sources are for readers of the records that have them', async () => {
  const lines = ['date,category,reason', '2023-05-04,permanent,drug and alcohol related'];
  const people = await keyFor('local-authority', { scopes: ['submit', 'people'] });
  const sent = await put('school-exclusions/2023Q2', lines, people);
  expect(sent).toMatchObject({ status: 200, accounting: { accepted: 1 } });
  const other = await sharersOf(database, 'NEXT');
  const words = async (who: Viewer) =>
    (await api.ask<{ outcomes: { code: string }[] }>('{ outcomes { code } }', {}, { viewer: who })).outcomes;
  const word = { code: 'permanent-exclusion-drug-and-alcohol-related' };
  expect(await words(viewer())).toContainEqual(word);
  for (const who of [
    PUBLIC_VIEWER,
    viewer({ partnershipId: other }),
    viewer({ role: 'PARTNER' }),
    viewer({ scopes: ['edit'] }),
  ])
    expect(await words(who)).toEqual([]);
  // The neighbour's own closed source brings the word: now its readers know it too.
  await deliver(database, lines, {
    partnership: 'NEXT',
    dataset: 'school-exclusions',
    agency: 'local-authority',
  });
  expect(await words(viewer({ partnershipId: other }))).toEqual([word]);
});

describe('a small file that costs much is stopped, and leaves nothing', () => {
  const rows = async () =>
    sql(database, 'SELECT count(*) AS n FROM reject UNION ALL SELECT count(*) FROM submission');

  test('at the limit of rejected rows', async () => {
    const bad = (n: number) => [
      'date,category',
      ...Array.from({ length: n }, () => '2023-04-05,no such thing'),
    ];
    const headers = await keyFor('police');
    expect(await put('police-crimes/2023Q3', bad(MAX_REJECTS), headers)).toMatchObject({ status: 200 });
    const before = await rows();
    expect(await put('police-crimes/2023Q3', bad(100), headers)).toMatchObject({
      status: 413,
      error: {
        code: 'TOO_LARGE',
        message: expect.stringContaining('more than 5 rows are rejected (MAX_REJECTS)'),
      },
    });
    expect(await rows()).toEqual(before);
  });

  test('at the sum of its counts', async () => {
    const lines = ['category,count,month,postcode_district'];
    for (const district of ['MK45', 'SG17', '']) lines.push(`drug-treatment,100000,2023-04,${district}`);
    const sent = await put('mental-health-and-drug-treatment/2023Q2', lines, await keyFor('health'));
    expect(sent).toMatchObject({ status: 413, error: { code: 'TOO_LARGE' } });
  });
});

test('the keyed hash is HMAC-SHA256', async () => {
  const [{ secret, hash }] = await sql<{ secret: Buffer; hash: string }>(
    database,
    "SELECT disclosure_secret AS secret, encode(keyed_hash('message'::bytea), 'hex') AS hash FROM installation",
  );
  expect(hash).toBe(createHmac('sha256', secret).update('message').digest('hex'));
});
