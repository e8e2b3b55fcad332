import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '../../access';
import type { Config } from '../../platform/config';
import { graphQLProblem } from './errors';

/** Configuration, schema and viewers for routes beside GraphQL, so that they have its operations, rights and limits. */
export interface ServerContext {
  config: Config;
  schema: GraphQLSchema;
  /** Hook that sets the viewer of a request. */
  identify: (request: FastifyRequest) => Promise<void>;
  /** Makes the context of a request: sessions as its viewer, loaders, kept answers, and a signal of its end. */
  contextOf: (request: FastifyRequest, reply: FastifyReply) => RequestContext;
}

/** Routes of another part of the API, served beside GraphQL. */
export type RoutePlugin = (app: FastifyInstance, server: ServerContext) => Promise<void>;

/**
 * Runs an operation of the schema in this process, as the viewer of a context.
 *
 * @param document already validated against the schema; only its variables come from a caller.
 * @throws Problem the first refusal, as in POST /graphql; an unforeseen error is thrown unchanged.
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
