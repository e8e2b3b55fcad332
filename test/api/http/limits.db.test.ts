/** @backend either */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import type { Config } from '../../../src/platform/config';
import { closeCompute } from '../../../src/platform/threads';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { headersWith, type TestServer, testServer } from './test-server';

/** Everything may be null, and is. */
const schema: GraphQLSchema = buildSchema(`
  type Query { wards(first: Int = 50): WardConnection, list: [Ward!], ward: Ward, map(limit: Int = 10): String }
  type WardConnection { nodes: [Ward!], edges: [Edge!], pageInfo: PageInfo }
  type Edge { node: Ward }
  type PageInfo { hasNextPage: Boolean }
  type Ward { name: String, ward: Ward, neighbours: [Ward!] }
`);

let fixture: TestDatabase;
const running: TestServer[] = [];

async function serverWith(settings: Partial<Config>): Promise<TestServer> {
  const server = await testServer(fixture.database, schema, settings);
  running.push(server);
  return server;
}

beforeAll(async () => {
  fixture = await createTestDatabase();
});
afterAll(async () => {
  await closeCompute();
  await Promise.all(running.map(({ app }) => app.close()));
  await fixture.remove();
});

/** The refusal of an operation, or null where it was executed. */
async function refusal(server: TestServer, query: string, variables?: object) {
  const response = await server.post({ query, variables });
  const { errors } = response.json();
  if (!errors) return null;
  expect(response.statusCode).toBe(400);
  expect(errors).toHaveLength(1);
  return errors[0] as { message: string; extensions: Record<string, unknown> };
}

const nested = (depth: number) => `{ ${'ward { '.repeat(depth - 1)}name${' }'.repeat(depth - 1)} }`;

describe.each<[string, Partial<Config>, string, string, number]>([
  ['depth', { maxDepth: 4 }, nested(4), nested(5), 4],
  [
    'depth through fragments',
    { maxDepth: 3 },
    '{ ward { ...F } } fragment F on Ward { ward { name } }',
    '{ ward { ...F } } fragment F on Ward { ward { ward { name } } }',
    3,
  ],
  [
    'aliases',
    { maxAliases: 2 },
    '{ a: __typename b: __typename }',
    '{ a: __typename b: __typename c: __typename }',
    2,
  ],
  [
    'aliases in a fragment, as often as it is used',
    { maxAliases: 2 },
    '{ ward { ...F } list { ...F } } fragment F on Ward { a: name }',
    '{ ward { ...F } list { ...F ward { ...F } } } fragment F on Ward { a: name }',
    2,
  ],
  ['tokens', { maxTokens: 6 }, '{ ward { name } }', '{ ward { name name } }', 6],
  [
    'directives',
    {},
    `{ ${'__typename @skip(if: true) '.repeat(50)} }`,
    `{ ${'__typename @skip(if: true) '.repeat(51)} }`,
    50,
  ],
])('%s', (_, settings, fits, tooMuch, limit) => {
  test('up to the limit it is executed, beyond it is TOO_LARGE with the limit and what to do', async () => {
    const server = await serverWith(settings);
    expect(await refusal(server, fits)).toBeNull();
    const { message, extensions } = (await refusal(server, tooMuch))!;
    expect(extensions).toEqual({ code: 'TOO_LARGE', limit });
    expect(message).toContain(String(limit));
  });
});

describe('complexity', () => {
  test.each([
    ['a plain value costs nothing', '{ __typename }', 0],
    ['an object is one', '{ ward { name } }', 1],
    ['a list counts as ten', '{ list { name } }', 10],
    ['lists inside lists multiply', '{ list { neighbours { name } } }', 110],
    ['a connection is as long as first says', '{ wards(first: 100) { nodes { name } } }', 200],
    ['or its default', '{ wards { nodes { name } } }', 100],
    ['or a variable', 'query ($n: Int = 7) { wards(first: $n) { nodes { name } } }', 14],
    ['a value with a limit costs the limit', '{ map(limit: 5000) }', 5000],
    ['null is no size', '{ wards(first: null) { nodes { name } } }', 2],
    ['nor is less than nothing', '{ wards(first: -100) { nodes { name } } }', 2],
  ])('%s', async (_, query, cost) => {
    const fits = await serverWith({ maxComplexity: Math.max(cost, 1) });
    expect(await refusal(fits, query)).toBeNull();
    if (cost < 2) return;
    const tooMuch = await serverWith({ maxComplexity: cost - 1 });
    expect((await refusal(tooMuch, query))!.extensions).toEqual({
      code: 'TOO_LARGE',
      limit: cost - 1,
      asked: cost,
    });
  });

  test('the variables of the request count, not their defaults', async () => {
    const server = await serverWith({ maxComplexity: 1000 });
    const query = 'query ($n: Int = 1) { wards(first: $n) { nodes { name } } }';
    expect(await refusal(server, query)).toBeNull();
    expect((await refusal(server, query, { n: 501 }))!.extensions).toMatchObject({
      code: 'TOO_LARGE',
      asked: 1002,
    });
  });

  test('introspection is for free', async () => {
    const server = await serverWith({ maxComplexity: 1, maxDepth: 2 });
    expect(await refusal(server, getIntrospectionQuery())).toBeNull();
  });
});

describe('an analytic costs what it takes to compute, whatever is asked of its answer', () => {
  const times = (n: number, field: string) =>
    `{ ${Array.from({ length: n }, (_, i) => `a${i}: ${field} { dataVersion }`).join(' ')} }`;
  const where = 'where: { partnership: "NOWHERE" }';
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(fixture.database, await buildApiSchema());
    await server.ask('{ __typename }'); // the first request of a day looks for releases that are due
  });
  afterAll(() => server.app.close());
  const codes = async (query: string) =>
    (await server.ask(query)).errors!.map(({ extensions }) => extensions);

  test('ten totals pass', async () => {
    const found = await codes(times(10, `incidentCounts(${where})`));
    expect(found.map(({ code }) => code)).not.toContain('TOO_LARGE');
  });

  test('thirty grids are refused before anything is computed', async () => {
    const before = fixture.database.statementCount;
    expect(await codes(times(30, `hotspotGrid(${where}, statistic: GI_STAR)`))).toEqual([
      { code: 'TOO_LARGE', limit: 60_000, asked: 30 * 5_001 },
    ]);
    expect(fixture.database.statementCount).toBe(before);
  });
});

test('an answer tells its cost and the limit, a refusal too', async () => {
  const server = await testServer(fixture.database, await buildApiSchema(), { maxComplexity: 100 });
  running.push(server);
  const costOf = async (query: string) => (await server.post({ query })).json().extensions;
  expect(await costOf('{ partnerships { code } }')).toEqual({ cost: { cost: 10, limit: 100 } });
  expect(await costOf('{ partnerships { code } a: partnerships { code } }')).toEqual({
    cost: { cost: 20, limit: 100 },
  });
  const grid = 'hotspotGrid(where: { partnership: "NOWHERE" }, statistic: GI_STAR) { dataVersion }';
  expect(await costOf(`{ ${grid} }`)).toEqual({ cost: { cost: 5_001, limit: 100 } });
  expect(await costOf('{ nonsense')).toBeUndefined();
});

test('the example operations are well within the limits', async () => {
  const server = await testServer(fixture.database, await buildApiSchema());
  running.push(server);
  const folder = join(__dirname, '../../../schema/operations');
  const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  expect(files.length).toBeGreaterThan(5);
  for (const name of files) {
    const query = readFileSync(join(folder, name), 'utf8');
    const [, variables = '{}'] = /Variables:((?:.*\n#)*.*)/.exec(query) ?? [];
    const { errors = [] } = await server.ask(query, JSON.parse(variables.replace(/\n#/g, '')));
    // There is no data in this database; what matters is that nothing is refused before it is looked for.
    expect([name, errors.map(({ extensions }) => extensions.code)]).toEqual([
      name,
      expect.not.arrayContaining(['TOO_LARGE']),
    ]);
  }
});

// An answer that grows without bound would exceed the time limit of a test.
describe('an attack ends', () => {
  const bomb = Array.from(
    { length: 25 },
    (_, i) => `fragment F${i} on Ward { ...F${i + 1} ...F${i + 1} }`,
  ).join(' ');
  test.each([
    ['fragments that double', `{ ward { ...F0 } } ${bomb} fragment F25 on Ward { name }`],
    ['the same field a thousand times', `{ ${'ward { name } '.repeat(990)} }`],
    [
      'conflicting fields',
      `{ ${Array.from({ length: 300 }, (_, i) => `a: ward { a: ${i % 2 ? 'name' : '__typename'} }`).join(' ')} }`,
    ],
    ['fragments in a circle', '{ ward { ...A } } fragment A on Ward { ...B } fragment B on Ward { ...A }'],
    ['deep brackets', `{ wards(first: ${'['.repeat(3900)} }`],
    [
      'deep introspection',
      `{ __schema { types ${'{ fields { type '.repeat(30)} { name } ${'} } '.repeat(30)} } }`,
    ],
  ])('%s', async (_, query) => {
    const server = await serverWith({});
    expect(await server.ask(query)).toHaveProperty('errors');
  });

  test('deep variables', async () => {
    const server = await serverWith({});
    const query = 'query ($n: Int) { wards(first: $n) { nodes { name } } }';
    const response = await server.post(
      `{"query": "${query}", "variables": {"n": ${'['.repeat(1e5)}${']'.repeat(1e5)}}}`,
    );
    expect(response.json().errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the body', () => {
  const body = (bytes: number) =>
    JSON.stringify({ query: '{ __typename }', extensions: { padding: 'x'.repeat(bytes) } });

  test('beyond BODY_LIMIT_KB is TOO_LARGE', async () => {
    const server = await serverWith({ bodyLimitKilobytes: 10 });
    expect((await server.post(body(9_000))).statusCode).toBe(200);
    const response = await server.post(body(11_000));
    expect(response.statusCode).toBe(413);
    expect(response.json().errors[0]).toMatchObject({
      message: expect.stringContaining('10 kB (BODY_LIMIT_KB)'),
      extensions: { code: 'TOO_LARGE', limit: 10 },
    });
  });

  test('and so it is when it was packed', async () => {
    const server = await serverWith({ bodyLimitKilobytes: 10 });
    const send = (bytes: number) =>
      server.app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
        payload: gzipSync(body(bytes)),
      });
    expect((await send(9_000)).statusCode).toBe(200);
    expect((await send(1_000_000)).statusCode).toBe(413);
  });
});

describe('the rate', () => {
  const settings = { rateLimitPerMinute: 3 };
  const times = async <T>(n: number, send: () => Promise<T>) => {
    const answers: T[] = [];
    for (let i = 0; i < n; i++) answers.push(await send());
    return answers;
  };

  test('of an address without a key', async () => {
    const server = await serverWith(settings);
    const answers = await times(4, () => server.post({ query: '{ __typename }' }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3].headers['retry-after'])).toBeGreaterThan(0);
    expect(answers[3].json().errors[0].extensions).toEqual({
      code: 'RATE_LIMITED',
      limit: 3,
      retryAfterSeconds: expect.any(Number),
    });
    expect((await server.get('/')).json().error.code).toBe('RATE_LIMITED');
    expect((await server.get('/nowhere')).statusCode).toBe(429);
    expect((await server.get('/healthz')).statusCode).toBe(200);
    expect((await server.get('/readyz')).statusCode).toBe(200);
  });

  test('of a key: each has its own, whatever its address has used up', async () => {
    const server = await serverWith(settings);
    const [one, two] = [await headersWith(fixture.database), await headersWith(fixture.database)];
    const send = (headers: Record<string, string>) => () => server.post({ query: '{ __typename }' }, headers);
    expect((await times(4, send(one))).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect((await times(4, send(two))).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
    expect((await send({})()).statusCode).toBe(200);
  });

  test('of guessing keys', async () => {
    const server = await serverWith(settings);
    let guess = 0;
    const before = fixture.database.statementCount;
    const answers = await times(6, () => {
      guess += 1;
      return server.post(
        { query: '{ __typename }' },
        { authorization: `Bearer csg_${String(guess).padStart(43, 'A')}` },
      );
    });
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401, 429, 429, 429]);
    // Each guess is looked up by one probe, twice where it is let through.
    expect(fixture.database.statementCount - before).toBeLessThanOrEqual((6 + 3) * 4);

    // A good key behind the same address is not refused because of them, not even at its first request.
    const good = await server.post({ query: '{ __typename }' }, await headersWith(fixture.database));
    expect(good.statusCode).toBe(200);
  });

  test('goes by the address that a trusted proxy names, and by no other', async () => {
    const send = (server: TestServer, address: string) =>
      server.app.inject({ method: 'GET', url: '/', headers: { 'x-forwarded-for': address } });
    const trusting = await serverWith({ ...settings, trustedProxies: ['127.0.0.1'] });
    await times(3, () => send(trusting, '192.0.2.1'));
    expect((await send(trusting, '192.0.2.1')).statusCode).toBe(429);
    expect((await send(trusting, '192.0.2.2')).statusCode).toBe(200);
    const wary = await serverWith(settings);
    await times(3, () => send(wary, '192.0.2.1'));
    expect((await send(wary, '192.0.2.2')).statusCode).toBe(429);
  });
});
