import {
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
} from 'graphql';
import { coerceInputValue } from 'graphql/utilities';
import { Problem } from '../../platform/errors';

const MAX_FAULTS = 10;

/** Describes the values that a type of the schema takes, for error messages. */
export function expectation(type: GraphQLNamedType): string {
  if (isEnumType(type))
    return `one of ${type
      .getValues()
      .map(({ name }) => name)
      .join(', ')}`;
  if (!isInputObjectType(type)) return type.name;
  const fields = Object.values(type.getFields());
  if (type.isOneOf) return `exactly one of the fields ${fields.map(({ name }) => name).join(', ')}`;
  const names = fields.map((field) =>
    isRequiredInputField(field) ? `${field.name} (required)` : field.name,
  );
  return `an object with the fields ${names.join(', ')}`;
}

/** Type at a path of field names and list positions inside `type`. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  const [step, ...rest] = path;
  if (step === undefined) return type;
  if (isNonNullType(type)) return typeAt(type.ofType, path);
  if (isListType(type)) return typeAt(type.ofType, typeof step === 'number' ? rest : path);
  return isInputObjectType(type) ? typeAt(type.getFields()[step].type, rest) : type;
}

interface Fault {
  variable: string;
  message: string;
  /** Refusal by a scalar of this API; undefined for GraphQL's own checks. */
  problem?: Problem;
}

/** Message of a scalar of this API about a value; undefined for GraphQL's own messages, which quote the value. */
function ownWords({ originalError, extensions, message }: GraphQLError): string | undefined {
  if (originalError instanceof Problem) return originalError.message;
  return extensions.code === 'BAD_USER_INPUT' ? message : undefined;
}

class EnoughFaults extends Error {}

/** Collects the faults of one variable's value; stops at MAX_FAULTS, since a caller can send thousands. */
function faultsOf(name: string, type: GraphQLInputType, value: unknown, faults: Fault[]): void {
  coerceInputValue(value, type, (path, found, error) => {
    const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    const problem = error.originalError instanceof Problem ? error.originalError : undefined;
    const missing = found == null ? 'missing, ' : '';
    const message = ownWords(error) ?? `${missing}expected ${expectation(getNamedType(typeAt(type, path)))}`;
    faults.push({ variable: `$${name}${steps}`, message, problem });
    if (faults.length === MAX_FAULTS) throw new EnoughFaults();
  });
}

/**
 * Checks the variables of an operation against their types, before GraphQL does: its messages quote the values.
 *
 * @throws Problem naming the place of each fault and the type expected there.
 */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Record<string, unknown> = {},
): void {
  const faults: Fault[] = [];
  try {
    for (const { variable, type: node, defaultValue } of operation.variableDefinitions ?? []) {
      const type = typeFromAST(schema, node as Parameters<typeof typeFromAST>[1]);
      const name = variable.name.value;
      const sent = Object.hasOwn(values, name);
      if (isInputType(type) && (sent || (isNonNullType(type) && !defaultValue)))
        faultsOf(name, type, values[name], faults);
    }
  } catch (error) {
    if (!(error instanceof EnoughFaults)) throw error;
  }
  if (faults.length === 0) return;
  const text = faults.map(({ variable, message }) => `${variable}: ${message.replace(/\.$/, '')}`).join('; ');
  const [first] = faults;
  throw new Problem(first.problem?.code ?? 'BAD_USER_INPUT', `These variables do not fit. ${text}.`, {
    ...first.problem?.details,
    variables: faults.map(({ variable, message }) => ({ variable, message })),
  });
}
