import { createKey, type NewKey } from '../../../src/access';
import { serveRoutes } from '../../../src/api';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import type { Config } from '../../../src/platform/config';
import { createDemonstration, type TestDatabase } from '../../support/database';
import { type TestServer, testServer } from '../http/test-server';

/** The demonstration behind its doors. */
export interface DemonstrationHouse extends TestDatabase, TestServer {
  /** Makes a key of the demonstration, the analyst's by default. */
  keyFor(wanted?: Partial<NewKey>): Promise<string>;
  /** Headers of the demonstration's analyst. */
  analyst: { authorization: string };
}

export async function openHouse(settings: Partial<Config> = {}): Promise<DemonstrationHouse> {
  const fixture = await createDemonstration();
  const server = await testServer(fixture.database, await buildApiSchema(), settings, serveRoutes);
  const keyFor = async (wanted: Partial<NewKey> = {}) => {
    const whole: NewKey = { role: 'ANALYST', partnership: 'DEMO2009', name: 'test', ...wanted };
    return (await fixture.database.transaction({}, (session) => createKey(session, whole))).key;
  };
  const analyst = { authorization: `Bearer ${await keyFor()}` };
  return {
    ...fixture,
    ...server,
    keyFor,
    analyst,
    remove: async () => {
      await server.app.close();
      await fixture.remove();
    },
  };
}
