import { PUBLIC_VIEWER, RequestContext } from '../../../src/access';
import type { Database } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { createTestDatabase, type TestDatabase, testOnServer } from '../../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

const ONE = statement('test', 'SELECT 1 AS one');
const SLOW = statement('test', 'SELECT pg_sleep(20)');
const requestWith = (signal: AbortSignal) => new RequestContext(PUBLIC_VIEWER, database, 30_000, signal);

test('a request that was given up asks the database nothing', async () => {
  const before = database.statementCount;
  const given = requestWith(AbortSignal.abort()).session((session) => session.query(ONE));
  await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(database.statementCount).toBe(before);
});

test('a request that is given up between two statements does not send the second', async () => {
  const request = new AbortController();
  const rows: unknown[] = [];
  const work = requestWith(request.signal).session(async (session) => {
    rows.push(...(await session.query(ONE)));
    request.abort();
    rows.push(...(await session.query(ONE)));
  });
  await expect(work).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect(rows).toEqual([{ one: 1 }]);
});

test('a request whose signal is never used works as any other, and leaves no listener', async () => {
  const { signal } = new AbortController();
  const listening = jest.spyOn(signal, 'addEventListener');
  const leaving = jest.spyOn(signal, 'removeEventListener');
  expect(await requestWith(signal).session((session) => session.query(ONE))).toEqual([{ one: 1 }]);
  expect(leaving.mock.calls.length >= listening.mock.calls.length).toBe(true);
});

testOnServer(
  'on a server the statement in flight is cancelled, and the connection is as good as new',
  async () => {
    const requests = Array.from({ length: 20 }, () => new AbortController()); // twice the pool
    const started = performance.now();
    const works = requests.map(({ signal }) => requestWith(signal).session((session) => session.query(SLOW)));
    setTimeout(() => {
      for (const request of requests) request.abort();
    }, 200);
    for (const work of works) await expect(work).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(performance.now() - started).toBeLessThan(5_000);
    for (let i = 0; i < 20; i++)
      expect(
        await requestWith(new AbortController().signal).session((session) => session.query(ONE)),
      ).toEqual([{ one: 1 }]);
  },
);
