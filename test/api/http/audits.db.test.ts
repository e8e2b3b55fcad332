/** @backend either */
import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type TestServer, testServer } from './test-server';

let fixture: TestDatabase;
let server: TestServer;
let url: string;

beforeAll(async () => {
  fixture = await createTestDatabase();
  server = await testServer(fixture.database, await buildApiSchema());
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

/** Audits of GraphQL over HTTP: what MUST be is an error, what SHOULD or MAY be is a warning or a notice. */
test('every audit of GraphQL over HTTP passes without an error', async () => {
  const audits = serverAudits({ url, fetchFn: fetch });
  expect(audits.length).toBeGreaterThan(50);
  const errors: string[] = [];
  for (const audit of audits) {
    const result = await audit.fn();
    if (result.status === 'error') errors.push(`${audit.id} ${audit.name}: ${result.reason}`);
  }
  expect(errors).toEqual([]);
});
