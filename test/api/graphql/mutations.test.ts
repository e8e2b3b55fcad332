/** The form of every mutation of the schema. */
import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { buildApiSchema } from '../../../src/api/graphql/schema';

test('every mutation takes one input, answers with a payload, and shows what there is where it takes a version', async () => {
  const mutations = Object.values((await buildApiSchema()).getMutationType()!.getFields());
  expect(mutations.length).toBeGreaterThan(20);
  for (const { name, args, type } of mutations) {
    expect([name, args.map((arg) => arg.name)]).toEqual([name, ['input']]);
    const input = getNamedType(args[0].type);
    if (!isInputObjectType(input)) throw new Error(`${name} takes no input object`);
    expect([name, isNonNullType(args[0].type), isNonNullType(type)]).toEqual([name, true, false]);
    const fields = (getNullableType(type) as GraphQLObjectType).getFields();
    const { userErrors, current, ...objects } = fields;
    expect(String(userErrors.type)).toBe('[UserError!]!');
    expect(Object.values(objects)).toHaveLength(1);
    const [object] = Object.values(objects);
    expect(isObjectType(getNamedType(object.type))).toBe(true);
    expect([name, current?.type]).toEqual([name, 'version' in input.getFields() ? object.type : undefined]);
  }
});
