import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** A value that fits a type, as GraphQL writes it. */
function anyValue(given: GraphQLInputType): string {
  const type = getNullableType(given);
  if (isListType(type)) return `[${anyValue(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0].name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${anyValue(field.type)}`).join(', ')} }`;
  }
  return type.name === 'ID' || type.name === 'String' ? '"x"' : '100';
}

/** Some fields of an answer, down to leaves. */
function selectionOf(type: GraphQLOutputType, depth = 3): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return isLeafType(named) ? '' : '{ __typename }';
  const fields = Object.values(named.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const parts = fields
    .filter((field) => isLeafType(getNamedType(field.type)) || depth > 0)
    .map((field) => `${field.name} ${selectionOf(field.type, depth - 1)}`);
  return `{ __typename ${parts.join(' ')} }`;
}

/**
 * A query on all fields of its answer, and the names of its arguments that are filters of incidents.
 *
 * @param depth how many objects within each other are asked for.
 */
export function operationOf(
  field: GraphQLField<unknown, unknown>,
  depth?: number,
): { source: string; filters: string[] } {
  const isFilter = (argument: GraphQLArgument) => getNamedType(argument.type).name === 'IncidentFilter';
  const filters = field.args.filter(isFilter).map(({ name }) => name);
  const others = field.args.filter((argument) => !isFilter(argument) && isRequiredArgument(argument));
  const given = [
    ...filters.map((name) => `${name}: $${name}`),
    ...others.map(({ name, type }) => `${name}: ${anyValue(type)}`),
  ];
  const variables = filters.map((name) => `$${name}: IncidentFilter!`).join(', ');
  return {
    source: `query (${variables}) { ${field.name}(${given.join(', ')}) ${selectionOf(field.type, depth)} }`,
    filters,
  };
}
