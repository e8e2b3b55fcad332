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

/** Size taken for a list that has neither `first` nor `limit`. */
const USUAL_LIST = 10;

const MAX_DIRECTIVES = 50;

/** A rule of graphql-armor that refuses in our words: its own say neither which setting it was nor what to do. */
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

/** Rules that a document must pass before anything of it is executed: nesting, aliases, directives. */
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
    // Tokens are counted by the parser itself: armor's way reads each document twice, and its plugin would report
    // every fault of the server as a failed validation.
    maxTokens: { enabled: false },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}

/** Options with which documents are parsed. */
export function parseOptions({ maxTokens }: Config) {
  return { maxTokens };
}

function sizeOf({ args, field, type }: ComplexityEstimatorArgs): number {
  const wanted: unknown = args.first ?? args.limit;
  if (typeof wanted === 'number') return Math.max(1, wanted);
  const outer = isNonNullType(field.type) ? field.type.ofType : field.type;
  // The lists inside a connection are as long as its `first`, which is counted there.
  if (!isListType(outer) || type.name.endsWith('Connection')) return 1;
  return USUAL_LIST;
}

/** Counts objects: one for each field that has fields, as often as its list is long. Plain values come for nothing. */
const objects: ComplexityEstimator = (place) => {
  const type = getNamedType(place.field.type);
  if (isIntrospectionType(type)) return 0;
  if (isCompositeType(type)) return sizeOf(place) * (1 + place.childComplexity);
  return place.args.limit ? sizeOf(place) : 0;
};

/** Refuses an operation that asks for more objects than allowed, and variables that don't fit, before execution. */
export function limitsPlugin({ maxComplexity }: Config): ApolloServerPlugin {
  const tooLarge = (details: object) =>
    refusal(
      new Problem(
        'TOO_LARGE',
        `An operation may ask for ${maxComplexity} objects (MAX_COMPLEXITY), lists counted by their first or limit ` +
          `and as ${USUAL_LIST} without. Ask for shorter pages, or for fewer lists inside lists.`,
        { limit: maxComplexity, ...details },
      ),
    );
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request }) {
          if (!operation) return; // operationName names none: GraphQL says so
          try {
            checkVariables(schema, operation, request.variables);
          } catch (error) {
            throw error instanceof Problem ? refusal(error) : error;
          }
          const asked = complexityOf({
            schema,
            query: document,
            operationName: operation.name?.value,
            variables: request.variables,
            estimators: [fieldExtensionsEstimator(), objects],
          });
          if (asked === null) throw tooLarge({});
          if (asked > maxComplexity) throw tooLarge({ asked });
        },
      };
    },
  };
}

/** The complexity, or null where the fragments unfold to more than can be counted. */
function complexityOf(options: Parameters<typeof getComplexity>[0]): number | null {
  try {
    return getComplexity(options);
  } catch (error) {
    // Errors about a place in the document are GraphQL's to report, when it executes.
    if (error instanceof GraphQLError) return error.nodes ? 0 : null;
    throw error;
  }
}
