/** @backend server */
import { buildSchema } from 'graphql';
import type { RequestContext } from '../../../src/access';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { headersWith, type TestServer, testServer } from './test-server';

/** Of the pool of ten connections that a server has by default. */
const HALF = 5;

let fixture: TestDatabase;
let server: TestServer;
let begun = 0;
let release: () => void;
const released = new Promise<void>((resolve) => {
  release = resolve;
});

beforeAll(async () => {
  fixture = await createTestDatabase();
  const schema = buildSchema('type Query { slow: Boolean, quick: Boolean }');
  const { slow, quick } = schema.getQueryType()!.getFields();
  slow.resolve = (_source, _args, context: RequestContext) =>
    context.session(async () => {
      begun += 1;
      await released;
      return true;
    });
  quick.resolve = (_source, _args, context: RequestContext) => context.session(async () => true);
  server = await testServer(fixture.database, schema);
});
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

const quick = async (headers: Record<string, string>) => (await server.ask('{ quick }', {}, headers)).data;

test('a key that asks for much holds half of the connections, and holds up nobody else', async () => {
  const [many, other] = [await headersWith(fixture.database), await headersWith(fixture.database)];
  const asked = Array.from({ length: 20 }, () => server.ask('{ slow a: slow }', {}, many));
  while (begun < HALF) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(await quick(other)).toEqual({ quick: true });
  expect(await quick({})).toEqual({ quick: true });
  expect(begun).toBe(HALF);
  release();
  for (const { data } of await Promise.all(asked)) expect(data).toEqual({ slow: true, a: true });
});
