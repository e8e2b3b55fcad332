import { PUBLIC_VIEWER, RequestContext, type Viewer } from '../../src/access';
import type { Database, SharedRead } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { Problem } from '../../src/platform/errors';
import { sql } from '../support/api';
import { createTestDatabase, type TestDatabase } from '../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
  await sql(database, "INSERT INTO partnership (code, name) VALUES ('ONE', 'One'), ('TWO', 'Two')");
});
afterAll(() => fixture.remove());

const contextOf = (viewer: Viewer = PUBLIC_VIEWER) => new RequestContext(viewer, database, 10_000);

/** A shared read of names by code that counts how often it is run. */
function nameReader() {
  const asked: string[] = [];
  const read: SharedRead<string, string> = async (session, code) => {
    asked.push(code);
    const rows = await session.query<{ name: string }>(
      statement('test', 'SELECT name FROM partnership WHERE code = :code'),
      { code },
    );
    if (rows.length === 0) throw new Problem('NOT_FOUND', 'There is none.');
    return rows[0].name;
  };
  return { asked, read };
}

describe('a shared read', () => {
  test('is run once for each key in a request, whichever session asks and however many at a time', async () => {
    const { asked, read } = nameReader();
    const context = contextOf();
    const names = await Promise.all([
      context.session((session) => Promise.all([session.once(read, 'ONE'), session.once(read, 'ONE')])),
      context.session((session) => session.once(read, 'ONE')),
      context.session((session) => session.once(read, 'TWO')),
    ]);
    expect(names).toEqual([['One', 'One'], 'One', 'Two']);
    expect(asked.sort()).toEqual(['ONE', 'TWO']);
  });

  test('is run anew in another request', async () => {
    const { asked, read } = nameReader();
    await contextOf().session((session) => session.once(read, 'ONE'));
    await contextOf().session((session) => session.once(read, 'ONE'));
    expect(asked).toEqual(['ONE', 'ONE']);
  });

  test('does not mix up two reads with the same key', async () => {
    const [first, second] = [nameReader(), nameReader()];
    await contextOf().session(async (session) => {
      await session.once(first.read, 'ONE');
      await session.once(second.read, 'ONE');
    });
    expect([first.asked, second.asked]).toEqual([['ONE'], ['ONE']]);
  });

  test('that fails is run again', async () => {
    const { asked, read } = nameReader();
    const context = contextOf();
    const ask = () => context.session((session) => session.once(read, 'THREE'));
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked).toEqual(['THREE', 'THREE']);
  });

  test('takes what was remembered with another statement', async () => {
    const { asked, read } = nameReader();
    const context = contextOf();
    await context.session(async (session) => session.remember(read, 'FOUR', 'Four'));
    expect(await context.session((session) => session.once(read, 'FOUR'))).toBe('Four');
    expect(asked).toEqual([]);
  });

  test('opens no session where it is remembered', async () => {
    const { asked, read } = nameReader();
    const context = contextOf();
    expect(await context.once(read, 'ONE')).toBe('One');
    const before = database.statementCount;
    expect(await context.once(read, 'ONE')).toBe('One');
    expect(await context.session((session) => session.once(read, 'ONE'))).toBe('One');
    expect([asked.length, database.statementCount - before]).toEqual([1, 3]);
  });

  test('is fresh within an edit and after it', async () => {
    const { read } = nameReader();
    const administrator: Viewer = { role: 'ADMIN', scopes: [], partnershipId: null, keyId: 1 };
    const context = contextOf(administrator);
    const current = () => context.session((session) => session.once(read, 'TWO'));
    expect(await current()).toBe('Two');
    const [{ id }] = await sql<{ id: number }>(database, "SELECT id FROM partnership WHERE code = 'TWO'");
    const deed = { action: 'test', partnershipId: id };
    const seen = await context.edit(deed, async (session) => {
      await session.query(statement('test', "UPDATE partnership SET name = 'Second' WHERE code = 'TWO'"));
      return session.once(read, 'TWO');
    });
    expect([seen, await current()]).toEqual(['Second', 'Second']);
  });

  test('is fresh after the request was told to forget', async () => {
    const { asked, read } = nameReader();
    const context = contextOf();
    await context.session((session) => session.once(read, 'ONE'));
    context.forget();
    await context.session((session) => session.once(read, 'ONE'));
    expect(asked).toEqual(['ONE', 'ONE']);
  });
});

describe('a shared session', () => {
  test('is one transaction for all that is asked for in a moment', async () => {
    const context = contextOf();
    const before = database.statementCount;
    const transaction = statement('test', 'SELECT pg_current_xact_id_if_assigned() AS id, now() AS began');
    const began = await Promise.all(
      [1, 2, 3].map(() =>
        context.sharedSession(async (session) => {
          const [row] = await session.query<{ began: Date }>(transaction);
          return row.began.getTime();
        }),
      ),
    );
    expect(new Set(began).size).toBe(1);
    const alone = database.statementCount - before;
    await context.session((session) => session.query(transaction));
    const one = database.statementCount - before - alone;
    expect(alone).toBe(one + 2);
  });

  test('refuses one and answers the others', async () => {
    const context = contextOf();
    const asked = await Promise.allSettled([
      context.sharedSession(async () => {
        throw new Problem('NOT_FOUND', 'There is none.');
      }),
      context.sharedSession(async () => 1),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
