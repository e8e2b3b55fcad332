import { type Database, pendingMigrations, ranMigrations, type Session } from '../database';
import { Problem } from '../errors';
import { lockTables, nextNumber, readRows, selectTables, type Table, TEXT_FORMAT } from './backup.queries';
import { type Batch, type HeldTable, refuseExisting, writeBackup } from './file';

/** Receives the progress: `done` of `total`, both in one unit. */
export type OnProgress = (done: number, total: number) => void;

/** Result of a backup or a restore. */
export interface BackupAccount {
  tables: number;
  rows: number;
}

async function held(session: Session, { name, columns }: Table): Promise<HeldTable> {
  const heldColumns = [];
  for (const { name, type, sequence } of columns)
    heldColumns.push({ name, type, next: sequence && (await nextNumber(session, sequence)) });
  return { name, columns: heldColumns };
}

/**
 * Writes everything in a database to one file, as of one moment, while others may read and write. The schema stays at
 * its level, which may be older than this program's.
 *
 * @param path file that does not exist yet, or `-` for standard output.
 * @throws Problem CONFLICT where the database is empty or the file cannot be written; no part of the file is left then.
 */
export async function backUp(
  database: Database,
  path: string,
  onProgress: OnProgress = () => {},
): Promise<BackupAccount & { bytes: number }> {
  refuseExisting(path);
  const pending = await pendingMigrations(database);
  if (pending.length === database.dataSource.migrations.length)
    throw new Problem('CONFLICT', 'There is nothing to back up: the database is empty.');
  return database.transaction({ settings: TEXT_FORMAT, readOnly: true, snapshot: true }, async (session) => {
    const createdAt = new Date().toISOString();
    const tables = await selectTables(session);
    await lockTables(session, tables);
    const migrations = await ranMigrations(session);
    const heldTables: HeldTable[] = [];
    for (const table of tables) heldTables.push(await held(session, table));
    const total = tables.reduce((sum, { rows }) => sum + rows, 0);
    let rows = 0;
    async function* batches(): AsyncGenerator<Batch> {
      for (const table of tables)
        for await (const values of readRows(session, table)) {
          rows += values[0].length;
          onProgress(rows, total);
          yield { table: table.name, values };
        }
    }
    const bytes = await writeBackup(path, { createdAt, migrations, tables: heldTables }, batches());
    return { tables: tables.length, rows, bytes };
  });
}
