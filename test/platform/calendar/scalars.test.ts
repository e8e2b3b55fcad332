import { buildSchema, GraphQLObjectType, GraphQLSchema, graphql } from 'graphql';
import { IsoDate, LondonDateTime } from '../../../src/platform/calendar';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      echo: { type: IsoDate, args: { day: { type: IsoDate } }, resolve: (_, { day }) => day },
      at: { type: LondonDateTime, resolve: () => new Date('2023-04-30T23:00:00.000Z') },
    },
  }),
});

const byLiteral = (literal: string) => graphql({ schema, source: `{ echo(day: ${literal}) }` });
const byVariable = (day: unknown) =>
  graphql({ schema, source: 'query ($day: Date) { echo(day: $day) }', variableValues: { day } });

test.each(['2024-02-29', '1900-01-01', '2999-12-31', '2023-12-31'])('%s is a date', async (day) => {
  expect((await byLiteral(`"${day}"`)).data).toEqual({ echo: day });
  expect((await byVariable(day)).data).toEqual({ echo: day });
});

test('null is no date, and allowed where null is', async () => {
  expect(await byLiteral('null')).toEqual({ data: { echo: null } });
  expect(await byVariable(null)).toEqual({ data: { echo: null } });
});

test.each([
  '2023-02-29',
  '2023-02-30',
  '2023-13-01',
  '2023-00-10',
  '2023-04-00',
  '2023-4-1',
  '20230401',
  '2023-04-01T00:00:00Z',
  ' 2023-04-01',
  '2023-04-01\n',
  '+2023-04-01',
  '0000-01-01', // no year of PostgreSQL
  '0099-01-01', // JavaScript takes the years below 100 for those of the last century
  '9999-12-31', // the day after has five digits
  '２０２３-04-01',
  'yesterday',
  '',
])('%j is refused, and not repeated', async (day) => {
  for (const answer of [await byLiteral(JSON.stringify(day)), await byVariable(day)]) {
    const [error] = answer.errors!;
    expect(error.message).toContain('A date is written YYYY-MM-DD');
    expect((error.originalError ?? error) as { extensions?: object }).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
});

test.each([['20240229'], ['true'], ['[]'], ['{}'], ['2024']])(
  'the literal %s is no date',
  async (literal) => {
    const { errors } = await byLiteral(literal);
    expect(errors).toBeDefined();
  },
);

test('an instant is shown on the clocks of London', async () => {
  expect((await graphql({ schema, source: '{ at }' })).data).toEqual({ at: '2023-05-01T00:00:00+01:00' });
});

test('both say which standard they keep', () => {
  expect(IsoDate.specifiedByURL).toMatch(/rfc3339/);
  expect(LondonDateTime.specifiedByURL).toMatch(/rfc3339/);
  expect(buildSchema('scalar Date type Query { day: Date }').getType('Date')!.name).toBe(IsoDate.name);
});
