import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import {
  GraphQLError,
  getNamedType,
  isCompositeType,
  isIntrospectionType,
  isListType,
  isNonNullType,
} from 'graphql';
import {
  type ComplexityEstimator,
  type ComplexityEstimatorArgs,
  fieldExtensionsEstimator,
  getComplexity,
} from 'graphql-query-complexity';
import type { Config } from '../../platform/config';
import { Problem } from '../../platform/errors';
import { refusal } from './errors';
import { checkVariables } from './expectation';

/** Length assumed for a list without `first` or `limit`. */
const USUAL_LIST = 10;

const MAX_DIRECTIVES = 50;

/** Rule of graphql-armor with a message that names the setting and the remedy, which its own lacks. */
function limited(n: number, message: string) {
  return {
    n,
    propagateOnRejection: false,
    onReject: [
      (context: { reportError(error: GraphQLError): void } | null) =>
        context?.reportError(refusal(new Problem('TOO_LARGE', message, { limit: n }))),
    ],
  };
}

/** Validation rules that limit nesting, aliases and directives of a document before execution. */
export function validationRules(config: Config) {
  const { maxDepth, maxAliases } = config;
  return new ApolloArmor({
    maxDepth: {
      ...limited(
        maxDepth,
        `Fields may be nested ${maxDepth} deep (MAX_DEPTH). Ask for the inner ones separately.`,
      ),
      flattenFragments: true,
    },
    maxAliases: {
      ...limited(
        maxAliases,
        `An operation may have ${maxAliases} aliases (MAX_ALIASES). Send several smaller operations.`,
      ),
      allowList: [],
    },
    maxDirectives: limited(
      MAX_DIRECTIVES,
      `An operation may have ${MAX_DIRECTIVES} directives. Leave fields out instead of skipping them.`,
    ),
    // The parser counts tokens itself: graphql-armor would read each document twice, and report every fault of the
    // server as a failed validation.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}

/** Options of the parser. */
export function parseOptions({ maxTokens }: Config) {
  return { maxTokens };
}

function sizeOf({ args, field, type }: ComplexityEstimatorArgs): number {
  const wanted: unknown = args.first ?? args.limit;
  if (typeof wanted === 'number') return Math.max(1, wanted);
  const outer = isNonNullType(field.type) ? field.type.ofType : field.type;
  // The lists inside a connection have the length of its `first`, which is counted at the connection.
  if (!isListType(outer) || type.name.endsWith('Connection')) return 1;
  return USUAL_LIST;
}

function objectsOf(place: ComplexityEstimatorArgs): number {
  const type = getNamedType(place.field.type);
  if (isIntrospectionType(type)) return 0;
  if (isCompositeType(type)) return sizeOf(place) * (1 + place.childComplexity);
  return place.args.limit ? sizeOf(place) : 0;
}

/**
 * Adds the fixed cost of an analytic to its objects: one per field with subfields, times the length of its list. Other
 * scalars cost nothing.
 */
const estimate: ComplexityEstimator = (place) => {
  const { cost = 0 } = place.field.extensions as { cost?: number };
  return cost + objectsOf(place);
};

/**
 * Plugin that refuses, before execution, operations above the limit of cost and variables that do not fit. Tells the cost
 * and the limit in `extensions.cost` of each answer whose document could be counted.
 */
export function limitsPlugin({ maxComplexity }: Config): ApolloServerPlugin {
  const tooLarge = (details: object) =>
    refusal(
      new Problem(
        'TOO_LARGE',
        `An operation may cost ${maxComplexity} (MAX_COMPLEXITY): one for each object, lists counted by their first or ` +
          `limit and as ${USUAL_LIST} without, and for each analytic what it takes to compute, such as 5000 for a grid. ` +
          'Ask for shorter pages, for fewer lists inside lists, or for fewer analytics at once.',
        { limit: maxComplexity, ...details },
      ),
    );
  return {
    async requestDidStart() {
      let cost: number | null = null;
      return {
        async willSendResponse({ response: { body } }) {
          if (cost === null || body.kind !== 'single') return;
          const { singleResult } = body;
          singleResult.extensions = { ...singleResult.extensions, cost: { cost, limit: maxComplexity } };
        },
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) return; // unknown operationName: GraphQL reports it
          if (!schema.getRootType(operation.operation))
            throw refusal(
              new Problem('BAD_USER_INPUT', 'Send a query or a mutation: there are no subscriptions.'),
            );
          try {
            checkVariables(schema, operation, request.variables);
          } catch (error) {
            throw error instanceof Problem ? refusal(error) : error;
          }
          cost = complexityOf({
            schema,
            query: document,
            operationName: operation.name?.value,
            variables: request.variables,
            estimators: [fieldExtensionsEstimator(), estimate],
          });
          if (cost === null) throw tooLarge({});
          if (cost > maxComplexity) throw tooLarge({ asked: cost });
        },
      };
    },
  };
}

/** Complexity of an operation; null where its fragments unfold to more than can be counted. */
function complexityOf(options: Parameters<typeof getComplexity>[0]): number | null {
  try {
    return getComplexity(options);
  } catch (error) {
    // Leave errors about a place in the document to GraphQL, which reports them when it executes.
    if (error instanceof GraphQLError) return error.nodes ? 0 : null;
    throw error;
  }
}
