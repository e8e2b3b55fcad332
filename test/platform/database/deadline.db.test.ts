import type { Database } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
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
  await sql(database, 'CREATE TABLE witness (id integer)');
});
beforeEach(() => sql(database, 'TRUNCATE witness'));
afterAll(() => fixture.remove());

const ENDLESS = statement('endless', 'SELECT count(*) FROM generate_series(1, 1e10)');
const WITNESS = statement('witness', 'INSERT INTO witness VALUES (1)');
const witnesses = async () => (await sql<{ n: number }>(database, 'SELECT count(*) AS n FROM witness'))[0].n;
const endless = (deadlineMs: number) =>
  database.transaction({ deadlineMs }, async (session) => {
    await session.query(WITNESS);
    return session.query(ENDLESS);
  });

test('a query beyond its deadline is a TIMEOUT, and the event loop stays alive meanwhile', async () => {
  let longestPause = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    longestPause = Math.max(longestPause, performance.now() - last);
    last = performance.now();
  }, 10);
  const started = performance.now();
  await expect(endless(1_000)).rejects.toMatchObject({ name: 'Problem', code: 'TIMEOUT' });
  const took = performance.now() - started;
  clearInterval(ticking);
  expect(took).toBeGreaterThan(990);
  expect(took).toBeLessThan(5_000);
  expect(longestPause).toBeLessThan(500);
});

test('afterwards the database answers, with what was committed before and nothing of the one that was stopped', async () => {
  await sql(database, WITNESS.text);
  await expect(endless(200)).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(await witnesses()).toBe(1);
  await sql(database, WITNESS.text);
  expect(await witnesses()).toBe(2);
});

test('callers that wait meanwhile are served', async () => {
  const stopped = endless(300);
  const waiting = Array.from({ length: 5 }, () => sql(database, WITNESS.text));
  await expect(stopped).rejects.toMatchObject({ code: 'TIMEOUT' });
  await Promise.all(waiting);
  expect(await witnesses()).toBe(5);
});

test('one deadline after the other is kept', async () => {
  const stopped = [endless(200), endless(200)];
  for (const each of stopped) await expect(each).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(await witnesses()).toBe(0);
});

test('a query within its deadline is answered, however long it waited for its turn', async () => {
  const answers = Array.from({ length: 30 }, () =>
    database.transaction({ deadlineMs: 2_000 }, (session) =>
      session.query(statement('nap', 'SELECT pg_sleep(0.1), 1 AS one')),
    ),
  );
  for (const answer of await Promise.all(answers)) expect(answer).toMatchObject([{ one: 1 }]);
});

test('the deadline is that of its own transaction only', async () => {
  await database.transaction({ deadlineMs: 50 }, (session) => session.query(WITNESS));
  await expect(sql(database, 'SELECT pg_sleep(0.5), 1 AS one')).resolves.toMatchObject([{ one: 1 }]);
});

describeOnServer('on a server', () => {
  test('no connection keeps the deadline of an earlier transaction', async () => {
    await Promise.all(Array.from({ length: 10 }, () => endless(100).catch(() => {})));
    const left = await Promise.all(
      Array.from({ length: 10 }, () =>
        sql(database, "SELECT current_setting('statement_timeout') AS timeout, pg_sleep(0.05)"),
      ),
    );
    expect(left.map(([row]) => row.timeout)).toEqual(Array(10).fill('0'));
  });
});

describeEmbedded('embedded', () => {
  test('a transaction that was stopped cannot go on with another statement', async () => {
    let next: unknown;
    const stopped = database.transaction({ deadlineMs: 200 }, async (session) => {
      await session.query(ENDLESS).catch(() => {});
      next = await session.query(WITNESS).catch((error) => error);
    });
    await expect(stopped).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(next).toMatchObject({ driverError: { code: 'RETRY' } });
    expect(await witnesses()).toBe(0);
  });
});
