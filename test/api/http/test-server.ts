import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { createKey, type NewKey } from '../../../src/access';
import { createLogger, createServer, type RoutePlugin } from '../../../src/api/http';
import { addPartnership } from '../../../src/domain/areas';
import { type Config, readConfig } from '../../../src/platform/config';
import type { Database } from '../../../src/platform/database';

/** A server on a test's database, asked without a socket. */
export interface TestServer {
  app: FastifyInstance;
  /** Everything logged so far. */
  logged: () => string;
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(body: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  /** Sends an operation and gives the parsed answer. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown; locations?: unknown; extensions: Record<string, unknown> }[];
}

/** Builds a server with settings of its own; the rate limit is out of the way unless they say otherwise. */
export async function testServer(
  database: Database,
  schema: GraphQLSchema,
  settings: Partial<Config> = {},
  routes?: RoutePlugin,
): Promise<TestServer> {
  const lines: string[] = [];
  const config = { ...readConfig({}), rateLimitPerMinute: 1_000_000, ...settings };
  const logger = createLogger('trace', { write: (line: string) => void lines.push(line) });
  const app = await createServer({ config, database, schema, logger, routes });
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return {
    app,
    logged: () => lines.join(''),
    get: (path, headers) => app.inject({ method: 'GET', url: path, headers }),
    post,
    ask: async (query, variables, headers) => (await post({ query, variables }, headers)).json() as Answer,
  };
}

/** Headers with a new key. The partnership ONE is added where it is not there yet. */
export async function headersWith(database: Database, wanted: Partial<NewKey> = {}) {
  return database.transaction({}, async (session) => {
    await addPartnership(session, { code: 'ONE', name: 'One' }).catch(() => {});
    const { key } = await createKey(session, {
      role: 'ANALYST',
      partnership: 'ONE',
      name: 'test',
      ...wanted,
    });
    return { authorization: `Bearer ${key}` };
  });
}
