import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode } from 'graphql';
import type { Config } from '../../platform/config';
import type { ProblemCode } from '../../platform/errors';
import type { HttpContext } from './context';
import { formatted, graphQLProblem, HTTP_STATUS } from './errors';
import { limitsPlugin, parseOptions, validationRules } from './limits';

declare module 'fastify' {
  interface FastifyRequest {
    /** Root field of this request's GraphQL operation; null until the operation is validated. */
    operation: string | null;
  }
}

/** Root field of an operation, or `several`: a name of the schema, so that metrics hold none made up by callers. */
function rootFieldOf({ selectionSet }: OperationDefinitionNode): string {
  const names = new Set(
    selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : 'several',
    ),
  );
  const [only] = names;
  return names.size === 1 ? only : 'several';
}

/**
 * Plugin that says when to ask again where an answer lacks something because the server is busy, with status 503 where
 * nothing was answered at all.
 */
function sayWhenToRetry(config: Config): ApolloServerPlugin<HttpContext> {
  return {
    async requestDidStart({ schema }) {
      return {
        async willSendResponse({ errors = [], response: { body, http } }) {
          const busy = errors
            .map((error) => graphQLProblem(error, schema, config))
            .find(({ code }) => code === 'BUSY');
          if (!busy || body.kind !== 'single') return;
          http.headers.set('retry-after', String(busy.details.retryAfterSeconds));
          const answers = Object.values(body.singleResult.data ?? {});
          if (answers.every((answer) => answer === null)) http.status = HTTP_STATUS.BUSY;
        },
      };
    },
  };
}

/** Plugin that notes the root field for log and metrics, and logs unforeseen errors. */
function observe(config: Config): ApolloServerPlugin<HttpContext> {
  return {
    async requestDidStart({ schema, contextValue: { request } }) {
      return {
        async didResolveOperation({ operation }) {
          if (operation) request.operation = rootFieldOf(operation);
        },
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            if (graphQLProblem(error, schema, config).code !== 'INTERNAL') continue;
            const fields = error.nodes?.flatMap((node) =>
              node.kind === Kind.FIELD ? [node.name.value] : [],
            );
            request.log.error({ err: error.originalError ?? error, fields }, 'unexpected error');
          }
        },
      };
    },
    async unexpectedErrorProcessingRequest({ requestContext: { contextValue }, error }) {
      contextValue.request.log.error({ err: error }, 'unexpected error');
    },
  };
}

/**
 * Serves `POST /graphql`.
 *
 * @param onError receives the code of each error that is sent to a caller.
 */
export async function serveGraphQL(
  app: FastifyInstance,
  { config, schema }: { config: Config; schema: GraphQLSchema },
  identify: (request: FastifyRequest) => Promise<void>,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => HttpContext,
  onError: (code: ProblemCode) => void,
): Promise<void> {
  const apollo = new ApolloServer<HttpContext>({
    schema,
    introspection: config.introspection,
    parseOptions: parseOptions(config),
    validationRules: validationRules(config),
    plugins: [
      observe(config),
      limitsPlugin(config),
      sayWhenToRetry(config),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // Silence Apollo's own log: it repeats messages, which the plugin `observe` logs without values.
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    formatError(answer, thrown) {
      const error = thrown instanceof GraphQLError ? thrown : new GraphQLError(answer.message);
      const problem = graphQLProblem(error, schema, config);
      onError(problem.code);
      return formatted(problem, answer);
    },
  });
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  app.decorateRequest('operation', null);
  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => contextOf(request, reply),
  });
  app.post('/graphql', { preParsing: identify }, async function (request, reply) {
    const body = await answer.call(this, request, reply);
    return reply.sent ? undefined : body; // TIMEOUT may have been sent already
  });
}
