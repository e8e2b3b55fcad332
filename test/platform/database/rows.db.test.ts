import { Database } from '../../../src/platform/database';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

const answerTo = async (expression: string) =>
  (await sql(database, `SELECT ${expression} AS value`))[0].value;

/** Expressions, and their values for callers of either back end. */
const GOLDEN: [string, unknown][] = [
  ['true', true],
  ['1::smallint', 1],
  ['-2147483648', -2147483648],
  ['9007199254740991::bigint', 9007199254740991],
  ['-9007199254740991::bigint', -9007199254740991],
  ['(SELECT count(*) FROM generate_series(1, 3))', 3],
  ['(SELECT sum(n) FROM generate_series(1, 3) AS n)', 6],
  ['(SELECT avg(n) FROM generate_series(1, 2) AS n)', 1.5],
  ['1.50::numeric', 1.5],
  ["'NaN'::numeric", Number.NaN],
  ['0.1::float8 + 0.2::float8', 0.30000000000000004],
  ["'-Infinity'::float8", Number.NEGATIVE_INFINITY],
  ['1.5::real', 1.5],
  ["'Ämter – 東'::text", 'Ämter – 東'],
  ["''", ''],
  ["DATE '2024-02-29'", '2024-02-29'],
  ["DATE '0044-03-15'", '0044-03-15'],
  ["TIMESTAMP '2024-03-31 01:30'", '2024-03-31 01:30:00'],
  ["TIMESTAMPTZ '2024-03-31 02:30+01'", new Date('2024-03-31T01:30:00Z')],
  ["TIMESTAMPTZ '2024-07-01 00:30:00.123+01'", new Date('2024-06-30T23:30:00.123Z')],
  ["TIMESTAMPTZ '2024-07-01 05:00+05:30'", new Date('2024-06-30T23:30:00Z')],
  ["INTERVAL '1 day 2 hours'", '1 day 02:00:00'],
  ["TIME '10:30'", '10:30:00'],
  ["'\\x00ff10'::bytea", Buffer.from('00ff10', 'hex')],
  ["''::bytea", Buffer.alloc(0)],
  ['\'{"a": [1, null, "x"]}\'::json', { a: [1, null, 'x'] }],
  ['\'[1.5, {"b": true}]\'::jsonb', [1.5, { b: true }]],
  ["'null'::jsonb", null],
  ['NULL::bigint', null],
  ['NULL::bytea', null],
  ['NULL::timestamptz', null],
  ["'0b1b9b5e-0000-4000-8000-000000000000'::uuid", '0b1b9b5e-0000-4000-8000-000000000000'],
  ["daterange('2024-01-01', NULL, '[]')", '[2024-01-01,)'],
  ['point(1, 2)', '(1,2)'],
  ['ARRAY[1, NULL, 3]', [1, null, 3]],
  [
    'ARRAY[[1, 2], [3, 4]]',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["'{}'::integer[]", []],
  ['ARRAY[1, 9007199254740991]::bigint[]', [1, 9007199254740991]],
  ['ARRAY[1.5, NULL]::numeric[]', [1.5, null]],
  ['ARRAY[[1], [2]]::bigint[]', [[1], [2]]],
  ["ARRAY['a', 'b,\"c', NULL, 'NULL', '']", ['a', 'b,"c', null, 'NULL', '']],
  ["ARRAY[DATE '2024-02-29', NULL]", ['2024-02-29', null]],
  ["ARRAY[TIMESTAMP '2024-02-29 10:00']", ['2024-02-29 10:00:00']],
  ["ARRAY[TIMESTAMPTZ '2024-02-29 10:00+00']", [new Date('2024-02-29T10:00:00Z')]],
  ["ARRAY['\\x01'::bytea, NULL]", [Buffer.from([1]), null]],
  ['ARRAY[true, false]', [true, false]],
  ['ARRAY[\'{"a": 1}\'::jsonb]', [{ a: 1 }]],
  ['ST_SetSRID(ST_MakePoint(1, 2), 27700)', '0101000020346C0000000000000000F03F0000000000000040'],
];

describe('a value of PostgreSQL is the same in JavaScript, whichever back end answers', () => {
  test.each(GOLDEN)('%s', async (expression, expected) => {
    const value = await answerTo(expression);
    expect(value).toStrictEqual(expected);
    if (expected instanceof Buffer) expect(Buffer.isBuffer(value)).toBe(true);
  });

  test.each(['9007199254740993::bigint', '-9007199254740993::bigint', 'ARRAY[9007199254740993]::bigint[]'])(
    '%s is refused rather than rounded, and the database goes on',
    async (expression) => {
      await expect(answerTo(expression)).rejects.toThrow(/2\^53/);
      expect(await answerTo('1')).toBe(1);
    },
  );
});

describe('a value of JavaScript is the same in PostgreSQL', () => {
  test.each<[string, unknown, unknown]>([
    [':v::integer', 7, 7],
    [':v::text', 'it’s "quoted", \\ and \n broken', 'it’s "quoted", \\ and \n broken'],
    [':v::text', null, null],
    [':v::text', undefined, null],
    [':v::boolean', false, false],
    [':v::float8', 0.1, 0.1],
    [':v::bigint', 9007199254740991, 9007199254740991],
    [':v::date', '2024-02-29', '2024-02-29'],
    [':v::timestamptz', new Date('2024-06-30T23:30:00.123Z'), new Date('2024-06-30T23:30:00.123Z')],
    [':v::timestamptz', '2024-06-30T23:30:00.123Z', new Date('2024-06-30T23:30:00.123Z')],
    [':v::bytea', Buffer.from([0, 255, 92]), Buffer.from([0, 255, 92])],
    [':v::jsonb', JSON.stringify({ a: [1, 'ü'] }), { a: [1, 'ü'] }],
    [':v::integer[]', [1, null, 3], [1, null, 3]],
    [':v::integer[]', [], []],
    [':v::text[]', ['a,b', '"', '\\', '', null, 'NULL', '{}'], ['a,b', '"', '\\', '', null, 'NULL', '{}']],
    [':v::float8[]', [0.1, -1e300], [0.1, -1e300]],
    [':v::boolean[]', [true, false], [true, false]],
    [':v::timestamptz[]', ['2024-06-30T23:30:00.000Z'], [new Date('2024-06-30T23:30:00Z')]],
  ])('%s of %p', async (expression, value, expected) => {
    const [row] = await sql(database, `SELECT ${expression} AS value`, { v: value });
    expect(row.value).toStrictEqual(expected);
  });
});
