import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { createKey } from '../src/access';
import { serveRoutes } from '../src/api';
import { createLogger, createServer } from '../src/api/http';
import { readConfig } from '../src/platform/config';
import type { Database } from '../src/platform/database';
import { type Operation, operationOf } from './operations';
import { Random } from './random';
import { type ExportDescription, type HttpRequest, requestOf } from './routes';
import { type Known, MARKER } from './values';

/** Share of requests that are GraphQL operations; the rest asks the other routes. */
const GRAPHQL = 0.7;

/** Seconds after which a request counts as hanging: three times the deadline of the server. */
const HANG = 30;

/** SQL, frames of a stack, and messages of PostgreSQL. */
const INSIDE =
  /\n\s+at |\.[jt]s:\d+:\d+|\bSELECT\b.+\bFROM\b|syntax error at or near|invalid input syntax|relation "|column "|node_modules/;

/** Requests to make: `count` of a seed, from the number `first` on. */
export interface Plan {
  seed: number;
  first: number;
  count: number;
}

/** A request that broke a rule, with all that repeats it. */
export interface Fault {
  rule: string;
  seed: number;
  number: number;
  request: HttpRequest;
  status: number;
  answer: string;
}

/** Result of a run. */
export interface Summary {
  faults: Fault[];
  operations: number;
  /** GraphQL operations of which a resolver ran. */
  resolved: number;
  requests: number;
  /** Requests to other routes that were answered with a status below 400. */
  answered: number;
}

/** A server in this process with what a run needs to know of it. */
export interface Target {
  app: FastifyInstance;
  schema: GraphQLSchema;
  known: Known;
  exports: ExportDescription[];
  /** Header with the key of an analyst. */
  authorization: string;
  /** Takes what was logged since the last call. */
  takeLog(): string;
}

/** First days of the months of the demonstration, and some days between. */
function dates(): string[] {
  return ['2007-07-01', '2007-12-25', '2008-02-29', '2008-07-01', '2009-01-01', '2009-03-31', '2009-06-30'];
}

async function learn(app: FastifyInstance, authorization: string, partnership: string): Promise<Known> {
  const ask = async (text: string) => {
    const payload = { query: text, variables: { p: partnership } };
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization },
      payload,
    });
    return response.json();
  };
  const codes = (rows: { code: string }[] | undefined) => rows?.map(({ code }) => code) ?? [];
  const { data = {} } = await ask('{ themes { code } sources { code } }');
  const { data: places } = await ask('query ($p: ID!) { wards(partnership: $p) { nodes { code } } }');
  const [themes, sources, wards] = [codes(data.themes), codes(data.sources), codes(places?.wards?.nodes)];
  return {
    date: dates(),
    ...{ partnership: [partnership], code: [...themes, ...sources, partnership] },
    ...{ theme: themes, themes, source: sources, sources, ward: wards, wards },
  };
}

/** Opens a server on a filled database, whose analyst of a partnership asks. */
export async function openTarget(
  database: Database,
  schema: GraphQLSchema,
  partnership: string,
): Promise<Target> {
  const lines: string[] = [];
  const logger = createLogger('trace', { write: (line: string) => void lines.push(line) });
  const config = { ...readConfig({}), rateLimitPerMinute: 100_000_000, queryTimeoutSeconds: 10 };
  const app = await createServer({ config, database, schema, logger, routes: serveRoutes });
  const { key } = await database.transaction({}, (session) =>
    createKey(session, { role: 'ANALYST', partnership, name: `fuzz ${randomUUID()}` }),
  );
  const authorization = `Bearer ${key}`;
  const catalogue = await app.inject({ url: '/export', headers: { authorization } });
  return {
    ...{ app, schema, authorization },
    known: await learn(app, authorization, partnership),
    exports: catalogue.json<{ exports: ExportDescription[] }>().exports,
    takeLog: () => lines.splice(0).join(''),
  };
}

/** Request of a number; a mutation is sent without a key, so that it must change nothing. */
function compose({ schema, known, exports, authorization }: Target, seed: number, number: number) {
  const random = new Random(seed, number);
  if (!random.chance(GRAPHQL)) {
    const request = requestOf(random, exports, known);
    const mayWrite = request.url.startsWith('/submissions');
    return {
      request: { ...request, headers: mayWrite ? request.headers : { authorization, ...request.headers } },
    };
  }
  const { kind, body } = operationOf(random, schema, known);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (kind === 'query') headers.authorization = authorization;
  const request: HttpRequest = { method: 'POST', url: '/graphql', headers, payload: JSON.stringify(body) };
  return { request, operation: body };
}

interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { path?: unknown[]; extensions?: { code?: string } }[];
}

function parse(body: string): GraphQLAnswer {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}

const ran = ({ data, errors = [] }: GraphQLAnswer) =>
  Object.values(data ?? {}).some((value) => value !== null) || errors.some(({ path }) => path);

/** Rule that an answer breaks; null for none. */
function brokenRule(
  response: LightMyRequestResponse | null,
  request: HttpRequest,
  log: string,
): string | null {
  if (!response) return `no answer within ${HANG} s`;
  const { statusCode, body } = response;
  const { errors = [] } = request.url === '/graphql' ? parse(body) : {};
  if (statusCode >= 500 && statusCode !== 504) return `status ${statusCode}`;
  if (errors.some(({ extensions }) => !extensions?.code || extensions.code === 'INTERNAL')) return 'INTERNAL';
  if (log.includes('unexpected error')) return 'an unexpected error is in the log';
  if (log.includes(MARKER)) return 'a value that was sent is in the log';
  const links = request.url.startsWith('/ogc') && statusCode < 400;
  if (!links && body.includes(MARKER)) return 'a value that was sent came back';
  if (statusCode >= 400 && INSIDE.test(body)) return 'SQL or a stack came back';
  return null;
}

/** Makes the requests of a plan one after another, and gathers those that break a rule. */
export async function run(
  target: Target,
  { seed, first, count }: Plan,
  onFault: (fault: Fault) => void = () => {},
): Promise<Summary> {
  const summary: Summary = { faults: [], operations: 0, resolved: 0, requests: 0, answered: 0 };
  target.takeLog();
  for (let number = first; number < first + count; number++) {
    const { request, operation }: { request: HttpRequest; operation?: Operation } = compose(
      target,
      seed,
      number,
    );
    const end = new AbortController();
    const response = await Promise.race([
      target.app.inject(request),
      sleep(HANG * 1000, null, { signal: end.signal }).catch(() => null),
    ]);
    end.abort();
    const rule = brokenRule(response, request, target.takeLog());
    if (rule) {
      const answer = response?.body.slice(0, 2000) ?? '';
      const fault = { rule, seed, number, request, status: response?.statusCode ?? 0, answer };
      summary.faults.push(fault);
      onFault(fault);
    }
    if (operation) {
      summary.operations++;
      if (response && ran(parse(response.body))) summary.resolved++;
    } else {
      summary.requests++;
      if (response && response.statusCode < 400) summary.answered++;
    }
  }
  const { statusCode } = await target.app.inject('/readyz');
  if (statusCode !== 200) throw new Error(`The server is not ready after the run: status ${statusCode}.`);
  return summary;
}
