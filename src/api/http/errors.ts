import type { FastifyError } from 'fastify';
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type SourceLocation,
} from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { Config } from '../../platform/config';
import { Problem, type ProblemCode, violationsOf } from '../../platform/errors';
import { expectation } from './expectation';

/**
 * HTTP status of a plain route by the code of its problem. GraphQL answers carry the code in
 * `errors[].extensions.code`; their status is 200 with data, and 400 where nothing was executed.
 */
export const HTTP_STATUS: Record<ProblemCode, number> = {
  BAD_USER_INPUT: 400,
  NOT_FOUND: 404,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TOO_LARGE: 413,
  NOT_SUPPORTED_FOR_SOURCE: 422,
  NOT_ENOUGH_DATA: 422,
  RATE_LIMITED: 429,
  BUSY: 503,
  TIMEOUT: 504,
  RETRY: 503,
  CONFLICT: 409,
  INTERNAL: 500,
};

const INTERNAL =
  'The server failed on this request. Tell its administrator the request id (header x-request-id): the log has the rest.';

/** Problems in place of the refusals of Fastify itself, by its error code. */
const REFUSALS: Record<string, (config: Config) => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ bodyLimitKilobytes: limit }) =>
    new Problem(
      'TOO_LARGE',
      `A request body may have ${limit} kB (BODY_LIMIT_KB). Send a simpler shape, or ask for less at once.`,
      { limit },
    ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new Problem('BAD_USER_INPUT', 'Send JSON, with the header Content-Type: application/json.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new Problem('BAD_USER_INPUT', 'The request body is empty; send JSON.'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new Problem('BAD_USER_INPUT', 'The request body is not valid JSON.'),
};

/** Problem of anything that a route throws; an unforeseen error becomes INTERNAL, without details. */
export function problemOf(error: unknown, config: Config): Problem {
  if (error instanceof Problem) return error;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (REFUSALS[code]) return REFUSALS[code](config);
  if (statusCode >= 400 && statusCode < 500)
    return new Problem('BAD_USER_INPUT', 'The request is malformed. GraphQL is at POST /graphql.');
  return new Problem('INTERNAL', INTERNAL);
}

/** Body of a plain route's error answer. */
export function plainBody({ code, message }: Problem): object {
  return { error: { code, message } };
}

/** Body of the GraphQL endpoint's error answer where the request does not get as far as GraphQL. */
export function graphQLBody(problem: Problem): object {
  return { data: null, errors: [{ message: problem.message, extensions: extensionsOf(problem) }] };
}

function extensionsOf({ code, details }: Problem): Record<string, unknown> {
  return { ...details, code };
}

/** GraphQL error of a problem found before execution, with status 400. */
export function refusal(problem: Problem): GraphQLError {
  return new GraphQLError(problem.message, { originalError: problem, extensions: { http: { status: 400 } } });
}

/** The error and everything that it wraps, outermost first. */
function* causes(error: unknown): Generator<unknown> {
  for (let cause = error; cause; cause = (cause as GraphQLError).originalError) yield cause;
}

function invalidArguments(error: ArgumentValidationError): Problem {
  const fields = violationsOf(error.extensions.validationErrors);
  const text = fields.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Problem('BAD_USER_INPUT', `These arguments are out of their range: ${text}.`, { fields });
}

const at = ([place]: readonly SourceLocation[] = []) =>
  place ? ` at line ${place.line}, column ${place.column}` : '';

/**
 * Problem of a syntax error. GraphQL's own text quotes the document, which may hold values: keep the expectation only.
 */
function syntaxProblem(error: GraphQLError, { maxTokens: limit }: Config): Problem {
  if (/tokens\. Parsing aborted/.test(error.message))
    return new Problem(
      'TOO_LARGE',
      `A document may have ${limit} tokens (MAX_TOKENS). Send values as variables, and fewer fields or operations.`,
      { limit },
    );
  const [, expected] =
    /^Syntax Error: Expected ([A-Z]\w*|"[^"\w]{1,3}"|"[a-z]+"), found/.exec(error.message) ?? [];
  const hint = expected ? `: ${expected} was expected` : '';
  return new Problem('BAD_USER_INPUT', `The document has a syntax error${at(error.locations)}${hint}.`);
}

const VALUES = new Set<string>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.NULL,
  Kind.ENUM,
  Kind.LIST,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
]);

/** Patterns of GraphQL's messages that name the type a literal should have. */
const TYPE_IN_MESSAGE = [
  /^Expected value of type "[[]*(\w+)/,
  /^Enum "(\w+)" cannot/,
  /does not exist in "(\w+)" enum/,
  /^Field "(\w+)\.\w+" of required/,
  /is not defined by type "(\w+)"/,
  /^OneOf Input Object "(\w+)"/,
  /^(\w+) cannot represent/,
];

function isAboutValue(error: GraphQLError): boolean {
  return VALUES.has(error.nodes?.[0]?.kind ?? '');
}

/** Problem of a literal that does not fit, by its position and expected type: GraphQL's own text quotes the value. */
function valueProblem(error: GraphQLError, schema: GraphQLSchema): Problem {
  const name = TYPE_IN_MESSAGE.map((pattern) => pattern.exec(error.message)?.[1]).find(Boolean);
  const type = name ? schema.getType(name) : undefined;
  const expected = type ? `: expected ${expectation(type)}` : '';
  return new Problem('BAD_USER_INPUT', `The value${at(error.locations)} does not fit${expected}.`);
}

/**
 * Problem of an error thrown by GraphQL, its libraries or a resolver. Its message repeats no value that the caller sent
 * and reveals nothing about the inside of the server.
 */
export function graphQLProblem(error: GraphQLError, schema: GraphQLSchema, config: Config): Problem {
  for (const cause of causes(error)) {
    if (cause instanceof Problem) return cause;
    if (cause instanceof ArgumentValidationError) return invalidArguments(cause);
  }
  switch (error.extensions.code) {
    case 'GRAPHQL_PARSE_FAILED':
      return syntaxProblem(error, config);
    case 'GRAPHQL_VALIDATION_FAILED':
      return isAboutValue(error) ? valueProblem(error, schema) : new Problem('BAD_USER_INPUT', error.message);
    case 'BAD_REQUEST':
      return new Problem('BAD_USER_INPUT', error.message);
    case 'OPERATION_RESOLUTION_FAILURE':
      return new Problem('BAD_USER_INPUT', 'operationName must name one of the operations of the document.');
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return new Problem('BAD_USER_INPUT', 'Persisted queries are not supported; send the whole document.');
  }
  if (isAboutValue(error)) return valueProblem(error, schema);
  return new Problem('INTERNAL', INTERNAL);
}

/** Error of a GraphQL answer, from a problem and the place where it arose. */
export function formatted(
  problem: Problem,
  { locations, path }: GraphQLFormattedError,
): GraphQLFormattedError {
  return { message: problem.message, locations, path, extensions: extensionsOf(problem) };
}
