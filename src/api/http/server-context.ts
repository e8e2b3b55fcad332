import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../access';
import type { Config } from '../../platform/config';
import { graphQLProblem } from './errors';

/** What routes beside GraphQL are given, so that they answer by the same operations, rights and limits. */
export interface ServerContext {
  config: Config;
  schema: GraphQLSchema;
  /** A hook that sets the viewer of a request, as GraphQL does. */
  identify: (request: FastifyRequest) => Promise<void>;
  /** The context of a request: sessions as its viewer, loaders, answers that are kept, and an end when it is closed. */
  contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext;
}

/** Routes of another part of the API, served beside GraphQL. */
export type RoutePlugin = (app: FastifyInstance, server: ServerContext) => Promise<void>;

/**
 * Runs an operation of the schema in this process, as the viewer of a context.
 *
 * @param document checked against the schema before: only its variables are of a caller.
 * @throws Problem the first refusal, as POST /graphql would tell it; what nobody foresaw as it was thrown.
 */
export async function runOperation<Data>(
  { schema, config }: ServerContext,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  contextValue: RequestContext,
): Promise<Data> {
  const { data, errors } = await execute({ schema, document, variableValues, contextValue });
  if (!errors) return data as Data;
  const problem = graphQLProblem(errors[0], schema, config);
  throw problem.code === 'INTERNAL' ? (errors[0].originalError ?? errors[0]) : problem;
}
