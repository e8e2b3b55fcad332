import { type Database, DatabaseError } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { sql } from '../../support/api';
import { createTestDatabase, describeEmbedded, onServer, type TestDatabase } from '../../support/database';

// The embedded database is opened several times, which takes seconds each.
jest.setTimeout(180_000);

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await sql(database, 'CREATE TABLE witness (id integer)');
});
beforeEach(() => sql(database, 'TRUNCATE witness'));
afterAll(() => fixture.remove());

/** Each makes PostGIS or PostgreSQL throw a C++ exception, which WebAssembly swallows. */
const SWALLOWED: [string, string][] = [
  [
    'ST_Union of a bow-tie',
    `SELECT ST_AsText(ST_Union('POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))'::geometry,
      'POLYGON((5 0, 15 0, 15 10, 5 10, 5 0))'::geometry))`,
  ],
  [
    'the aggregate ST_Union of bow-ties',
    `SELECT ST_AsText(ST_Union(g)) FROM (VALUES ('POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))'::geometry),
      ('POLYGON((0 0, 5 5, 5 0, 0 5, 0 0))'::geometry)) AS t (g)`,
  ],
  [
    'ST_ConcaveHull with a share of 2',
    "SELECT ST_AsText(ST_ConcaveHull('MULTIPOINT(0 0, 1 0, 0 1, 1 1)'::geometry, 2.0))",
  ],
  ['JSON nested 100,000 deep', "SELECT repeat('[', 100000)::json"],
];

const WITNESS = statement('witness', 'INSERT INTO witness VALUES (1)');
const witnesses = async () => (await sql<{ n: number }>(database, 'SELECT count(*) AS n FROM witness'))[0].n;

describe.each(SWALLOWED)('%s', (_, text) => {
  const odd = statement('odd', text);

  test('ends the transaction where it fails, and is answered with rows where it does not', async () => {
    const outcome = await database
      .transaction({}, async (session) => {
        await session.query(WITNESS);
        return session.query(odd);
      })
      .catch((error) => error);
    if (onServer && !(outcome instanceof Error)) {
      expect(outcome).toHaveLength(1);
      expect(await witnesses()).toBe(1);
    } else {
      expect(outcome).toBeInstanceOf(DatabaseError);
      expect(await witnesses()).toBe(0);
    }
  });

  test('does not let a caller that catches the error go on and commit', async () => {
    let next: unknown;
    const outcome = await database
      .transaction({}, async (session) => {
        await session.query(WITNESS);
        const failed = await session.query(odd).then(
          () => false,
          () => true,
        );
        next = await session.query(WITNESS).catch((error) => error);
        return failed ? 'told that it was committed' : 'answered';
      })
      .catch((error) => error);
    if (onServer && outcome === 'answered') expect(await witnesses()).toBe(2);
    else {
      expect(next).toMatchObject({ driverError: { code: '25P02' } });
      expect(outcome).toBeInstanceOf(DatabaseError);
      expect(await witnesses()).toBe(0);
    }
  });

  test('leaves the database fit for the next caller', async () => {
    await database.transaction({}, (session) => session.query(odd)).catch(() => {});
    expect(await sql(database, 'SELECT ST_AsText(ST_MakePoint(1, 2)) AS point')).toEqual([
      { point: 'POINT(1 2)' },
    ]);
  });
});

describeEmbedded('in a script of several statements', () => {
  const [[, bowtie]] = SWALLOWED;
  test.each([
    ['first', `${bowtie}; SELECT 1`],
    ['last', `SELECT 1; ${bowtie}`],
    ['in the middle', `SELECT 1; ${bowtie}; SELECT 2`],
    ['alone', `${bowtie};`],
  ])('an exception is noticed where it comes %s', async (_, text) => {
    await expect(sql(database, `${WITNESS.text}; ${text}`)).rejects.toMatchObject({ code: 'XX000' });
    expect(await witnesses()).toBe(0);
  });

  test('a sound one gives the rows of its last statement', async () => {
    expect(await sql(database, 'SELECT 1 AS a; SELECT 2 AS b')).toEqual([{ b: 2 }]);
    expect(await sql(database, 'SELECT 1 AS a; -- nothing more')).toEqual([{ a: 1 }]);
  });
});

test('after a recursion without end the database answers again, with all that was committed', async () => {
  await sql(database, WITNESS.text);
  await sql(
    database,
    'CREATE FUNCTION endless(integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN endless($1 + 1); END $$',
  );
  const endless = database.transaction({}, async (session) => {
    await session.query(WITNESS);
    return session.query(statement('endless', 'SELECT endless(1)'));
  });
  await expect(endless).rejects.toBeInstanceOf(Error);
  expect(await witnesses()).toBe(1);
});
