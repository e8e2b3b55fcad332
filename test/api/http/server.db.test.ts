import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import type { RequestContext } from '../../../src/access';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { editorLink } from '../../../src/api/http';
import { revertLast } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { Problem } from '../../../src/platform/errors';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { headersWith, type TestServer, testServer } from './test-server';

const schema: GraphQLSchema = buildSchema(`
  type Query { role: String, slow(ms: Int!): String, wide: String, twice: String, refuse: String }
`);
const resolvers: Record<string, (args: never, context: RequestContext) => unknown> = {
  role: (_, { viewer }) => viewer.role,
  slow: async ({ ms }: { ms: number }) => {
    await sleep(ms);
    return 'done';
  },
  wide: () => 'wide '.repeat(1000),
  twice: async (_, context) => {
    const ask = () => context.session((session) => session.query(statement('one', 'SELECT 1')));
    await ask();
    await sleep(1500);
    await ask();
  },
  refuse: () => {
    throw new Problem('NOT_ENOUGH_DATA', 'Too little.');
  },
};
for (const [name, field] of Object.entries(schema.getQueryType()!.getFields()))
  field.resolve = (_, args, context) => resolvers[name](args as never, context as RequestContext);

let fixture: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  server = await testServer(fixture.database, schema);
});
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

describe('who is asking', () => {
  test('without a key the public, with one its role', async () => {
    expect(await server.ask('{ role }')).toMatchObject({ data: { role: 'PUBLIC' } });
    const headers = await headersWith(fixture.database, { role: 'PARTNER' });
    expect(await server.ask('{ role }', {}, headers)).toMatchObject({ data: { role: 'PARTNER' } });
  });

  test('a request with a key that was seen lately costs no statement for it', async () => {
    const headers = await headersWith(fixture.database);
    await server.ask('{ role }', {}, headers);
    const before = fixture.database.statementCount;
    await server.ask('{ role }', {}, headers);
    expect(fixture.database.statementCount).toBe(before);
  });
});

describe('health', () => {
  test('alive and ready', async () => {
    expect((await server.get('/healthz')).json()).toEqual({ status: 'alive' });
    expect((await server.get('/readyz')).json()).toEqual({ status: 'ready' });
  });

  test('not ready where migrations are missing', async () => {
    const other = await createTestDatabase();
    const { app, get } = await testServer(other.database, schema);
    await revertLast(other.database);
    const response = await get('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toEqual({
      error: { code: 'RETRY', message: expect.stringContaining('csg migrate') },
    });
    await app.close();
    await other.remove();
  });

  test('not ready, but alive, where the database is gone', async () => {
    const other = await createTestDatabase();
    const { app, get } = await testServer(other.database, schema);
    await other.detach();
    const response = await get('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('1');
    expect(response.json().error.code).toBe('RETRY');
    expect((await get('/healthz')).statusCode).toBe(200);
    await app.close();
    await other.remove();
  });

  test('many probes cost one look at the database', async () => {
    const { app, get } = await testServer(fixture.database, schema);
    const before = fixture.database.statementCount;
    await Promise.all(Array.from({ length: 50 }, () => get('/readyz')));
    expect(fixture.database.statementCount - before).toBeLessThanOrEqual(4);
    await app.close();
  });
});

test('metrics: time by route and root field, errors by code, work of the database', async () => {
  const metricsKey = 'a-key-of-the-metrics';
  const { app, ask, get } = await testServer(fixture.database, schema, { metricsKey });
  await ask('query Zaphod { a: role }');
  await ask('query Zaphod { role wide }');
  await ask('{ refuse }');
  await get('/nowhere/zaphod');
  await get('/readyz');
  const { body } = await get('/metrics', { authorization: `Bearer ${metricsKey}` });
  expect(body).toContain(
    'csg_request_duration_seconds_count{route="/graphql",operation="role",status="200"} 1',
  );
  expect(body).toContain(
    'csg_request_duration_seconds_count{route="/graphql",operation="several",status="200"} 1',
  );
  expect(body).toContain('csg_request_duration_seconds_count{route="unmatched",operation="",status="404"} 1');
  expect(body).toContain('csg_errors_total{code="NOT_ENOUGH_DATA"} 1');
  expect(body).toContain('csg_errors_total{code="NOT_FOUND"} 1');
  expect(body).toMatch(/csg_database_statements_total [1-9]/);
  expect(body).toMatch(/csg_database_wait_seconds_total \d/);
  expect(body).toContain('process_cpu_seconds_total');
  expect(body).not.toMatch(/zaphod/i);
  await app.close();
});

test('the log: one line for each request, and nothing of who or what', async () => {
  const { app, logged, post } = await testServer(fixture.database, schema);
  const headers = await headersWith(fixture.database);
  const response = await post(
    { query: 'query Zaphod($ms: Int!) { slow(ms: $ms) }', variables: { ms: 42 } },
    { ...headers, 'x-forwarded-for': '192.0.2.7', cookie: 'name=Zaphod', 'user-agent': 'Zaphod' },
  );
  const lines = logged().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0])).toEqual({
    level: 'info',
    time: expect.any(String),
    requestId: response.headers['x-request-id'],
    method: 'POST',
    route: '/graphql',
    status: 200,
    ms: expect.any(Number),
    operation: 'slow',
    role: 'ANALYST',
    keyId: expect.any(Number),
    msg: 'request',
  });
  await app.close();
});

describe('deadline of a request', () => {
  test('beyond it the answer is TIMEOUT, and nothing more is asked of the database', async () => {
    const { app, ask, logged } = await testServer(fixture.database, schema, { requestTimeoutSeconds: 1 });
    await app.listen({ port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ twice }' }),
    });
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({
      data: null,
      errors: [
        {
          message: expect.stringContaining('1 seconds (REQUEST_TIMEOUT_SECONDS)'),
          extensions: { code: 'TIMEOUT' },
        },
      ],
    });
    const before = fixture.database.statementCount;
    await sleep(1000);
    expect(fixture.database.statementCount).toBe(before);
    expect(logged()).not.toContain('unexpected error');
    expect((await ask('{ role }')).data).toEqual({ role: 'PUBLIC' });
    await app.close();
  });
});

describe('headers', () => {
  test('a request id of our own, whatever the caller sends', async () => {
    const response = await server.get('/', { 'x-request-id': 'mine' });
    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('pages elsewhere may call by default, and only those named otherwise', async () => {
    const origin = { origin: 'https://maps.example' };
    expect((await server.get('/', origin)).headers['access-control-allow-origin']).toBe('*');
    expect((await server.get('/', origin)).headers['access-control-allow-credentials']).toBeUndefined();
    const strict = await testServer(fixture.database, schema, { corsOrigins: ['https://bi.example'] });
    expect((await strict.get('/', origin)).headers['access-control-allow-origin']).toBeUndefined();
    expect(
      (await strict.get('/', { origin: 'https://bi.example' })).headers['access-control-allow-origin'],
    ).toBe('https://bi.example');
    const preflight = await strict.app.inject({
      method: 'OPTIONS',
      url: '/graphql',
      headers: {
        origin: 'https://bi.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
      },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toBe('authorization, content-type');
    await strict.app.close();
  });

  test('answers are packed for who can unpack', async () => {
    const response = await server.post({ query: '{ wide }' }, { 'accept-encoding': 'gzip' });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(response.rawPayload).toString()).data.wide).toHaveLength(5000);
  });

  test('pages know what they were, so that nobody loads them twice', async () => {
    const first = await server.get('/schema.graphql');
    const again = await server.get('/schema.graphql', { 'if-none-match': String(first.headers.etag) });
    expect([first.statusCode, again.statusCode]).toEqual([200, 304]);
    expect(first.body).toContain('type Query {');
    expect(() => parse(first.body)).not.toThrow();
  });
});

describe('the editor', () => {
  const editorFiles = join(dirname(require.resolve('altair-static')), 'dist');

  test('names nothing outside: page, styles and start-up load from the package alone', async () => {
    const page = await server.get('/editor/');
    expect(page.statusCode).toBe(200);
    const references = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, reference]) => reference);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect(reference).not.toMatch(/^(https?:)?\/\//);
      expect((await server.get(new URL(reference, 'http://x/editor/').pathname)).statusCode).toBe(200);
    }
    const styles = readdirSync(editorFiles).filter((name) => name.endsWith('.css'));
    for (const name of styles)
      expect(readFileSync(join(editorFiles, name), 'utf8')).not.toMatch(/url\(["']?(https?:)?\/\//);
    expect((await server.get('/editor/start.js')).body).not.toMatch(/https?:\/\//);
  });

  test('and the browser is told to refuse everything from elsewhere', async () => {
    for (const path of [
      '/editor/',
      '/editor/start.js',
      '/editor/main.js',
      '/editor/iframe-sandbox/index.html',
    ]) {
      const policy = String((await server.get(path)).headers['content-security-policy']);
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toMatch(/https?:|\*/);
    }
  });

  test('its start-up script is valid, and its example fits the schema that the product has', async () => {
    const script = (await server.get('/editor/start.js')).body;
    const called: Record<string, unknown>[] = [];
    const run = new Function('location', 'history', 'document', 'AltairGraphQL', script);
    const open = (href: string) => {
      const location = new URL(href);
      const history = { replaceState: (_: unknown, __: unknown, path: string) => called.push({ path }) };
      const altair = { init: (options: Record<string, unknown>) => called.push(options) };
      run(location, history, { baseURI: 'http://host/base/editor/' }, altair);
    };
    open(
      editorLink('http://host', {
        key: 'csg_k',
        partnership: 'DEMO2009',
        from: '2008-07-01',
        to: '2009-06-30',
      }),
    );
    open('http://host/editor/');
    expect(called[0]).toEqual({ path: '/editor/' });
    expect(called[1]).toMatchObject({
      endpointURL: 'http://host/base/graphql',
      initialHeaders: { Authorization: 'Bearer csg_k' },
      preserveState: false,
      disableAccount: true,
    });
    expect(JSON.parse(called[1].initialVariables as string)).toEqual({
      where: { partnership: 'DEMO2009', period: { from: '2008-07-01', to: '2009-06-30' } },
    });
    expect(called[3]).toMatchObject({ initialHeaders: {}, preserveState: true });
    expect(validate(await buildApiSchema(), parse(called[1].initialQuery as string))).toEqual([]);
  });

  test('the key in the link never reaches a server', () => {
    const link = new URL(editorLink('http://h', { key: 'csg_k', partnership: 'P', from: 'a', to: 'b' }));
    expect(link.pathname + link.search).toBe('/editor/');
  });

  test('is not there where it is switched off, nor is the schema', async () => {
    const { app, ask, get } = await testServer(fixture.database, schema, {
      editor: false,
      introspection: false,
    });
    expect((await get('/editor/')).statusCode).toBe(404);
    expect((await get('/schema.graphql')).statusCode).toBe(404);
    expect((await get('/')).body).not.toMatch(/editor|schema\.graphql/);
    expect((await ask('{ __schema { types { name } } }')).errors![0].extensions.code).toBe('BAD_USER_INPUT');
    await app.close();
  });
});

test('a stop finishes what runs, and takes nothing new', async () => {
  const { app } = await testServer(fixture.database, schema);
  await app.listen({ port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const post = (ms: number) =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ slow(ms: ${ms}) }` }),
    });
  const running = post(500);
  await sleep(100);
  const closed = app.close();
  expect(await (await running).json()).toMatchObject({ data: { slow: 'done' } });
  await closed;
  await expect(post(0)).rejects.toThrow();
});
