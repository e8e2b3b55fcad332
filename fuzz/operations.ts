import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Random } from './random';
import { drawValue, type Known, literal, MARKER } from './values';

/** Body of a GraphQL request. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

/** Share of requests whose document is damaged: cut off, with a stray sign, or too deep. */
const DAMAGED = 0.04;
const DEEPEST = 4;

/** Writes operations over a schema, with the arguments as variables or literals. */
class Writer {
  private readonly definitions: string[] = [];
  private readonly fragments: string[] = [];
  readonly variables: Record<string, unknown> = {};

  constructor(
    private readonly random: Random,
    private readonly known: Known,
  ) {}

  /** Document of an operation with some fields of a root type. */
  document(kind: 'query' | 'mutation', root: GraphQLNamedType): string {
    const selection = this.selection(root, 0, this.random.chance(0.85) ? 1 : 3);
    const declared = this.definitions.length > 0 ? `(${this.definitions.join(', ')})` : '';
    return [`${kind} Fuzz${declared} ${selection}`, ...this.fragments].join('\n');
  }

  private argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
    const { random } = this;
    const given = args
      .filter((arg) => (isRequiredArgument(arg) ? random.chance(0.995) : random.chance(0.3)))
      .map((arg) => {
        const value = drawValue(random, arg.type, arg.name, this.known);
        if (random.chance(0.4)) return `${arg.name}: ${literal(value, arg.type)}`;
        const name = `v${this.definitions.length}`;
        this.definitions.push(`$${name}: ${arg.type}`);
        this.variables[name] = value;
        return `${arg.name}: $${name}`;
      });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  private directive(): string {
    const { random } = this;
    if (random.chance(0.96)) return '';
    return random.pick(['@include(if: true)', '@skip(if: false)', `@include(if: "${MARKER}")`, '@unknown']);
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    const alias = this.random.chance(0.1) || depth === 0 ? `a${this.random.below(1e9)}: ` : '';
    const inner = isCompositeType(type) ? this.selection(type, depth + 1, 3) : '';
    return `${alias}${field.name}${this.argumentsOf(field)} ${this.directive()} ${inner}`;
  }

  private selection(type: GraphQLNamedType, depth: number, most: number): string {
    if (!(isObjectType(type) || isInterfaceType(type))) return '{ __typename }';
    const fields = Object.values(type.getFields());
    const fitting = depth < DEEPEST ? fields : fields.filter((field) => isLeafType(getNamedType(field.type)));
    const parts = this.random.some(fitting, most).map((field) => this.field(field, depth));
    const body = `{ ${parts.join('\n')} ${parts.length === 0 ? '__typename' : ''} }`;
    if (depth === 0 || this.random.chance(0.95)) return body;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return this.random.chance(0.5) ? `{ ...${name} }` : `{ ...${name} ... on ${type.name} ${body} }`;
  }
}

function damage(random: Random, query: string): string {
  return random.pick([
    () => query.slice(0, random.below(query.length)),
    () => query.replace('{', `{ "${MARKER}"`),
    () => query.replaceAll('{', '{ ...X '),
    () => `${query} fragment A on Query { ...B } fragment B on Query { ...A }`,
    () => `{ ${'__schema { types { fields { type '.repeat(60)}`,
    () => `query { ${Array.from({ length: 400 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
    () => `${query}\n"""${MARKER}`,
    () => query.replaceAll('(', `(${'nothing'}: 1, `),
  ])();
}

/** Operation of a schema: a query mostly, else a mutation. */
export function operationOf(
  random: Random,
  schema: GraphQLSchema,
  known: Known,
): { kind: 'query' | 'mutation'; body: Operation } {
  const kind = random.chance(0.9) ? 'query' : 'mutation';
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const writer = new Writer(random, known);
  const document = writer.document(kind, root!);
  const query = random.chance(DAMAGED) ? damage(random, document) : document;
  const body: Operation = { query, variables: writer.variables };
  if (random.chance(0.01)) body.operationName = MARKER;
  if (random.chance(0.01)) body.variables[MARKER] = MARKER;
  return { kind, body };
}
