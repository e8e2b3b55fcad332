/** @backend either */
import {
  type GraphQLField,
  type GraphQLSchema,
  getNullableType,
  graphql,
  isCompositeType,
  isEnumType,
  isListType,
} from 'graphql';
import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../../../src/access';
import type { AnswerStore } from '../../../src/access/gate';
import { isKept } from '../../../src/analytics/analytic';
import { buildApiSchema } from '../../../src/api/graphql/schema';
import { addPartnership } from '../../../src/domain/areas';
import { raiseDataVersion } from '../../../src/domain/incidents';
import { Problem } from '../../../src/platform/errors';
import { analystOf } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { anyOf, literal, required, variants, withNulls } from './questions';

type Field = GraphQLField<unknown, unknown>;
type Args = Record<string, unknown>;

let fixture: TestDatabase;
let schema: GraphQLSchema;
let fields: Field[];
let partnershipId: number;

beforeAll(async () => {
  fixture = await createTestDatabase();
  await fixture.database.transaction({}, async (session) => {
    partnershipId = (await addPartnership(session, { code: 'ONE', name: 'One' })).id;
    await addPartnership(session, { code: 'TWO', name: 'Two' });
  });
  schema = await buildApiSchema();
  fields = Object.values(schema.getQueryType()!.getFields()).filter(isKept);
});
afterAll(() => fixture.remove());

/** Takes the first key that it is asked for, and has nothing computed. */
class Keys implements AnswerStore {
  key: string | null = null;

  recall<T>(key: string): Promise<T> {
    this.key ??= key;
    throw new Problem('TIMEOUT', 'This test computes nothing.');
  }
}

/** The key of the answer to an operation on one field; null where its arguments are refused. */
async function keyOf(source: string, variableValues: Args = {}, viewer = analystOf(partnershipId)) {
  const keys = new Keys();
  const contextValue = new RequestContext(viewer, fixture.database, 60_000, undefined, keys);
  const { errors } = await graphql({ schema, source, variableValues, contextValue });
  const problem = errors?.[0].originalError;
  if (keys.key === null && problem && !/Argument Validation Error/.test(problem.message)) throw problem;
  return keys.key;
}

const answerOf = ({ type }: Field) => (isCompositeType(getNullableType(type)) ? '{ __typename }' : '');

/** Asks with variables. */
function asked(field: Field, args: Args, viewer?: Viewer) {
  const given = field.args.filter(({ name }) => name in args);
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const used = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const source = `query (${declared}) { ${field.name}(${used}) ${answerOf(field)} }`;
  return keyOf(source, args, viewer);
}

/** Asks without variables, the arguments and the fields of their objects in reverse order. */
function spelledOut(field: Field, args: Args) {
  const given = field.args.filter(({ name }) => name in args).reverse();
  const used = given.map(({ name, type }) => `${name}: ${literal(args[name], type)}`).join(', ');
  return keyOf(`{ alias: ${field.name}(${used}) ${answerOf(field)} }`);
}

test('the analytics of places, times, people and counts are kept', () => {
  expect(fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['hotspotGrid', 'trend', 'weekGrid', 'victimProfile', 'strategicAssessment']),
  );
});

test('each argument of each analytic changes the key', async () => {
  const seen = new Map<string, string>();
  for (const field of fields) {
    const base = required(field);
    const usual = (await asked(field, base))!;
    expect({ field: field.name, usual }).toEqual({ field: field.name, usual: expect.any(String) });
    for (const { name, type } of field.args) {
      const named = getNullableType(type);
      if (isEnumType(named) && named.getValues().length === 1) continue; // nothing to choose
      let changed = 0;
      let unchanged = 0;
      for (const value of variants(type)) {
        const key = await asked(field, { ...base, [name]: value });
        if (key === null) continue; // outside the limits of the argument
        const question = `${field.name} ${name} ${JSON.stringify(value)}`;
        if (key === usual) unchanged += 1;
        else {
          expect([question, seen.get(key)]).toEqual([question, undefined]);
          seen.set(key, question);
          changed += 1;
        }
      }
      // One of the values may be the default, or the one that was asked with.
      if (changed === 0 || unchanged > 1)
        throw new Error(`${field.name}(${name}): ${changed} values change the key, ${unchanged} do not`);
    }
  }
});

test('the same question in another spelling has the same key', async () => {
  for (const field of fields) {
    const base = required(field);
    const key = await asked(field, base);
    const full: Args = { ...base };
    for (const { name, type, defaultValue } of field.args)
      full[name] = withNulls(base[name] ?? defaultValue ?? null, type);
    expect([field.name, await spelledOut(field, base)]).toEqual([field.name, key]);
    expect([field.name, await asked(field, full)]).toEqual([field.name, key]);
    expect([field.name, await spelledOut(field, full)]).toEqual([field.name, key]);
    // GraphQL takes one value for a list of one.
    for (const { name, type } of field.args.filter((each) => isListType(getNullableType(each.type)))) {
      const [item] = anyOf(type) as unknown[];
      const one = await asked(field, { ...base, [name]: [item] });
      expect([field.name, await spelledOut(field, { ...base, [name]: item })]).toEqual([field.name, one]);
    }
  }
});

test('the rights of the viewer and the version of the data are in it', async () => {
  for (const field of fields) {
    const base = required(field);
    const keys = [await asked(field, base), await asked(field, base, PUBLIC_VIEWER)];
    await fixture.database.transaction({}, (session) => raiseDataVersion(session, partnershipId));
    keys.push(await asked(field, base));
    expect([field.name, new Set(keys).size]).toEqual([field.name, 3]);
  }
});
