import {
  type GraphQLArgumentConfig,
  GraphQLEnumType,
  type GraphQLFieldConfig,
  type GraphQLFieldResolver,
  type GraphQLInputFieldConfigMap,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLSchema,
  GraphQLString,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import { Conflict, PROBLEM_CODES, Problem, type ProblemCode, violationsOf } from '../../platform/errors';

type Mutation = GraphQLFieldConfig<unknown, unknown>;
type Input = Record<string, unknown>;

/** Codes of refusals that are about the input, so that the caller can mend it; all others are errors of the operation. */
const ABOUT_INPUT: ReadonlySet<ProblemCode> = new Set([
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_LARGE',
  'NOT_SUPPORTED_FOR_SOURCE',
  'NOT_ENOUGH_DATA',
]);

/** Names of objects in payloads, by their type, where the name of the type does not say them. */
const OBJECTS: Record<string, string> = {
  ThemeMatrixCell: 'cell',
  AssertedTrend: 'judgement',
  CalendarEvent: 'event',
  DeliveryException: 'exception',
  DefaultWeightSets: 'weightSets',
  MatrixCriterion: 'criterion',
};
const PLURALS: Record<string, string> = { criterion: 'criteria' };

const ErrorCode = new GraphQLEnumType({
  name: 'ErrorCode',
  description: 'Reason for a refusal or a failure, also in `errors { extensions { code } }`.',
  values: Object.fromEntries(
    Object.entries(PROBLEM_CODES).map(([code, description]) => [code, { description }]),
  ),
});

const UserError = new GraphQLObjectType({
  name: 'UserError',
  description: 'Reason why a mutation was refused, and what to do about it.',
  fields: {
    code: { type: new GraphQLNonNull(ErrorCode), description: 'Code of the reason.' },
    message: {
      type: new GraphQLNonNull(GraphQLString),
      description: 'Fault of the input, and what is allowed.',
    },
    path: {
      type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
      description:
        'Path to the field of the input, such as `["input", "theme"]`; null where none is at fault.',
    },
  },
});
const USER_ERRORS = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(UserError)));

const capital = (name: string) => name[0].toUpperCase() + name.slice(1);

/** Name of the object in a payload. */
function objectNameOf(type: GraphQLOutputType): string {
  const { name } = getNamedType(type);
  const single = OBJECTS[name] ?? name[0].toLowerCase() + name.slice(1);
  return isListType(getNullableType(type)) ? (PLURALS[single] ?? `${single}s`) : single;
}

/** The arguments of a mutation as one `input`, and how to take it apart for the resolver. */
function inputOf(name: string, args: Record<string, GraphQLArgumentConfig>) {
  const names = Object.keys(args);
  const [only] = names;
  if (names.length === 1 && isInputObjectType(getNullableType(args[only].type)))
    return { argument: args[only], argsOf: (input: Input): Input => ({ [only]: input }), whole: only };
  const type = new GraphQLInputObjectType({
    name: `${capital(name)}Input`,
    description: `Input of ${name}.`,
    fields: args as GraphQLInputFieldConfigMap,
  });
  const argument = { type: new GraphQLNonNull(type), description: 'Change to make.' };
  return { argument, argsOf: (input: Input) => input, whole: null };
}

/** Path to a field of the input from its name in a message, such as `themes[2]` or `target.period`. */
function pathOf(field: unknown, whole: string | null): string[] | null {
  if (typeof field !== 'string') return null;
  const parts = field.replace(/\[(\d+)\]/g, '.$1').split('.');
  return ['input', ...(parts[0] === 'input' || parts[0] === whole ? parts.slice(1) : parts)];
}

/** User errors of what a resolver threw; null where it is an error of the operation. */
function userErrorsOf(thrown: unknown, whole: string | null) {
  if (thrown instanceof ArgumentValidationError)
    return violationsOf(thrown.extensions.validationErrors).map(({ field, message }) => ({
      code: 'BAD_USER_INPUT',
      message: `${field}: ${message}.`,
      path: pathOf(field, whole),
    }));
  if (!(thrown instanceof Problem) || !ABOUT_INPUT.has(thrown.code)) return null;
  const { code, message, details } = thrown;
  return [{ code, message, path: pathOf(details.field, whole) }];
}

/** A mutation that takes one `input` and answers with a payload. */
function withPayload(name: string, { type, args = {}, resolve, ...rest }: Mutation): Mutation {
  const object = objectNameOf(type);
  const { argument, argsOf, whole } = inputOf(name, args);
  const inputType = getNamedType(argument.type) as GraphQLInputObjectType;
  const isVersioned = 'version' in inputType.getFields();
  const payload = new GraphQLObjectType({
    name: `${capital(name)}Payload`,
    description: `Answer of ${name}.`,
    fields: {
      [object]: {
        type: getNullableType(type),
        description: 'As it is after the change; null where that was refused.',
      },
      ...(isVersioned && {
        current: {
          type: getNullableType(type),
          description:
            'As it is now, where the version of the input was not the latest (CONFLICT); else null.',
        },
      }),
      userErrors: {
        type: USER_ERRORS,
        description: 'Reasons for a refusal; empty where the change was made.',
      },
    },
  });
  const answer: GraphQLFieldResolver<unknown, unknown> = async (root, { input }, context, info) => {
    try {
      const made = await (resolve as GraphQLFieldResolver<unknown, unknown>)(
        root,
        argsOf(input),
        context,
        info,
      );
      return { [object]: made, userErrors: [] };
    } catch (thrown) {
      const userErrors = userErrorsOf(thrown, whole);
      if (!userErrors) throw thrown;
      // The refusal is told also where the present state cannot be read.
      const current = thrown instanceof Conflict ? await thrown.current().catch(() => null) : null;
      return { userErrors, ...(isVersioned && { current }) };
    }
  };
  return { ...rest, type: payload, args: { input: argument }, resolve: answer };
}

/**
 * Gives every mutation one `input` and a payload of its own: the changed object, the reasons for a refusal, and the
 * object as it is where its version was not the latest. Resolvers take their arguments and throw, as those of queries.
 */
export function withPayloads(schema: GraphQLSchema): GraphQLSchema {
  const { types, ...config } = schema.toConfig();
  const { fields, ...mutation } = config.mutation!.toConfig();
  return new GraphQLSchema({
    ...config,
    types: types.filter((type) => type !== config.mutation),
    mutation: new GraphQLObjectType({
      ...mutation,
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, withPayload(name, field as Mutation)]),
      ),
    }),
  });
}
