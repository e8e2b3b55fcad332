import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLFloat,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { ArgumentValidationError } from 'type-graphql';
import type { RequestContext } from '../../../src/access';
import { HTTP_STATUS } from '../../../src/api/http/errors';
import { statement } from '../../../src/platform/database/sql';
import { PROBLEM_CODES, Problem, type ProblemCode } from '../../../src/platform/errors';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { type TestServer, testServer } from './test-server';

const Colour = new GraphQLEnumType({ name: 'Colour', values: { RED: {}, GREEN: {} } });
const Even = new GraphQLScalarType({
  name: 'Even',
  parseValue(value) {
    if (typeof value !== 'number' || value % 2)
      throw new Problem('TOO_LARGE', 'Even takes even numbers.', { limit: 2 });
    return value;
  },
});
const Filter: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'Filter',
  fields: () => ({
    from: { type: new GraphQLNonNull(GraphQLString) },
    colours: { type: new GraphQLList(new GraphQLNonNull(Colour)) },
    even: { type: Even },
    inner: { type: Filter },
  }),
});

function fail(how: string): never {
  if (how in PROBLEM_CODES) throw new Problem(how as ProblemCode, `about ${how}`, { limit: 7 });
  if (how === 'graphql') throw new GraphQLError('a library says "secret"');
  if (how === 'validation')
    throw new ArgumentValidationError([
      {
        property: 'where',
        target: { secret: 'secret' },
        value: 'secret',
        children: [
          {
            property: 'near',
            value: 'secret',
            children: [
              {
                property: 'metres',
                value: 'secret',
                constraints: { max: 'metres must not be greater than 9' },
              },
            ],
          },
        ],
      },
    ] as never);
  throw new Error(`it holds "secret" and 'secret'`);
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, RequestContext>({
    name: 'Query',
    fields: {
      fail: {
        type: GraphQLString,
        args: { how: { type: GraphQLString } },
        resolve: (_, { how }) => fail(how),
      },
      needed: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      number: { type: GraphQLInt, resolve: () => 'secret' },
      database: {
        type: GraphQLString,
        args: { text: { type: GraphQLString } },
        resolve: (_, values, context) =>
          context.session((session) => session.query(statement('cast', 'SELECT :text::integer'), values)),
      },
      take: {
        type: GraphQLString,
        args: {
          where: { type: Filter },
          n: { type: GraphQLInt },
          f: { type: GraphQLFloat },
          colour: { type: Colour },
        },
        resolve: () => 'taken',
      },
    },
  }),
});

let fixture: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  fixture = await createTestDatabase();
  server = await testServer(fixture.database, schema);
});
afterAll(async () => {
  await server.app.close();
  await fixture.remove();
});

const errorOf = async (query: string, variables?: object) => (await server.ask(query, variables)).errors![0];

describe('the table', () => {
  test('has a status for every code, and no other', () => {
    expect(Object.keys(HTTP_STATUS)).toEqual(Object.keys(PROBLEM_CODES));
    expect(Object.values(HTTP_STATUS).every((status) => status >= 400 && status < 600)).toBe(true);
  });

  test.each(Object.keys(PROBLEM_CODES))(
    '%s passes from a resolver with its message and details',
    async (code) => {
      expect(await errorOf('query ($how: String) { fail(how: $how) }', { how: code })).toMatchObject({
        message: `about ${code}`,
        path: ['fail'],
        extensions: { code, limit: 7 },
      });
    },
  );
});

describe('what nobody foresaw is INTERNAL', () => {
  test.each([
    ['an error', '{ fail(how: "error") }'],
    ['a GraphQL error of a library', '{ fail(how: "graphql") }'],
    ['null where none may be', '{ needed }'],
    ['an answer of the wrong type', '{ number }'],
    ['an error of the database', '{ database(text: "secret") }'],
  ])('%s', async (_, query) => {
    const before = server.logged().length;
    const response = await server.post({ query });
    const [error] = response.json().errors;
    expect(error.extensions).toEqual({ code: 'INTERNAL' });
    expect(error.message).toContain('x-request-id');
    expect(response.body).not.toMatch(/secret|stack|\.ts/);

    const log = server.logged().slice(before);
    const line = JSON.parse(log.split('\n').find((each) => each.includes('unexpected error'))!);
    expect(line).toMatchObject({ level: 'error', requestId: response.headers['x-request-id'] });
    expect(line.err.stack).toContain('    at ');
    expect(log).not.toContain('secret');
  });

  test('and so it is outside GraphQL', async () => {
    jest.spyOn(fixture.database, 'transaction').mockRejectedValueOnce(new Error('a "secret" of the inside'));
    const response = await server.post(
      { query: '{ needed }' },
      { authorization: `Bearer csg_${'A'.repeat(43)}` },
    );
    expect(response.statusCode).toBe(500);
    expect(response.json()).toMatchObject({ data: null, errors: [{ extensions: { code: 'INTERNAL' } }] });
    expect(response.body).not.toContain('secret');
    expect(server.logged()).not.toContain('secret');
  });
});

test('arguments out of their range: the fields and the rules, without target and value', async () => {
  const error = await errorOf('{ fail(how: "validation") }');
  expect(error.message).toBe(
    'These arguments are out of their range: where.near.metres: metres must not be greater than 9.',
  );
  expect(error.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    fields: [{ field: 'where.near.metres', message: 'metres must not be greater than 9' }],
  });
});

describe('values that do not fit are told by place and type', () => {
  const cases: [string, string, object | undefined, string][] = [
    [
      'an enum literal',
      '{ take(colour: BLUE) }',
      undefined,
      'The value at line 1, column 16 does not fit: expected one of RED, GREEN.',
    ],
    [
      'a string for an enum',
      '{ take(colour: "BLUE") }',
      undefined,
      'The value at line 1, column 16 does not fit: expected one of RED, GREEN.',
    ],
    ['a number', '{ take(n: "x") }', undefined, 'The value at line 1, column 11 does not fit: expected Int.'],
    [
      'a number too large',
      '{ take(n: 99999999999) }',
      undefined,
      'The value at line 1, column 11 does not fit: expected Int.',
    ],
    [
      'a field that is not there',
      '{ take(where: { from: "a", secret: 1 }) }',
      undefined,
      'The value at line 1, column 28 does not fit: expected an object with the fields from (required), colours, even, inner.',
    ],
    [
      'a field that is missing',
      '{ take(where: { colours: [] }) }',
      undefined,
      'The value at line 1, column 15 does not fit: expected an object with the fields from (required), colours, even, inner.',
    ],
    [
      'an enum variable',
      'query ($where: Filter) { take(where: $where) }',
      { where: { from: 'a', inner: { from: 'b', colours: ['RED', 'BLUE'] } } },
      'These variables do not fit. $where.inner.colours[1]: expected one of RED, GREEN.',
    ],
    [
      'several variables',
      'query ($where: Filter, $n: Int!) { take(where: $where, n: $n) }',
      { where: { colours: 'BLUE' } },
      'These variables do not fit. $where: expected an object with the fields from (required), colours, even, inner; ' +
        '$where.colours: expected one of RED, GREEN; $n: missing, expected Int.',
    ],
  ];

  test.each(cases)('%s', async (_, query, variables, message) => {
    const answer = await server.ask(query, variables);
    const messages = answer.errors!.map((error) => error.message);
    expect(messages).toContain(message);
    expect(answer.errors!.every(({ extensions }) => extensions.code === 'BAD_USER_INPUT')).toBe(true);
  });

  test('our own scalars speak for themselves', async () => {
    const problem = { code: 'TOO_LARGE', limit: 2 };
    expect(await errorOf('{ take(where: { from: "a", even: 3 }) }')).toMatchObject({
      message: 'Even takes even numbers.',
      extensions: problem,
    });
    expect(
      await errorOf('query ($where: Filter) { take(where: $where) }', { where: { from: 'a', even: 3 } }),
    ).toMatchObject({
      message: 'These variables do not fit. $where.even: Even takes even numbers.',
      extensions: problem,
    });
  });

  test('a hundred thousand faults are not all counted', async () => {
    const query = 'query ($where: Filter) { take(where: $where) }';
    const started = performance.now();
    const error = await errorOf(query, {
      where: { from: 'a', colours: Array.from({ length: 100_000 }, () => 'X') },
    });
    expect(error.extensions.variables).toHaveLength(10);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('faults of the document', () => {
  test.each([
    ['{ take(n: }', 'The document has a syntax error at line 1, column 11.'],
    ['{ take "secret" }', 'The document has a syntax error at line 1, column 8: Name was expected.'],
    ['{ take(n 1) }', 'The document has a syntax error at line 1, column 10: ":" was expected.'],
    ['{ take(n: "secret) }', 'The document has a syntax error at line 1, column 21.'],
  ])('%s', async (query, message) => {
    const error = await errorOf(query);
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('unknown fields are named, with a suggestion', async () => {
    expect((await errorOf('{ nedeed }')).message).toBe(
      'Cannot query field "nedeed" on type "Query". Did you mean "needed"?',
    );
  });

  test.each([
    [
      { query: 'query a { needed } query b { needed }', operationName: 'secret' },
      /operationName must name one/,
    ],
    [{ query: '' }, /non-empty `query`/],
    [{ query: { secret: 1 } }, /must be strings/],
    [{ query: '{ needed }', variables: 'secret' }, /`variables`/],
    [{ extensions: { persistedQuery: { version: 1, sha256Hash: 'secret' } } }, /not supported/],
    [[{ query: '{ needed }' }], /batching disabled/],
  ])('%j', async (body, message) => {
    const response = await server.post(body);
    expect(response.json().errors[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(response.body).not.toContain('secret');
  });
});

describe('faults of the request', () => {
  test.each([
    ['no JSON', '{"query": secret', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    ['an empty body', '', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    ['a prototype', '{"__proto__": "secret"}', { 'content-type': 'application/json' }, 400, 'BAD_USER_INPUT'],
    ['another type', '<secret/>', { 'content-type': 'application/xml' }, 400, 'BAD_USER_INPUT'],
    [
      'what a form on another site can send',
      'query=secret',
      { 'content-type': 'text/plain' },
      400,
      'BAD_USER_INPUT',
    ],
    ['another scheme', '{}', { authorization: 'Basic secret' }, 401, 'UNAUTHENTICATED'],
    ['an unknown key', '{}', { authorization: 'Bearer secret' }, 401, 'UNAUTHENTICATED'],
  ])('%s', async (_, body, headers, status, code) => {
    const response = await server.post(body, headers as unknown as Record<string, string>);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors[0].extensions.code).toBe(code);
    expect(response.body).not.toContain('secret');
    if (status === 401) expect(response.headers['www-authenticate']).toBe('Bearer');
  });

  test.each(['/secret', '/tiles/%', '/graphql?query={secret}', '/?key=secret', '/editor/secret'])(
    'GET %s',
    async (path) => {
      const response = await server.get(path);
      if (response.statusCode !== 200) {
        expect(Object.keys(response.json())).toEqual(['error']);
        expect(Object.keys(response.json().error)).toEqual(['code', 'message']);
      }
      expect(response.body).not.toContain('secret');
    },
  );

  test('nothing of it is in the log', () => {
    expect(server.logged()).not.toContain('secret');
  });
});
