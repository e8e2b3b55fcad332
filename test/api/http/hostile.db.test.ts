/** @backend either */
import { serveRoutes } from '../../../src/api';
import { buildApiSchema } from '../../../src/api/graphql';
import type { Config } from '../../../src/platform/config';
import { closeCompute } from '../../../src/platform/threads';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { headersWith, type TestServer, testServer } from './test-server';

let fixture: TestDatabase;
let server: TestServer;
let submitter: Record<string, string>;

beforeAll(async () => {
  fixture = await createTestDatabase();
  server = await testServer(fixture.database, await buildApiSchema(), {}, serveRoutes);
  submitter = await headersWith(fixture.database, { role: 'ADMIN' });
});
afterAll(async () => {
  await closeCompute();
  await server.app.close();
  await fixture.remove();
});

const code = ({ errors }: { errors?: { extensions: Record<string, unknown> }[] }) =>
  errors?.map(({ extensions }) => extensions.code);

describe('the character NUL is BAD_USER_INPUT', () => {
  const partnership = 'query ($code: String!) { partnership(code: $code) { name } }';
  const areas = 'query ($where: IncidentFilter!) { incidentCounts(where: $where) { dataVersion } }';
  test.each<[string, string, object]>([
    ['in a variable', partnership, { code: 'A\0' }],
    ['in a literal', '{ partnership(code: "A\\u0000") { name } }', {}],
    ['in an input field', areas, { where: { partnership: 'A\0' } }],
    ['in a list', areas, { where: { partnership: 'ONE', wards: ['E05\0'] } }],
    ['in an id', 'query ($id: ID!) { incident(id: $id) { id } }', { id: '1\0' }],
  ])('%s of GraphQL', async (_, query, variables) => {
    expect(code(await server.ask(query, variables))).toEqual(['BAD_USER_INPUT']);
  });

  test.each(['partnership=a%00', 'agency=a%00&partnership=ONE'])('in PUT /submissions?%s', async (query) => {
    const response = await server.app.inject({
      method: 'PUT',
      url: `/submissions/police-crimes/2023Q1?${query}`,
      headers: { ...submitter, 'content-type': 'text/csv' },
      payload: 'a,b\n',
    });
    expect([response.statusCode, response.json().error.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each([
    '/submissions/a%00/2023Q1',
    '/export/incidents.csv?partnership=%00',
    '/export/a%00.csv',
    '/ogc/collections/wards/items/a%00?partnership=ONE',
    '/tiles/incidents.json?partnership=%00',
  ])('in %s', async (path) => {
    const { statusCode } = await server.get(path);
    expect([400, 404]).toContain(statusCode);
  });
});

test('no hostile request was a fault of the server', () => {
  expect(server.logged()).not.toContain('unexpected error');
});

test.each([
  ['a subscription', 'subscription { a }', {}],
  [
    'a period that ends before it begins',
    'query ($where: IncidentFilter!) { incidentCounts(where: $where) { dataVersion } }',
    { where: { partnership: 'ONE', from: '2024-02-01', to: '2023-01-01' } },
  ],
  ...['activities', 'calendarEvents'].map((list): [string, string, object] => [
    `a period of ${list} that ends before it begins`,
    `{ ${list}(partnership: "ONE", period: { from: "2024-02-01", to: "2023-01-01" }) { id } }`,
    {},
  ]),
  ['a negative page', '{ incidents(where: { partnership: "ONE" }, first: -1) { nodes { id } } }', {}],
])('%s is BAD_USER_INPUT', async (_, query, variables) => {
  expect(code(await server.ask(query, variables, submitter))).toEqual(['BAD_USER_INPUT']);
});

describe('absolute links', () => {
  const collections = '/ogc/collections?f=json';
  const headers = { host: 'known.example', 'x-forwarded-host': 'evil.example' };
  const linksOf = async (settings: Partial<Config>) => {
    const { app, get } = await testServer(fixture.database, await buildApiSchema(), settings, serveRoutes);
    const { body } = await get(collections, headers);
    await app.close();
    return { body };
  };

  test('have the host of the request, never a forwarded one', async () => {
    const { body } = await linksOf({ trustedProxies: ['127.0.0.1'] });
    expect(body).toContain('http://known.example/ogc/collections');
    expect(body).not.toContain('evil.example');
  });

  test('have PUBLIC_URL where it is set', async () => {
    const { body } = await linksOf({ publicUrl: 'https://safety.example/csg' });
    expect(body).toContain('https://safety.example/csg/ogc/collections');
    expect(body).not.toMatch(/known|evil/);
  });

  test('are refused to a Host that is none', async () => {
    expect((await server.get(collections, { host: 'a"b' })).statusCode).toBe(400);
  });
});

test('/metrics is for whoever has its key, and for nobody without one', async () => {
  expect((await server.get('/metrics')).statusCode).toBe(404);
  const metricsKey = 'a-key-of-the-metrics';
  const { app, get } = await testServer(fixture.database, await buildApiSchema(), { metricsKey });
  expect((await get('/metrics')).statusCode).toBe(401);
  expect((await get('/metrics', submitter)).statusCode).toBe(401);
  expect((await get('/metrics', { authorization: `Bearer ${metricsKey}` })).statusCode).toBe(200);
  await app.close();
});
