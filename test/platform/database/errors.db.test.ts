import { inspect } from 'node:util';
import { OffenceEntity } from '../../../src/domain/vocabulary';
import { Database, DatabaseError } from '../../../src/platform/database';
import { sql } from '../../support/api';
import {
  createTestDatabase,
  describeEmbedded,
  describeOnServer,
  type TestDatabase,
} from '../../support/database';

// The embedded database is opened several times, which takes seconds each.
jest.setTimeout(180_000);

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await sql(
    database,
    `CREATE TABLE person (code text UNIQUE CHECK (code <> 'Zed Forbidden'), age integer NOT NULL, born date);
     INSERT INTO person VALUES ('Ann Example', 5)`,
  );
});
afterAll(() => fixture.remove());

const SECRET = /Ann|Example|Zed|Forbidden|4711|12 High Street|LU6/;

/** Everything that a log or an answer could show of an error. */
const shown = (error: Error) =>
  [error.message, error.stack, inspect(error, { depth: 10, showHidden: true }), JSON.stringify(error)].join(
    '\n',
  );

describe('an error of the database never carries a value', () => {
  test.each<[string, string, string, unknown]>([
    ['a unique violation', '23505', 'INSERT INTO person VALUES (:v, 1)', 'Ann Example'],
    ['a check violation', '23514', 'INSERT INTO person VALUES (:v, 1)', 'Zed Forbidden'],
    ['a missing value', '23502', 'INSERT INTO person VALUES (:v, NULL)', 'Ann Example 2'],
    ['text for a number', '22P02', 'SELECT :v::text::integer', '12 High Street'],
    ['a number too great', '22003', 'SELECT (:v::text || :v::text || :v::text)::integer', '4711'],
    ['a day that does not exist', '22008', "SELECT (:v::text || '-02-30')::date", '4711'],
    ['text for a date', '22007', 'SELECT :v::text::date', '12 High Street'],
    ['broken JSON', '22P02', 'SELECT :v::text::json', '{"name": "Ann Example'],
    ['a broken geometry', 'XX000', 'SELECT :v::text::geometry', 'POLYGON((LU6 4711))'],
    ['a regular expression', '2201B', "SELECT 'x' ~ :v::text", 'Ann(Example'],
  ])('%s', async (_, code, text, v) => {
    const error = await sql(database, text, { v }).catch((caught) => caught);
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error.code).toBe(code);
    expect(shown(error)).not.toMatch(SECRET);
    expect(error.message).not.toBe('');
  });

  test('that TypeORM met', async () => {
    const error = await database
      .transaction({}, async ({ manager }) => {
        const offence = { code: 'Ann Example', name: 'Zed', denominator: null, sensitive: false };
        await manager.insert(OffenceEntity, { ...offence });
        await manager.insert(OffenceEntity, { ...offence });
      })
      .catch((caught) => caught);
    expect(error).toMatchObject({ code: '23505', message: expect.stringContaining('offence') });
    expect(shown(error)).not.toMatch(SECRET);
  });

  test('and still says where it was', async () => {
    const error = await sql(database, "INSERT INTO person VALUES ('Ann Example', 1)").catch(
      (caught) => caught,
    );
    expect(error.message).toMatch(/23505.*person.*person_code_key/);
  });

  test('an error in our own SQL keeps its message', async () => {
    await expect(sql(database, 'SELECT nothing FROM person')).rejects.toMatchObject({
      code: '42703',
      message: expect.stringContaining('column "nothing" does not exist'),
    });
  });
});

describe('what the caller can do about it', () => {
  const raised = (code: string) =>
    sql(database, `DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '${code}'; END $$`);

  test.each([
    ['a conflict of serializable transactions', '40001'],
    ['a deadlock', '40P01'],
    ['a server that shuts down', '57P01'],
    ['too many connections', '53300'],
  ])('%s may be tried again', async (_, code) => {
    await expect(raised(code)).rejects.toMatchObject({ name: 'Problem', code: 'RETRY' });
  });

  test('a statement that was cancelled took too long', async () => {
    await expect(raised('57014')).rejects.toMatchObject({ name: 'Problem', code: 'TIMEOUT' });
  });

  test.each([
    ['refuses connections', 'postgres://someone:Ann@127.0.0.1:1/x'],
    ['has no address', 'postgres://someone:Ann@no-such-host.invalid:5432/x'],
  ])('a server that %s is unreachable: RETRY, without the password', async (_, url) => {
    const error = await Database.open({ url }).catch((caught) => caught);
    expect(error).toMatchObject({ name: 'Problem', code: 'RETRY' });
    expect(shown(error)).not.toMatch(SECRET);
  });
});

describeOnServer('a connection that is lost in the middle', () => {
  test('is RETRY for its transaction, and no other notices', async () => {
    const lost = sql(database, 'SELECT pg_terminate_backend(pg_backend_pid())');
    await expect(lost).rejects.toMatchObject({ name: 'Problem', code: 'RETRY' });
    expect(await Promise.all(Array.from({ length: 20 }, () => sql(database, 'SELECT 1 AS one')))).toEqual(
      Array(20).fill([{ one: 1 }]),
    );
  });
});

describeEmbedded('a thread that ends in the middle', () => {
  test('is RETRY for its transaction; the next caller finds the database open again', async () => {
    const lost = sql(database, 'SELECT pg_sleep(5)');
    setTimeout(() => database.crash(), 200);
    await expect(lost).rejects.toMatchObject({ name: 'Problem', code: 'RETRY' });
    expect(await sql(database, 'SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
  });

  test('while nobody asks, is not noticed', async () => {
    await database.crash();
    expect(await sql(database, 'SELECT count(*) AS n FROM person')).toEqual([{ n: 1 }]);
  });
});
