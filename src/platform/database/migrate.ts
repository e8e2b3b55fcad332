import { randomBytes } from 'node:crypto';
import { Problem } from '../errors';
import type { Database } from './database';
import type { Session } from './session';
import { statement } from './sql';

const LOCK = statement('lock_migrations', "SELECT pg_advisory_xact_lock(hashtext('csg migrate'))");
const ADD_SECRET = statement(
  'add_installation',
  'INSERT INTO installation (disclosure_secret) VALUES (:secret) ON CONFLICT DO NOTHING',
);

const SELECT_RAN = statement('select_ran_migrations', 'SELECT name FROM migrations ORDER BY timestamp, id');
const FORGET = statement('forget_migration', 'DELETE FROM migrations WHERE name = :name');

const UNDEFINED_TABLE = '42P01';

/**
 * Migrates the database to the latest schema, one migration at a time, each completely or not at all. Two processes
 * that start together take turns.
 *
 * @returns names of the migrations that ran.
 * @throws Problem CONFLICT where the database has a migration that this program does not know, and so would not
 *   maintain.
 */
export async function migrate(database: Database): Promise<string[]> {
  const run = async () => {
    const done = await database.dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  };
  const names =
    database.backend === 'embedded'
      ? await run()
      : await database.transaction({}, async (session) => {
          await session.query(LOCK);
          return run();
        });
  await database.transaction({}, async (session) => {
    const known = database.dataSource.migrations.map(({ name }) => name);
    if ((await ranMigrations(session)).some((name) => !known.includes(name)))
      throw new Problem(
        'CONFLICT',
        'A newer version of this program has changed the database. Use that version, or restore a backup into an empty ' +
          'database (docs/upgrading.md).',
      );
    await session.query(ADD_SECRET, { secret: randomBytes(32) });
  });
  await database.makeReader();
  return names;
}

/** Names of the migrations that have run, oldest first, which are the level of the schema. */
export async function ranMigrations(session: Session): Promise<string[]> {
  return (await session.query<{ name: string }>(SELECT_RAN)).map(({ name }) => name);
}

/**
 * Reverts, newest first, each migration that is not among those named, inside the caller's transaction. A migration
 * that this program does not know stays.
 */
export async function takeBackTo(session: Session, names: string[]): Promise<void> {
  await session.query(LOCK);
  const { queryRunner, connection } = session.manager;
  for (const name of (await ranMigrations(session)).reverse()) {
    const migration = connection.migrations.find((known) => known.name === name);
    if (names.includes(name) || !migration) continue;
    await migration.down(queryRunner!);
    await session.query(FORGET, { name });
  }
}

/** Names of the migrations that have not run yet; one cheap statement. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const all = database.dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  try {
    const ran = await database.transaction({ readOnly: true }, ranMigrations);
    return all.filter((name) => !ran.includes(name));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === UNDEFINED_TABLE) return all;
    throw error;
  }
}

/** Reverts the latest migration. */
export async function revertLast(database: Database): Promise<void> {
  await database.dataSource.undoLastMigration({ transaction: 'each' });
}
