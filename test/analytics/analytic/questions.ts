import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLScalarType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** Values of scalar types, ordered so that some are inside the limits of any argument. */
const VALUES: Record<string, readonly unknown[]> = {
  Int: [3, 20, 50],
  Float: [0.5, 3, 20, 50],
  Boolean: [true, false],
  Date: ['2023-01-01', '2023-02-01'],
  GeoJSON: [polygon(0), polygon(1)],
};
const TEXTS = ['ONE', 'TWO'];

function polygon(east: number) {
  const ring = [[east, 51], [east + 0.1, 51], [east, 51.1], [east, 51]]; // biome-ignore format: one line
  return { type: 'Polygon', coordinates: [ring] };
}

/** Values of a type that differ from one another: of an object each field changed by itself. */
export function variants(type: GraphQLInputType): unknown[] {
  const byText = new Map(candidates(type).map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}

function candidates(given: GraphQLInputType, inside: readonly string[] = []): unknown[] {
  const type = getNullableType(given);
  if (isListType(type)) {
    const items = candidates(type.ofType, inside);
    return [...items.map((item) => [item]), ...(items.length > 1 ? [[items[0], items[1]]] : [])];
  }
  if (isEnumType(type)) return type.getValues().map(({ name }) => name);
  if (!isInputObjectType(type))
    return (type as GraphQLScalarType).name.startsWith('GeoJSON')
      ? VALUES.GeoJSON.slice()
      : [...(VALUES[(type as GraphQLScalarType).name] ?? TEXTS)];
  if (inside.includes(type.name)) return [];
  const fields = Object.values(type.getFields());
  const base = Object.fromEntries(
    fields.filter(isRequiredInputField).map((field) => [field.name, anyOf(field.type)]),
  );
  const changed = fields.flatMap((field) =>
    candidates(field.type, [...inside, type.name]).map((value) => ({ ...base, [field.name]: value })),
  );
  return type.isOneOf ? changed : [base, ...changed];
}

/** Any value of a type; of a period the first day for both ends. */
export const anyOf = (type: GraphQLInputType): unknown => candidates(type)[0];

/** The arguments that a field cannot do without. */
export function required(field: GraphQLField<unknown, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    field.args.filter(isRequiredArgument).map(({ name, type }) => [name, anyOf(type)]),
  );
}

/** A value in GraphQL's own notation, with the fields of its objects in reverse order. */
export function literal(value: unknown, given: GraphQLInputType | null): string {
  const type = given && getNullableType(given);
  if (value === null) return 'null';
  const inner = isListType(type) ? type.ofType : null;
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, inner)).join(', ')}]`;
  if (inner) return literal(value, inner);
  if (typeof value === 'object') {
    const fields = isInputObjectType(type) ? type.getFields() : {};
    const parts = Object.entries(value).map(
      ([name, item]) => `${name}: ${literal(item, fields[name]?.type ?? null)}`,
    );
    return `{ ${parts.reverse().join(', ')} }`;
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}

/** The values of an object with null for each field that may be left out. */
export function withNulls(value: unknown, given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (!isInputObjectType(type) || type.isOneOf || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter(({ name, type: inner }) => name in value || !isNonNullType(inner))
      .map(({ name, type: inner }) => {
        const item = (value as Record<string, unknown>)[name] ?? null;
        return [name, withNulls(item, inner)];
      }),
  );
}
