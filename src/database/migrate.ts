import { randomBytes } from 'node:crypto';
import type { Database } from './database';
import { statement } from './sql';

const LOCK = statement('lock_migrations', "SELECT pg_advisory_xact_lock(hashtext('csg migrate'))");
const ADD_SECRET = statement(
  'add_installation',
  'INSERT INTO installation (disclosure_secret) VALUES (:secret) ON CONFLICT DO NOTHING',
);

const SELECT_RAN = statement('select_ran_migrations', 'SELECT name FROM migrations');

const UNDEFINED_TABLE = '42P01';

/**
 * Brings the database to the newest schema, one migration at a time, each wholly or not at all. Two processes that
 * start together take turns.
 *
 * @returns names of the migrations that ran.
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
  await database.transaction({}, (session) => session.query(ADD_SECRET, { secret: randomBytes(32) }));
  return names;
}

/** Names of the migrations that have not run yet; one cheap statement. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const all = database.dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  try {
    const ran = await database.transaction({ readOnly: true }, (session) =>
      session.query<{ name: string }>(SELECT_RAN),
    );
    return all.filter((name) => !ran.some((row) => row.name === name));
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === UNDEFINED_TABLE) return all;
    throw error;
  }
}

/** Takes back the newest migration. */
export async function revertLast(database: Database): Promise<void> {
  await database.dataSource.undoLastMigration({ transaction: 'each' });
}
