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
import { formatted, graphQLProblem } from './errors';
import { limitsPlugin, parseOptions, validationRules } from './limits';

declare module 'fastify' {
  interface FastifyRequest {
    /** The root field of this request's GraphQL operation, once it was found valid. */
    operation: string | null;
  }
}

/** The field of Query or Mutation that an operation asks for: a name of the schema, never one of the caller's. */
function rootFieldOf({ selectionSet }: OperationDefinitionNode): string {
  const names = new Set(
    selectionSet.selections.map((selection) =>
      selection.kind === Kind.FIELD ? selection.name.value : 'several',
    ),
  );
  const [only] = names;
  return names.size === 1 ? only : 'several';
}

/** Remembers what was asked for the log and the metrics, and writes down failures that nobody foresaw. */
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
 * @param onError told the code of each error that a caller gets.
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
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    // What Apollo logs by itself repeats messages that the plugin above writes down with more care.
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
    return reply.sent ? undefined : body; // it may be too late
  });
}
