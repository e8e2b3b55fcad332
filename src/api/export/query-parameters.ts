import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  GraphQLNonNull,
  GraphQLString,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql';
import { coerceInputValue } from 'graphql/utilities';
import { Problem } from '../../platform/errors';

/** Query parameter of an export, flat: one name with one value or a list. */
export interface FlatParameter {
  /** Name in the address, in kebab case: `min-incidents`. */
  name: string;
  description: string;
  /** Type of a single value. */
  type: GraphQLInputType;
  /** Whether it takes several values, separated by commas or by repeating it. */
  list: boolean;
  required: boolean;
  /** Name of the parameter that must be given together with this one. */
  beside?: string;
  /** Names of the numbers, separated by commas, that make up one value. */
  numbers?: string[];
  /** Path of the value in the variables of the operation. */
  path: string[];
  /** Converts a value to the form that the variables take; unchanged where undefined. */
  wrap?: (value: unknown) => unknown;
}

/** Values of a request's query string, as Fastify parses it. */
export type Query = Record<string, string | string[] | undefined>;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Lists of codes in the filter, each with the singular name of its query parameter. */
const CODES = { themes: 'theme', offences: 'offence', sources: 'source', flags: 'flag', outcomes: 'outcome' };

/** Numbers that make up a box and a circle of the filter, in the order of the address. */
const PLACES = {
  bbox: ['west', 'south', 'east', 'north'],
  near: ['longitude', 'latitude', 'metres'],
};

const of = (
  field: GraphQLArgument | GraphQLInputField,
  path: string[],
  rest: Partial<FlatParameter> = {},
): FlatParameter => {
  const outer = isNonNullType(field.type) ? field.type.ofType : field.type;
  return {
    name: kebab(field.name),
    description: field.description ?? '',
    type: isListType(outer) ? outer.ofType : outer,
    list: isListType(outer),
    required: false,
    path,
    ...rest,
  };
};

/** The two days of a period, as `from` and `to` with a prefix. */
function daysOf(period: GraphQLInputField | GraphQLArgument, path: string[], prefix = ''): FlatParameter[] {
  const type = getNamedType(period.type);
  if (!isInputObjectType(type)) throw new Error(`${period.name} is no period`);
  const { from, to } = type.getFields();
  return [from, to].map((day) =>
    of(day, [...path, day.name], {
      name: `${prefix}${day.name}`,
      beside: `${prefix}${day === from ? to.name : from.name}`,
      required: isNonNullType(period.type),
      description: `${day.description} ${period.description}`,
    }),
  );
}

/** The filter of all analytics, flat. */
function filterParameters(filter: GraphQLArgument): FlatParameter[] {
  const type = getNamedType(filter.type);
  if (!isInputObjectType(type)) throw new Error(`${filter.name} is no filter`);
  const { within: _, ...fields } = type.getFields(); // a polygon is too long for an address
  return Object.values(fields).flatMap((field): FlatParameter[] => {
    const path = [filter.name, field.name];
    if (field.name === 'period') return daysOf(field, path);
    if (field.name === 'areas') {
      const areas = getNamedType(field.type);
      if (!isInputObjectType(areas)) throw new Error('areas are no objects');
      return Object.values(areas.getFields()).map((code) =>
        of(code, path, { list: true, wrap: (value) => ({ [code.name]: value }) }),
      );
    }
    if (field.name in PLACES)
      return [
        of(field, path, {
          description: `${field.description} ${PLACES[field.name as 'bbox'].join(',')}.`,
          numbers: PLACES[field.name as 'bbox'],
        }),
      ];
    if (field.name === 'partnership') return [of(field, path, { description: PARTNERSHIP })];
    return [of(field, path, field.name in CODES ? { name: CODES[field.name as 'themes'] } : {})];
  });
}

const PARTNERSHIP =
  'Code of the partnership; by default that of the key, or the only one that this server has.';

/** Arguments of paging, which the routes add by themselves. */
const OF_PAGES = ['first', 'after'];

/** An argument of the schema as flat parameters. */
export function flatten(argument: GraphQLArgument): FlatParameter[] {
  if (OF_PAGES.includes(argument.name)) return [];
  const type = getNamedType(argument.type);
  if (type.name === 'IncidentFilter') return filterParameters(argument);
  if (type.name === 'PeriodInput')
    return daysOf(argument, [argument.name], argument.name === 'period' ? '' : `${kebab(argument.name)}-`);
  if (isInputObjectType(type)) throw new Error(`${argument.name} cannot be told in an address`);
  if (argument.name === 'partnership') return [of(argument, ['partnership'], { description: PARTNERSHIP })];
  const name = CODES[argument.name as 'themes'] ?? kebab(argument.name);
  return [of(argument, [argument.name], { name, required: isRequiredArgument(argument) })];
}

/** Parameter of the route itself, which is no argument of the operation. */
export function ownParameter(
  name: string,
  description: string,
  type: GraphQLInputType = GraphQLString,
): FlatParameter {
  return { name, description, type, list: false, required: false, path: [name] };
}

const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i;

/** Converts a text to the JSON value of a schema type; unchanged where it does not fit, for GraphQL to refuse. */
function typed(text: string, type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return text.toUpperCase().replaceAll('-', '_');
  if (named.name === 'Int' || named.name === 'Float') return NUMBER.test(text) ? Number(text) : text;
  if (named.name === 'Boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function expected({ type, numbers }: FlatParameter): string {
  if (numbers) return `numbers ${numbers.join(',')}`;
  const named = getNamedType(type);
  if (isEnumType(named))
    return `one of ${named
      .getValues()
      .map(({ name }) => kebab(name.toLowerCase().replaceAll('_', '-')))
      .join(', ')}`;
  const words: Record<string, string> = {
    Int: 'a whole number',
    Float: 'a number',
    Boolean: 'true or false',
    Date: 'a day of the calendar, YYYY-MM-DD',
  };
  return words[named.name] ?? 'text';
}

function refuse(parameter: FlatParameter): never {
  throw new Problem('BAD_USER_INPUT', `${parameter.name}: expected ${expected(parameter)}.`, {
    parameter: parameter.name,
  });
}

/** Value of a parameter from one text. */
function read(parameter: FlatParameter, text: string): unknown {
  const { type, numbers, wrap } = parameter;
  if (numbers) {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.length !== numbers.length || !parts.every((part) => NUMBER.test(part))) refuse(parameter);
    return Object.fromEntries(numbers.map((name, i) => [name, Number(parts[i])]));
  }
  const value = coerceInputValue(typed(text, type), new GraphQLNonNull(bare(type)), () => refuse(parameter));
  return wrap ? wrap(value) : value;
}

const bare = (type: GraphQLInputType) => (isNonNullType(type) ? type.ofType : type);

/** Texts of a parameter in a query string, trimmed; empty ones are ignored. */
function textsOf({ name, list, numbers }: FlatParameter, query: Query): string[] {
  const given = [query[name] ?? []].flat();
  const texts = (list && !numbers ? given.flatMap((text) => text.split(',')) : given).map((text) =>
    text.trim(),
  );
  const filled = texts.filter((text) => text !== '');
  if (!list && filled.length > 1)
    throw new Problem('BAD_USER_INPUT', `${name} takes one value only.`, { parameter: name });
  return filled;
}

/**
 * Variables of the operation from a query string.
 *
 * @throws Problem BAD_USER_INPUT naming the parameter at fault, or listing the allowed ones.
 */
export function readParameters(parameters: FlatParameter[], query: Query): Record<string, unknown> {
  const known = new Set(parameters.map(({ name }) => name));
  if (Object.keys(query).some((name) => !known.has(name)))
    throw new Problem(
      'BAD_USER_INPUT',
      `A parameter is not known here. Allowed: ${[...known].sort().join(', ')}.`,
      { allowed: [...known].sort() },
    );
  const variables: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const values = textsOf(parameter, query).map((text) => read(parameter, text));
    if (values.length === 0) {
      if (!parameter.required) continue;
      throw new Problem('BAD_USER_INPUT', `${parameter.name} is missing: ${expected(parameter)}.`, {
        parameter: parameter.name,
      });
    }
    const { list, path, beside } = parameter;
    if (beside !== undefined && !query[beside])
      throw new Problem('BAD_USER_INPUT', `${beside} is missing: give it together with ${parameter.name}.`, {
        parameter: beside,
      });
    let place = variables;
    for (const step of path.slice(0, -1)) {
      place[step] ??= {};
      place = place[step] as Record<string, unknown>;
    }
    const last = path.at(-1)!;
    place[last] = list ? [...((place[last] as unknown[]) ?? []), ...values] : values[0];
  }
  return variables;
}
