import type { Database, Session } from '../../../src/platform/database';
import { statement } from '../../../src/platform/database/sql';
import { Problem } from '../../../src/platform/errors';
import { sql } from '../../support/api';
import { createTestDatabase, onServer, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await sql(database, 'CREATE TABLE note (writer integer, kept boolean)');
  await sql(database, 'GRANT SELECT, INSERT ON note TO csg_viewer');
});
beforeEach(() => sql(database, 'TRUNCATE note'));
afterAll(() => fixture.remove());

const ask = async (session: Session, text: string) => (await session.query(statement('test', text)))[0];
/** A setting that was once set and has ended is empty, one that never was is null. */
const STATE = `SELECT current_user AS role, coalesce(current_setting('csg.test', true), '') AS setting,
  current_setting('transaction_read_only') AS read_only`;
const yieldToOthers = () => new Promise((resolve) => setTimeout(resolve, 1));

test('transactions at the same time never see each other’s role, settings or uncommitted rows', async () => {
  const keeps = (i: number) => i % 3 !== 0;
  const one = (i: number) =>
    database.transaction(
      { role: i % 2 ? 'csg_viewer' : undefined, settings: { 'csg.test': String(i) } },
      async (session) => {
        await ask(session, `INSERT INTO note VALUES (${i}, ${keeps(i)})`);
        await yieldToOthers();
        const state = await ask(session, STATE);
        await yieldToOthers();
        const seen = await ask(session, 'SELECT count(*) FILTER (WHERE NOT kept) AS lost FROM note');
        expect(state.setting).toBe(String(i));
        expect(state.role === 'csg_viewer').toBe(i % 2 === 1);
        expect(seen.lost).toBe(keeps(i) ? 0 : 1); // its own, where it is one that will be rolled back
        if (!keeps(i)) throw new Problem('CONFLICT', 'changed its mind');
      },
    );
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => one(i)));
  outcomes.forEach((outcome, i) => {
    if (keeps(i)) expect(outcome).toMatchObject({ status: 'fulfilled' });
    else expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'CONFLICT' } });
  });
  const left = await sql<{ writer: number }>(database, 'SELECT writer FROM note ORDER BY writer');
  expect(left.map(({ writer }) => writer)).toEqual(Array.from({ length: 40 }, (_, i) => i).filter(keeps));
});

describe('role, settings and read-only end with their transaction', () => {
  const options = { role: 'csg_viewer', settings: { 'csg.test': '7' }, readOnly: true };
  let before: Record<string, unknown>;
  beforeAll(async () => {
    before = await database.transaction({}, (session) => ask(session, STATE));
  });
  /** On a server there are ten connections: look at more than one. */
  const afterwards = () =>
    Promise.all(Array.from({ length: 20 }, () => database.transaction({}, (session) => ask(session, STATE))));

  test('that committed', async () => {
    expect(await database.transaction(options, (session) => ask(session, STATE))).toEqual({
      role: 'csg_viewer',
      setting: '7',
      read_only: 'on',
    });
    for (const state of await afterwards()) expect(state).toEqual(before);
  });

  test('that failed', async () => {
    const failing = database.transaction(options, (session) => ask(session, 'SELECT 1 / 0'));
    await expect(failing).rejects.toMatchObject({ code: '22012' });
    for (const state of await afterwards()) expect(state).toEqual(before);
  });

  test('that could not even begin', async () => {
    for (let i = 0; i < 15; i++)
      await expect(database.transaction({ role: 'nobody_has_this' }, async () => 1)).rejects.toBeInstanceOf(
        Error,
      );
    for (const state of await afterwards()) expect(state).toEqual(before);
  });
});

test('a setting takes any text as its value, and nothing more', async () => {
  const odd = "it's; RESET ROLE; --";
  const state = await database.transaction({ role: 'csg_viewer', settings: { 'csg.test': odd } }, (session) =>
    ask(session, STATE),
  );
  expect(state).toMatchObject({ role: 'csg_viewer', setting: odd });
});

test('an error of the work itself comes out as it was thrown, and nothing is kept', async () => {
  const error = new RangeError('not of the database');
  const failing = database.transaction({}, async (session) => {
    await ask(session, 'INSERT INTO note VALUES (1, true)');
    throw error;
  });
  await expect(failing).rejects.toBe(error);
  expect(await sql(database, 'SELECT * FROM note')).toEqual([]);
});

test('work that catches an error of the database is not told that it was committed', async () => {
  const caught = database.transaction({}, async (session) => {
    await ask(session, 'INSERT INTO note VALUES (1, true)');
    await ask(session, 'SELECT 1 / 0').catch(() => {});
    return 'done';
  });
  await expect(caught).rejects.toMatchObject({ code: '22012' });
  expect(await sql(database, 'SELECT * FROM note')).toEqual([]);
});

test('far more callers than connections all get their turn, and the waiting is measured', async () => {
  const before = database.waitedSeconds;
  const rows = await Promise.all(
    Array.from({ length: 60 }, () => sql(database, 'SELECT pg_sleep(0.01), 1 AS one')),
  );
  expect(rows).toHaveLength(60);
  expect(database.waitedSeconds - before).toBeGreaterThan(0.05);
});

describe('statements are counted', () => {
  const cost = async (work: () => Promise<unknown>) => {
    const before = database.statementCount;
    await work();
    return database.statementCount - before;
  };

  /** Statements that set up a transaction on the back end of this run. */
  const settings = onServer ? 1 : 0;

  test('each once, with the begin and the end of its transaction', async () => {
    const two = async (session: Session) => {
      await ask(session, 'SELECT 1');
      await ask(session, 'SELECT 2');
    };
    expect(await cost(() => database.transaction({}, two))).toBe(4 + settings);
    const role = { role: 'csg_viewer', readOnly: true, deadlineMs: 1_000, settings: { 'csg.x': '1' } };
    expect(await cost(() => database.transaction(role, two))).toBe(5);
  });

  test('also those that fail', async () => {
    expect(await cost(() => sql(database, 'SELECT 1 / 0').catch(() => {}))).toBe(3 + settings);
  });
});
