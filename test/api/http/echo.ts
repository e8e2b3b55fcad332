import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { createTestDatabase, runs, type TestDatabase } from '../../support/database';
import { headersWith, type TestServer, testServer } from './test-server';

/** Anything that a person could have typed where it does not belong, and would not want to find in a log. */
export const MARKER = 'Zaphod77Marker';

/** A way from an argument down to a value inside it. */
type Place = string[];

/** All places in an argument's type, down to a depth; a type inside itself is entered once. */
function places(type: GraphQLInputType, seen: string[] = []): Place[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.includes(named.name)) return [[]];
  const inside = Object.values(named.getFields()).flatMap((field) =>
    places(field.type, [...seen, named.name]).map((rest) => [field.name, ...rest]),
  );
  return [[], ...inside];
}

/** A value of the type with `marker` at the place, and something plausible wherever a value is required. */
function valueWith(type: GraphQLInputType, place: Place | null, marker: unknown): unknown {
  if (isNonNullType(type)) return valueWith(type.ofType, place, marker);
  if (place?.length === 0) return marker;
  if (isListType(type)) return [valueWith(type.ofType, place, marker)];
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => field.name === place?.[0] || isRequiredInputField(field),
    );
    const next = (name: string) => (name === place?.[0] ? place.slice(1) : null);
    return Object.fromEntries(
      fields.map(({ name, type: inner }) => [name, valueWith(inner, next(name), marker)]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0].name;
  return { Int: 1, Float: 1, Boolean: true, Date: '2024-01-01' }[getNamedType(type).name] ?? 'ONE';
}

/** GraphQL's own notation of a value; strings that are enum names stand bare. */
function literal(value: unknown, type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (Array.isArray(value))
    return `[${value.map((item) => literal(item, isListType(inner) ? inner.ofType : inner)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = isInputObjectType(inner) ? inner.getFields() : {};
    const parts = Object.entries(value).map(
      ([key, item]) => `${key}: ${literal(item, fields[key]?.type ?? inner)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  const isName = isEnumType(inner) && inner.getValue(String(value));
  return isName ? String(value) : JSON.stringify(value);
}

type Field = GraphQLField<unknown, unknown>;

/** An argument of a field, the fields that lead there from the root, and a place inside the argument. */
export interface Question {
  kind: 'query' | 'mutation';
  chain: Field[];
  arg: GraphQLArgument;
  place: Place;
}

let fixture: TestDatabase;
let server: TestServer;
let schema: GraphQLSchema;
let headers: Record<string, string>;

/** Starts a server on an empty database before the tests of a file. */
export function useServer(): void {
  beforeAll(async () => {
    fixture = await createTestDatabase();
    schema = await buildApiSchema();
    server = await testServer(fixture.database, schema);
    headers = await headersWith(fixture.database);
  });
  afterAll(async () => {
    await server.app.close();
    await fixture.remove();
  });
}

/** Every field with arguments, by the shortest way to it. */
function chains(root: GraphQLObjectType): Field[][] {
  const seen = new Set<string>();
  const waiting: Field[][] = Object.values(root.getFields()).map((field) => [field]);
  const found: Field[][] = [];
  for (let chain = waiting.shift(); chain; chain = waiting.shift()) {
    const field = chain.at(-1)!;
    const type = getNamedType(field.type);
    if (field.args.length > 0) found.push(chain);
    if (!(isObjectType(type) || isInterfaceType(type)) || seen.has(type.name)) continue;
    seen.add(type.name);
    for (const inner of Object.values(type.getFields())) waiting.push([...chain, inner]);
  }
  return found;
}

/** Every place of every argument, from both roots. */
export function questions(): Question[] {
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType() };
  return (['query', 'mutation'] as const).flatMap((kind) =>
    (roots[kind] ? chains(roots[kind]) : []).flatMap((chain) =>
      chain.at(-1)!.args.flatMap((arg) => places(arg.type).map((place) => ({ kind, chain, arg, place }))),
    ),
  );
}

/** Writes a question as an operation: every argument as `write` says, the marker in its one place. */
function operation(
  { kind, chain, arg, place }: Question,
  marker: unknown,
  write: (name: string, type: GraphQLInputType, value: unknown) => string,
): { head: string; body: string } {
  const selection = chain.reduceRight((inside, { name, args, type }) => {
    const given = args
      .filter((each) => each === arg || isNonNullType(each.type))
      .map(
        (each) =>
          `${each.name}: ${write(each.name, each.type, valueWith(each.type, each === arg ? place : null, marker))}`,
      );
    const inner = inside || (isCompositeType(getNamedType(type)) ? '{ __typename }' : '');
    return `{ ${name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${inner} }`;
  }, '');
  return { head: kind, body: selection };
}

function asVariables(question: Question, marker: unknown) {
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const { head, body } = operation(question, marker, (name, type, value) => {
    const variable = `${name}${definitions.length}`;
    variables[variable] = value;
    definitions.push(`$${variable}: ${type}`);
    return `$${variable}`;
  });
  return { query: `${head} (${definitions.join(', ')}) ${body}`, variables };
}

function asLiterals(question: Question, marker: unknown) {
  const { head, body } = operation(question, marker, (_, type, value) => literal(value, type));
  return { query: `${head} ${body}` };
}

/** Sends a request, and expects the marker neither in the answer nor in the log. */
export async function expectSilence(body: object): Promise<void> {
  const before = server.logged().length;
  const response = await server.post(body, headers);
  const told = response.body + server.logged().slice(before);
  if (told.includes(MARKER)) throw new Error(`${JSON.stringify(body)}\n was answered with\n${told}`);
  const codes = (response.json().errors ?? []).map(
    (error: { extensions: { code: string } }) => error.extensions.code,
  );
  expect(codes).not.toContain('INTERNAL');
}

/** The marker as a string, and hidden where an error message might show only a part. */
const markers = fc.oneof(
  fc.constant(MARKER),
  fc.tuple(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 })).map(([a, b]) => `${a}${MARKER}${b}`),
  fc.constant({ [MARKER]: MARKER }),
  fc.constant([MARKER, [MARKER]]),
  fc.constant({ type: 'Polygon', coordinates: [[[MARKER, 52]]] }),
);

/**
 * Asks with a marker in every place of every argument of the questions chosen, as a variable and as a literal, then in places
 * drawn at random in other shapes: the marker comes back neither in the answer nor in the log.
 */
export async function expectNoEcho(isChosen: (question: Question) => boolean, draws: number): Promise<void> {
  const chosen = questions().filter(isChosen);
  expect(chosen.length).toBeGreaterThan(100);
  for (const question of chosen) {
    await expectSilence(asVariables(question, MARKER));
    await expectSilence(asLiterals(question, MARKER));
  }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...chosen), markers, async (question, marker) => {
      await expectSilence(asVariables(question, marker));
      await expectSilence(asLiterals(question, marker));
    }),
    { numRuns: runs(draws) },
  );
}
