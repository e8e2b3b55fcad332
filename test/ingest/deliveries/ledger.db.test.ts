import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createKey, type NewKey, PUBLIC_VIEWER, type Viewer } from '../../../src/access';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { findAgency } from '../../../src/domain/agencies';
import type { DeliveryOptions } from '../../../src/ingest/deliveries';
import type { Database } from '../../../src/platform/database';
import { type TestServer, testServer } from '../../api/http/test-server';
import { Api, sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { at, deliver, sharersOf } from './quarter';

const LEDGER = `query ($partnership: ID!, $quarter: String!) {
  sharingLedger(partnership: $partnership, quarter: $quarter) {
    rows {
      dataset { number code name fields { name present } } agency { code name }
      due receivedAt status late partial
      submission { id } submissions { id state }
      accounting { read loaded unchanged outside unlocated rejected }
    }
    complete
  }
}`;
const REJECTS = `query ($submission: ID!, $first: Int = 100, $after: String) {
  rejects(submission: $submission, first: $first, after: $after) {
    totalCount nodes { line field reason } pageInfo { hasNextPage endCursor }
  }
}`;
const ALLOW = `mutation ($exception: DeliveryExceptionInput!) {
  setDeliveryException(input: $exception) { exception { dataset allowed allowedBy agency { code } } userErrors { code message path } }
}`;
const DELETE =
  'mutation ($id: ID!) { deleteSubmission(input: { id: $id }) { submission { id state endedBy accounting { loaded } } userErrors { code message path } } }';
const HOLD = `mutation ($holding: HoldingInput!) { setHolding(input: $holding) { holding { dataset from held version agency { code } } userErrors { code message path } } }`;

interface Row {
  dataset: { code: string; fields: { name: string; present: boolean | null }[] };
  agency: { code: string };
  due: string;
  receivedAt: string | null;
  status: string;
  late: boolean;
  partial: boolean;
  submission: { id: string } | null;
  submissions: { id: string; state: string }[];
  accounting: Record<string, number>;
}

let fixture: TestDatabase;
let database: Database;
let api: Api;
let id = 0;
let server: TestServer;
const viewer = (fields: Partial<Viewer> = {}): Viewer => ({
  ...{ role: 'ANALYST', scopes: [], partnershipId: id, keyId: 1 },
  ...fields,
});
const agencyId = (code: string) =>
  database.transaction({}, async (session) => (await findAgency(session, id, code, 'agency')).id);

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  id = await sharersOf(database, 'LEDGER');
  await sharersOf(database, 'OTHER');
  api = await Api.on(database, viewer());
  server = await testServer(database, await buildApiSchema(), { submissionLimitMegabytes: 1 });
}, 120_000);
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

const ledger = async (quarter: string, who = viewer()) =>
  (
    await api.ask<{ sharingLedger: { rows: Row[]; complete: boolean } }>(
      LEDGER,
      { partnership: 'LEDGER', quarter },
      { viewer: who },
    )
  ).sharingLedger;
const line = async (quarter: string, dataset: string) =>
  (await ledger(quarter)).rows.find((row) => row.dataset.code === dataset)!;
const asb = (lines: string[], options: Partial<DeliveryOptions> = {}) =>
  deliver(database, ['date,time,easting,northing,category', ...lines], {
    ...{ partnership: 'LEDGER', dataset: 'asb-reports', agency: 'local-authority' },
    ...options,
  });
const count = async (table: string) =>
  (
    await sql<{ n: number }>(database, `SELECT count(*) AS n FROM ${table} WHERE partnership_id = :id`, {
      id,
    })
  )[0].n;

test('every agency owes what the law puts on its kind; what is past and has not come is missing', async () => {
  const { rows, complete } = await ledger('2007Q3');
  expect(rows.map(({ dataset, agency }) => [dataset.code, agency.code])).toHaveLength(12);
  expect(rows[2]).toMatchObject({
    ...{ dataset: { number: 3, code: 'fire-incidents' }, agency: { code: 'fire' } },
    ...{
      due: '2007-12-31',
      receivedAt: null,
      status: 'MISSING',
      late: true,
      partial: false,
      submission: null,
    },
    accounting: { read: 0, loaded: 0, unchanged: 0, outside: 0, unlocated: 0, rejected: 0 },
  });
  expect(rows[2].dataset.fields[0]).toEqual({ name: 'category', present: null });
  expect(complete).toBe(false);
  const future = await ledger('2998Q1');
  expect(new Set(future.rows.map(({ status, late }) => `${status} ${late}`))).toEqual(
    new Set(['NOT_YET_DUE false']),
  );
});

test.each(['2007Q2', '1999Q1', '2023', '2023Q5', ''])('%s is refused as a quarter', async (quarter) => {
  expect(await api.refusal(LEDGER, { partnership: 'LEDGER', quarter })).toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

test('a line adds up what was delivered for it, says what is absent, and what was taken back', async () => {
  const first = await asb([
    `2023-04-01,,${at(10, 10)},noise`,
    '2023-04-02,,,,graffiti',
    '2023-01-01,,,,noise',
  ]);
  expect(await line('2023Q2', 'asb-reports')).toMatchObject({
    ...{ status: 'RECEIVED', late: true, partial: true, submission: { id: first.submissionId } },
    accounting: { read: 3, loaded: 2, unchanged: 0, outside: 0, unlocated: 0, rejected: 1 },
    dataset: {
      fields: [
        { name: 'category', present: true },
        { name: 'time', present: false },
        { name: 'date', present: true },
        { name: 'location', present: true },
      ],
    },
  });
  const more = await asb(['2023-06-01,12:30,,,noise', '2023-04-02,,,,graffiti']);
  expect(await line('2023Q2', 'asb-reports')).toMatchObject({
    ...{ partial: false, submission: { id: more.submissionId } },
    accounting: { read: 5, loaded: 3, unchanged: 1, rejected: 1 },
  });

  // The row that both have belongs to the second once the first is gone.
  expect(await count('incident')).toBe(3);
  const admin = viewer({ role: 'ADMIN' });
  const answer = await api.ask(DELETE, { id: first.submissionId }, { viewer: admin });
  expect(answer).toMatchObject({
    deleteSubmission: {
      submission: { id: first.submissionId, state: 'DELETED', endedBy: 'key 1', accounting: { loaded: 2 } },
    },
  });
  expect(await count('incident')).toBe(2);
  expect(await line('2023Q2', 'asb-reports')).toMatchObject({
    accounting: { read: 2, loaded: 1, unchanged: 1 },
    submissions: [
      { id: first.submissionId, state: 'DELETED' },
      { id: more.submissionId, state: 'STANDING' },
    ],
  });
  const again = await api.refusal(DELETE, { id: first.submissionId }, { viewer: admin });
  expect(again.code).toBe('CONFLICT');

  // The rejects of a delivery that is gone stay on record.
  const { rejects } = await api.ask<{ rejects: object }>(REJECTS, { submission: first.submissionId });
  expect(rejects).toMatchObject({ totalCount: 1, nodes: [{ line: 4, field: 'date' }] });

  await api.ask(DELETE, { id: more.submissionId }, { viewer: admin });
  for (const table of [
    'incident',
    'incident_count',
    'elementary_cell',
    'source_coverage',
    'incident_redelivery',
  ])
    expect([table, await count(table)]).toEqual([table, 0]);
  expect(await line('2023Q2', 'asb-reports')).toMatchObject({ status: 'MISSING', submission: null });
});

test('a replaced delivery came when it came first', async () => {
  const options = { quarter: '2024Q1' };
  const first = await asb(['2024-01-01,,,,noise'], options);
  await sql(database, `UPDATE submission SET received_at = '2024-04-03' WHERE public_id = :id`, {
    id: first.submissionId,
  });
  const second = await asb(['2024-01-02,10:00,,,noise'], { ...options, replace: true });
  expect(await line('2024Q1', 'asb-reports')).toMatchObject({
    ...{ receivedAt: '2024-04-03T01:00:00+01:00', late: false, due: '2024-06-30' },
    submissions: [{ state: 'REPLACED' }, { id: second.submissionId, state: 'STANDING' }],
    accounting: { read: 1, loaded: 1 },
  });
});

test('rejects come page by page', async () => {
  const bad = Array.from({ length: 7 }, (_, i) => `2024-04-0${i + 1},,,,no such thing`);
  const { submissionId } = await asb(bad, { quarter: '2024Q2' });
  const page = (after: string | null) =>
    api.ask<{
      rejects: {
        totalCount: number;
        nodes: { line: number }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    }>(REJECTS, { submission: submissionId, first: 3, after });
  const lines: number[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const { rejects } = await page(after);
    expect(rejects.totalCount).toBe(7);
    lines.push(...rejects.nodes.map((node) => node.line));
    after = rejects.pageInfo.endCursor;
    more = rejects.pageInfo.hasNextPage;
  }
  expect(lines).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect((await api.refusal(REJECTS, { submission: submissionId, after: 'nonsense' })).code).toBe(
    'BAD_USER_INPUT',
  );
  expect((await api.refusal(REJECTS, { submission: submissionId, first: 1001 })).code).toBe('TOO_LARGE');
  expect((await api.refusal(REJECTS, { submission: randomUUID() })).code).toBe('NOT_FOUND');
  expect((await api.refusal(REJECTS, { submission: 'x' })).code).toBe('NOT_FOUND');
});

test('an agency may hold nothing of a data set, from a quarter on', async () => {
  const health = viewer({ role: 'PARTNER', scopes: ['submit'], agencyId: await agencyId('health') });
  const holding = {
    partnership: 'LEDGER',
    agency: 'health',
    dataset: 'ambulance-callouts',
    from: '2023Q2',
    held: false,
  };
  expect(await api.ask(HOLD, { holding }, { viewer: health })).toMatchObject({
    setHolding: { holding: { from: '2023Q2', held: false, version: 1 } },
  });
  expect(await line('2023Q1', 'ambulance-callouts')).toMatchObject({ status: 'MISSING' });
  expect(await line('2023Q2', 'ambulance-callouts')).toMatchObject({ status: 'NOT_HELD', late: false });
  expect(await line('2024Q3', 'ambulance-callouts')).toMatchObject({ status: 'NOT_HELD' });
  expect((await api.refusal(HOLD, { holding }, { viewer: health })).code).toBe('CONFLICT');
  await api.ask(HOLD, { holding: { ...holding, from: '2024Q1', held: true } }, { viewer: health });
  expect(await line('2024Q3', 'ambulance-callouts')).toMatchObject({ status: 'MISSING' });
  const police = { ...holding, agency: 'police', dataset: 'police-crimes' };
  expect((await api.refusal(HOLD, { holding: police }, { viewer: health })).code).toBe('FORBIDDEN');
  expect((await api.refusal(HOLD, { holding: police })).code).toBe('FORBIDDEN');
});

describe('who reads the ledger', () => {
  test('an agency sees its own lines, the partnership all, nobody else any', async () => {
    const fire = viewer({ role: 'PARTNER', scopes: ['submit'], agencyId: await agencyId('fire') });
    expect((await ledger('2023Q2', fire)).rows.map(({ dataset }) => dataset.code)).toEqual([
      'fire-incidents',
      'fire-false-alarms',
    ]);
    const { submissionId } = await asb(['2023-05-05,,,,noise', '2023-05-05,,,,zzz']);
    for (const who of [viewer(), viewer({ role: 'PARTNER' })])
      await api.ask(REJECTS, { submission: submissionId }, { viewer: who });
    expect((await api.refusal(REJECTS, { submission: submissionId }, { viewer: fire })).code).toBe(
      'NOT_FOUND',
    );
    const other = viewer({ partnershipId: id + 1, role: 'ADMIN' });
    const edits = viewer({ scopes: ['edit'] });
    const nobodys = viewer({ scopes: ['submit'] });
    for (const who of [PUBLIC_VIEWER, other, edits, nobodys]) {
      const asked = { partnership: 'LEDGER', quarter: '2023Q2' };
      expect((await api.refusal(LEDGER, asked, { viewer: who })).code).toBe('FORBIDDEN');
    }
    for (const who of [PUBLIC_VIEWER, edits, nobodys])
      expect((await api.refusal(REJECTS, { submission: submissionId }, { viewer: who })).code).toBe(
        'FORBIDDEN',
      );
    expect((await api.refusal(REJECTS, { submission: submissionId }, { viewer: other })).code).toBe(
      'NOT_FOUND',
    );
    expect((await api.refusal(DELETE, { id: submissionId })).code).toBe('FORBIDDEN');
    expect((await api.refusal(DELETE, { id: submissionId }, { viewer: fire })).code).toBe('NOT_FOUND');
    const everywhere = viewer({ role: 'ADMIN', partnershipId: null });
    expect((await ledger('2023Q2', everywhere)).rows.length).toBeGreaterThan(11);
  });
});

describe('PUT /submissions', () => {
  const FILE = 'reference,date,easting,northing\nF/1,2023-04-05,,\nF/2,2023-05-05,,\nF/3,2022-05-05,,\n';
  const keyFor = async (fields: Partial<NewKey> = {}) => {
    const wanted = {
      role: 'PARTNER',
      scopes: ['submit'],
      partnership: 'LEDGER',
      name: 'fire',
      ...fields,
    } as NewKey;
    const { key } = await database.transaction({}, (session) => createKey(session, wanted));
    return { authorization: `Bearer ${key}` };
  };
  const fireKey = async () => keyFor({ agencyId: await agencyId('fire') });
  const put = (path: string, payload: string | Buffer, headers: Record<string, string>) =>
    server.app.inject({ method: 'PUT', url: `/submissions/${path}`, payload, headers });

  test('a file is delivered, replaced and tried, packed or not', async () => {
    const headers = await fireKey();
    const tried = await put('fire-false-alarms/2023Q2?dryRun=true', FILE, headers);
    expect([tried.statusCode, tried.json()]).toEqual([
      200,
      {
        ...{
          submission: null,
          dataset: 'fire-false-alarms',
          quarter: '2023Q2',
          agency: 'fire',
          dryRun: true,
        },
        accounting: { read: 3, accepted: 2, outside: 0, unlocated: 0, rejected: 1 },
        fieldsMissing: ['time', 'purported location'],
        rejects: [{ line: 4, field: 'date', reason: expect.stringContaining('not in 2023Q2') }],
      },
    ]);
    const came = await put('fire-false-alarms/2023Q2', FILE, { ...headers, 'content-type': 'text/csv' });
    expect(came.json()).toMatchObject({ accounting: { accepted: 2 }, dryRun: false });
    const packed = { ...headers, 'content-type': 'text/csv', 'content-encoding': 'gzip' };
    const again = await put('4/2023-Q2', gzipSync(FILE), packed);
    expect(again.json().accounting).toEqual({ read: 3, accepted: 2, outside: 0, unlocated: 0, rejected: 1 });
    const changed = await put('fire-false-alarms/2023Q2', FILE.replace('04-05', '04-06'), headers);
    expect([changed.statusCode, changed.json().error.code]).toEqual([409, 'CONFLICT']);
    const replaced = await put(
      'fire-false-alarms/2023Q2?replace=true',
      FILE.replace('04-05', '04-06'),
      headers,
    );
    expect(replaced.json()).toMatchObject({ accounting: { accepted: 2 } });
    expect(await line('2023Q2', 'fire-false-alarms')).toMatchObject({
      accounting: { read: 3 },
      submissions: [{ state: 'REPLACED' }, { state: 'REPLACED' }, { state: 'STANDING' }],
    });
  });

  test('an agency delivers what the law puts on its kind, and more where an administrator has allowed it', async () => {
    const headers = await fireKey();
    const crimes = 'date,category\n2023-04-05,wounding\n';
    const attempt = async () => (await put('police-crimes/2023Q2', crimes, headers)).json();
    expect((await attempt()).error).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('csg submission allow police-crimes --agency fire'),
    });
    await expect(
      deliver(database, crimes.trim().split('\n'), { partnership: 'LEDGER', dataset: '2', agency: 'csp' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });

    const exception = { partnership: 'LEDGER', agency: 'fire', dataset: '2', allowed: true };
    const admin = viewer({ role: 'ADMIN' });
    for (const who of [
      viewer(),
      viewer({ role: 'PARTNER', scopes: ['edit'] }),
      viewer({ role: 'ADMIN', scopes: ['submit'] }),
    ])
      expect((await api.refusal(ALLOW, { exception }, { viewer: who })).code).toBe('FORBIDDEN');
    expect(await api.ask(ALLOW, { exception }, { viewer: admin })).toEqual({
      setDeliveryException: {
        exception: { dataset: 'police-crimes', allowed: true, allowedBy: 'key 1', agency: { code: 'fire' } },
        userErrors: [],
      },
    });
    expect(await attempt()).toMatchObject({ agency: 'fire', accounting: { read: 1 } });
    await api.ask(ALLOW, { exception: { ...exception, allowed: false } }, { viewer: admin });
    expect((await attempt()).error.code).toBe('FORBIDDEN');
    const lines = await sql(
      database,
      "SELECT actor, detail FROM audit WHERE action = 'delivery.exception' ORDER BY id",
    );
    expect(lines).toEqual(
      [true, false].map((allowed) => ({
        actor: 'key 1',
        detail: { agency: 'fire', dataset: 'police-crimes', allowed },
      })),
    );
  });

  test('a key made before keys named their agency is told what to do', async () => {
    const headers = await fireKey();
    await sql(database, 'UPDATE api_key SET agency_id = NULL WHERE id = (SELECT max(id) FROM api_key)');
    const { statusCode, body } = await put('fire-false-alarms/2023Q2?agency=fire', FILE, headers);
    expect([statusCode, body]).toEqual([403, expect.stringContaining('--scope submit --agency CODE')]);
  });

  test('refusals say what is wrong, and nothing of the file', async () => {
    const headers = await fireKey();
    const refused = async (path: string, payload: string | Buffer, who: Record<string, string> = headers) => {
      const { statusCode, body } = await put(path, payload, who);
      expect(body).not.toContain('Zaphod');
      return [statusCode, JSON.parse(body).error?.code];
    };
    const whole = await keyFor({ role: 'ADMIN', scopes: [] });
    expect(await refused('fire-false-alarms/2023Q2', FILE, {})).toEqual([403, 'FORBIDDEN']);
    expect(await refused('fire-false-alarms/2023Q2', FILE, await keyFor({ scopes: ['read'] }))).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(
      await refused('fire-false-alarms/2023Q2?agency=fire', FILE, await keyFor({ scopes: ['read'] })),
    ).toEqual([403, 'FORBIDDEN']);
    expect(await refused('fire-false-alarms/2023Q2?agency=police', FILE)).toEqual([403, 'FORBIDDEN']);
    expect(await refused('fire-false-alarms/2023Q2?partnership=OTHER', FILE)).toEqual([403, 'FORBIDDEN']);
    expect(await refused('fire-false-alarms/2023Q2', FILE, whole)).toEqual([400, 'BAD_USER_INPUT']);
    expect(await refused('fire-false-alarms/2023Q2?agency=fire&dryRun=yes', FILE, whole)).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(await refused('fire-false-alarms/2023Q2?Zaphod=1', FILE)).toEqual([400, 'BAD_USER_INPUT']);
    expect(await refused('Zaphod/2023Q2', FILE)).toEqual([400, 'BAD_USER_INPUT']);
    expect(await refused('fire-false-alarms/2007Q2', FILE)).toEqual([400, 'BAD_USER_INPUT']);
    expect(await refused('fire-false-alarms/2023Q2', 'date,surname\n2023-04-05,Zaphod\n')).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(await refused('fire-false-alarms/2023Q2', gzipSync(FILE).subarray(0, 40))).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(await refused('fire-false-alarms/2023Q2', Buffer.alloc(2 ** 20 + 1, 'x'))).toEqual([
      413,
      'TOO_LARGE',
    ]);
    expect(
      await refused('fire-false-alarms/2023Q2', FILE, { authorization: `Bearer csg_${'x'.repeat(43)}` }),
    ).toEqual([401, 'UNAUTHENTICATED']);
    expect(await refused('fire-false-alarms/2023Q1?agency=fire&dryRun=true', FILE, whole)).toEqual([
      200,
      undefined,
    ]);
  });
});
