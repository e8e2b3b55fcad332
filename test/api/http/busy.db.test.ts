/** @backend server */
import { buildSchema } from 'graphql';
import { PUBLIC_VIEWER, RequestContext } from '../../../src/access';
import { openDatabase } from '../../../src/app';
import type { Database } from '../../../src/platform/database';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type TestServer, testServer } from './test-server';

let fixture: TestDatabase;
let database: Database;
let server: TestServer;
let release: () => void;
const released = new Promise<void>((resolve) => {
  release = resolve;
});

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = await openDatabase({ url: fixture.environment.DATABASE_URL, poolSize: 2 });
  const schema = buildSchema('type Query { read: Boolean, other: Boolean, known: Boolean }');
  const { read, other, known } = schema.getQueryType()!.getFields();
  read.resolve = (_source, _args, context: RequestContext) => context.session(async () => true);
  other.resolve = read.resolve;
  known.resolve = () => true;
  server = await testServer(database, schema, {}, async (app, { contextOf }) => {
    app.get('/plain', async (request, reply) =>
      contextOf(request, reply).session(async () => ({ read: true })),
    );
  });
});
afterAll(async () => {
  await server.app.close();
  await database.close();
  await fixture.remove();
});

/** A read of a caller of its own, which lasts until all are released. */
const lastingRead = (i: number) =>
  new RequestContext(PUBLIC_VIEWER, database, 60_000, undefined, undefined, `address ${i}`).session(
    () => released,
  );

test('a server with all that it can hold turns further callers away at once, and says when to ask again', async () => {
  const held = Array.from({ length: 102 }, (_, i) => lastingRead(i));
  await new Promise((resolve) => setTimeout(resolve, 50));

  const plain = await server.get('/plain');
  expect([plain.statusCode, plain.headers['retry-after'], plain.json().error.code]).toEqual([
    503,
    '5',
    'BUSY',
  ]);

  const nothing = await server.post({ query: '{ read other }' });
  expect([nothing.statusCode, nothing.headers['retry-after']]).toEqual([503, '5']);
  expect(nothing.json().errors[0]).toMatchObject({ extensions: { code: 'BUSY', retryAfterSeconds: 5 } });

  const part = await server.post({ query: '{ known read }' });
  expect([part.statusCode, part.headers['retry-after']]).toEqual([200, '5']);
  expect(part.json()).toMatchObject({ data: { known: true, read: null }, errors: [{ path: ['read'] }] });

  release();
  await Promise.all(held);
  expect((await server.get('/plain')).statusCode).toBe(200);
  expect((await server.ask('{ read }')).data).toEqual({ read: true });
});
