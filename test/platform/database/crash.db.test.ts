/** @duration long */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../../src/platform/database';
import { emptySnapshot } from '../../../src/platform/database/embedded/snapshot';
import { statement } from '../../../src/platform/database/sql';
import { sql } from '../../support/api';
import { createTestDatabase, describeEmbedded, describeOnServer } from '../../support/database';
import { Program } from '../../support/process';

// The embedded database is opened several times, which takes seconds each.
jest.setTimeout(180_000);

/** Commits three rows at a time, for ever, and says so after each commit. */
const WRITE = `
  const { Database } = product('platform/database');
  const { statement } = product('platform/database/sql');
  const { DATABASE_URL: url, DATA_DIR: folder } = process.env;
  const database = await Database.open({ url, folder });
  const insert = statement('insert', 'INSERT INTO batch VALUES (:n::integer, repeat($$x$$, 5000))');
  for (let n = 1; ; n++) {
    await database.transaction({}, async (session) => {
      for (let i = 0; i < 3; i++) await session.query(insert, { n });
    });
    console.log(n);
  }`;

test('kill -9 in the middle of work leaves every committed row, and no half transaction', async () => {
  const fixture = await createTestDatabase();
  await sql(fixture.database, 'CREATE TABLE batch (n integer, text text)');
  await fixture.detach();

  const writer = Program.run(WRITE, fixture.environment);
  await writer.printed(50);
  await writer.kill();
  const said = Number(writer.lines.at(-1));

  const { DATABASE_URL: url, DATA_DIR: folder } = fixture.environment;
  const database = await Database.open({ url, folder });
  const rows = await sql<{ n: number; rows: number }>(
    database,
    'SELECT n, count(*) AS rows FROM batch GROUP BY n ORDER BY n',
  );
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: rows.length }, (_, i) => i + 1));
  expect(rows.every((row) => row.rows === 3)).toBe(true);
  // The last commit may have been made and not yet told.
  expect([said, said + 1]).toContain(rows.length);
  expect(await sql(database, 'SELECT count(*) > 0 AS there FROM offence')).toEqual([{ there: true }]);
  await database.close();
  await fixture.remove();
});

/** A promise, and what resolves it. */
function signal(): [Promise<void>, () => void] {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return [promise, resolve];
}

test('closing waits for the transactions that run and wait, and takes no more', async () => {
  const fixture = await createTestDatabase();
  const { database, environment } = fixture;
  await sql(database, 'CREATE TABLE batch (n integer)');
  const [begun, hasBegun] = signal();
  const [closing, isClosing] = signal();
  const running = database.transaction({}, async (session) => {
    await session.query(statement('first', 'INSERT INTO batch VALUES (1)'));
    hasBegun();
    await closing;
    await session.query(statement('second', 'INSERT INTO batch VALUES (2)'));
  });
  const waiting = Array.from({ length: 15 }, () => sql(database, 'INSERT INTO batch VALUES (3)'));
  await begun;
  const closed = fixture.detach();
  isClosing();
  await closed;
  await Promise.all([running, ...waiting]);
  await expect(sql(database, 'SELECT 1')).rejects.toMatchObject({ code: 'RETRY' });

  const again = await Database.open({ url: environment.DATABASE_URL, folder: environment.DATA_DIR });
  expect(await sql(again, 'SELECT n, count(*) AS rows FROM batch GROUP BY n ORDER BY n')).toEqual([
    { n: 1, rows: 1 },
    { n: 2, rows: 1 },
    { n: 3, rows: 15 },
  ]);
  await again.close();
  await fixture.remove();
});

describeEmbedded('a snapshot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'csg-snapshot-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is a copy that lives on by itself', async () => {
    const fixture = await createTestDatabase();
    const { database } = fixture;
    await sql(database, "INSERT INTO partnership (code, name) VALUES ('ONE', 'One')");
    const file = join(folder, 'copy.tgz');
    writeFileSync(file, await database.snapshot());
    await sql(database, "INSERT INTO partnership (code, name) VALUES ('TWO', 'Two')");

    const copy = await Database.open({ folder: join(folder, 'copy'), snapshot: file });
    await sql(copy, "INSERT INTO partnership (code, name) VALUES ('THREE', 'Three')");
    const codes = 'SELECT code FROM partnership ORDER BY code';
    expect(await sql(copy, codes)).toEqual([{ code: 'ONE' }, { code: 'THREE' }]);
    expect(await sql(database, codes)).toEqual([{ code: 'ONE' }, { code: 'TWO' }]);
    await copy.close();
    await fixture.remove();

    // A folder that has a database is opened as it is: the snapshot counts for a new one only.
    const reopened = await Database.open({ folder: join(folder, 'copy'), snapshot: '/no/such/file' });
    expect(await sql(reopened, codes)).toEqual([{ code: 'ONE' }, { code: 'THREE' }]);
    await reopened.close();
  });

  test('of the empty database is made once and has PostGIS', async () => {
    const path = await emptySnapshot();
    expect(existsSync(path)).toBe(true);
    const told = jest.fn();
    expect(await emptySnapshot(told)).toBe(path);
    expect(told).not.toHaveBeenCalled();
    const empty = await Database.open({ folder: join(folder, 'empty') });
    const [version] = await sql<{ v: string }>(empty, 'SELECT postgis_lib_version() AS v');
    expect(version.v).toMatch(/^3\.6/);
    await empty.close();
  });

  test('that does not exist leaves nothing behind that looks like a database', async () => {
    const fresh = join(folder, 'fresh');
    const failing = Database.open({ folder: fresh, snapshot: join(folder, 'missing.tgz') });
    await expect(failing).rejects.toBeInstanceOf(Error);
    const opened = await Database.open({ folder: fresh });
    expect(await sql(opened, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await opened.close();
  });
});

describeOnServer('a snapshot', () => {
  test('is not what a server is for', async () => {
    const fixture = await createTestDatabase();
    await expect(fixture.database.snapshot()).rejects.toThrow('only the embedded database makes snapshots');
    await fixture.remove();
  });
});
