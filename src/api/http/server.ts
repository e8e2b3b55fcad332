import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import createFastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { Keyring, PUBLIC_VIEWER } from '../../access';
import { AnswerCache } from '../../analytics/analytic';
import { ReleaseKeeper } from '../../domain/incidents';
import type { Config } from '../../platform/config';
import type { Database } from '../../platform/database';
import { Problem, refuseNul } from '../../platform/errors';
import { HttpContext } from './context';
import { endLateRequests } from './deadline';
import { serveEditor } from './editor';
import { graphQLBody, HTTP_STATUS, plainBody, problemOf } from './errors';
import { serveExplorer } from './explorer';
import { serveGraphQL } from './graphql';
import { serveHealth } from './health';
import { Metrics } from './metrics';
import { servePages } from './pages';
import type { RoutePlugin } from './server-context';
import { serveSubmissions } from './submissions';
import { countedAs, identify } from './viewer';

/** Greatest length of an id in an address. */
const MAX_ID_LENGTH = 8_000;

/** Configuration, database, schema and log that a server is built from. */
export interface ServerParts {
  config: Config;
  database: Database;
  schema: GraphQLSchema;
  logger: FastifyBaseLogger;
  /** Routes of other parts of the API, beside GraphQL. */
  routes?: RoutePlugin;
}

/** Sets up headers, limits and compression for every route. */
async function protect(app: FastifyInstance, config: Config, keyring: Keyring): Promise<void> {
  refuseNulInAddresses(app);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], frameAncestors: ["'none'"] },
    },
    // Left to the proxy that speaks TLS, which this server does not.
    strictTransportSecurity: false,
  });
  await app.register(cors, {
    origin: config.corsOrigins.includes('*') ? '*' : config.corsOrigins,
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id', 'retry-after', 'link', 'content-crs', 'etag'],
    maxAge: 86_400,
  });
  await app.register(rateLimit, {
    max: config.rateLimitPerMinute,
    timeWindow: 60_000,
    cache: 10_000,
    keyGenerator: countedAs(keyring),
    errorResponseBuilder: (_request, { max, ttl }) =>
      new Problem(
        'RATE_LIMITED',
        `A key or address may send ${max} requests a minute (RATE_LIMIT_PER_MINUTE). Wait as retry-after says.`,
        { limit: max, retryAfterSeconds: Math.ceil(ttl / 1000) },
      ),
  });
  await app.register(compress, { encodings: ['br', 'gzip'] });
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
  if (problem.code === 'RETRY') reply.header('retry-after', '1');
  if (problem.code === 'BUSY') reply.header('retry-after', String(problem.details.retryAfterSeconds));
  const body = request.routeOptions.url === '/graphql' ? graphQLBody(problem) : plainBody(problem);
  return reply.code(HTTP_STATUS[problem.code]).send(body);
}

/** Fields of the log line of an answered request. Of a GraphQL operation they name the root field only. */
function describeRequest({ method, routeOptions, operation, viewer }: FastifyRequest, reply: FastifyReply) {
  return {
    method,
    route: routeOptions.url ?? 'unmatched',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    operation: operation ?? undefined,
    role: viewer.role,
    keyId: viewer.keyId ?? undefined,
  };
}

/** Writes a line of the log, and counts in the metrics, for each answered request. */
function recordAnswers(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const line = describeRequest(request, reply);
    const { route, status, operation = '' } = line;
    metrics.answered({ route, operation, status }, reply.elapsedTime);
    request.log.info(line, 'request');
  });
}

/** Refuses addresses with the character NUL in a parameter, for all routes. */
function refuseNulInAddresses(app: FastifyInstance): void {
  app.addHook('preValidation', async ({ params, query }) => {
    for (const value of [params, query].flatMap((each) => Object.values(each as object)).flat())
      refuseNul(value);
  });
}

/** During a stop, tells clients that still get an answer not to reuse their connection. */
function closeConnectionsOnStop(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
}

/** Makes releases of protected counts that are due: now, and with the first request after they have fallen due. */
async function releaseCountsWhenDue(app: FastifyInstance, database: Database): Promise<void> {
  const keeper = new ReleaseKeeper(database, (error) =>
    app.log.error({ err: error }, 'protected counts were not released'),
  );
  await keeper.ensure();
  app.addHook('preHandler', async ({ routeOptions: { config } }) => {
    if (config.rateLimit !== false) await keeper.ensure(); // probes wait for nothing
  });
}

/** Builds the HTTP server, not listening yet. Closing it waits for the requests in flight. */
export async function createServer({
  config,
  database,
  schema,
  logger,
  routes,
}: ServerParts): Promise<FastifyInstance> {
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOf(error, config);
    metrics.failed(problem.code);
    if (problem.code === 'INTERNAL') request.log.error({ err: error }, 'unexpected error');
    return sendProblem(request, reply, problem);
  };
  const app: FastifyInstance = createFastify({
    loggerInstance: logger,
    genReqId: () => randomUUID(),
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    trustProxy: config.trustedProxies.length > 0 && config.trustedProxies,
    bodyLimit: config.bodyLimitKilobytes * 1024,
    requestTimeout: config.requestTimeoutSeconds * 1000,
    frameworkErrors: fail,
    // Ids of hotspots carry their question, shapes that the caller sent too.
    routerOptions: { maxParamLength: MAX_ID_LENGTH },
  });
  const keyring = new Keyring(database);
  const metrics = new Metrics(database);

  app.decorateRequest('viewer');
  app.addHook('onRequest', async (request, reply) => {
    request.viewer = PUBLIC_VIEWER;
    reply.header('x-request-id', request.id);
  });
  recordAnswers(app, metrics);
  await releaseCountsWhenDue(app, database);
  closeConnectionsOnStop(app);
  endLateRequests(app, config);
  app.setErrorHandler(fail);
  await protect(app, config, keyring);
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async () => {
    throw new Problem('NOT_FOUND', 'There is nothing at this address. GraphQL is at POST /graphql; see /.');
  });

  await app.register(servePages, { config, schema });
  if (config.explorer) await app.register(serveExplorer, config);
  serveHealth(app, database);
  metrics.serve(app, config);
  await serveSubmissions(app, { config, database }, identify(keyring));
  const answers = new AnswerCache(config.cacheMegabytes * 2 ** 20);
  const contextOf = (request: FastifyRequest, reply: FastifyReply) =>
    new HttpContext(request, reply, database, config, answers);
  await serveGraphQL(app, { config, schema }, identify(keyring), contextOf, metrics.failed);
  if (routes)
    await app.register((part) => routes(part, { config, schema, identify: identify(keyring), contextOf }));
  if (config.editor) await app.register(serveEditor, { logLevel: 'warn' }); // a page of some thirty files
  return app;
}
