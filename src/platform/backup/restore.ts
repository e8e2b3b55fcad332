import { type Database, ranMigrations, type Session, takeBackTo } from '../database';
import { Problem } from '../errors';
import { fileProblem, openSource, type SourceFile } from '../files';
import type { BackupAccount, OnProgress } from './backup';
import {
  insertRows,
  raiseVersions,
  refill,
  restartSequence,
  selectInUse,
  selectTables,
  type Table,
  TEXT_FORMAT,
} from './backup.queries';
import { type Batch, type Header, readBackup } from './file';

/** Options of a restore. */
export interface RestoreOptions {
  /** Whether stored data may be replaced; false by default. */
  replace?: boolean;
  onProgress?: OnProgress;
  /** Receives the names of tables that are left out. */
  onRemark?: (line: string) => void;
}

/** Result of a restore. */
export interface RestoreAccount extends BackupAccount {
  /** Time of the backup, ISO 8601. */
  createdAt: string;
}

/** Reads the whole file once, so that a damaged one is refused before the database is touched. */
async function check(path: string, onProgress: (bytes: number) => void): Promise<void> {
  const file = await openSource(path);
  await readBackup(file, async (_, batches) => {
    for await (const _batch of batches) onProgress(file.bytesRead);
  });
}

/** Takes the schema to the level of a backup. */
async function matchSchema(session: Session, file: SourceFile, { migrations }: Header): Promise<void> {
  await takeBackTo(session, migrations);
  const ran = await ranMigrations(session);
  if (migrations.some((name) => !ran.includes(name)))
    throw fileProblem(
      file,
      'a newer version of this program made this backup: its tables are not known here. Update the program first.',
    );
}

/** Tables of a backup that exist here, each with its columns in the order of the backup. */
function matchTables(
  file: SourceFile,
  header: Header,
  here: Table[],
  onRemark: (line: string) => void,
): Map<string, Table> {
  const matched = new Map<string, Table>();
  for (const { name, columns } of header.tables) {
    const table = here.find((other) => other.name === name);
    if (!table) {
      onRemark(`Left out: ${name}, a table that is not of this product.`);
      continue;
    }
    const same = columns.map((column) =>
      table.columns.find((other) => other.name === column.name && other.type === column.type),
    );
    if (same.includes(undefined) || same.length !== table.columns.length)
      throw fileProblem(
        file,
        `its table ${name} has other columns than here, though both say to be of one version. Someone changed it by hand.`,
      );
    matched.set(name, { ...table, columns: same as Table['columns'] });
  }
  return matched;
}

/** Inserts the rows of a backup into its tables. Returns their number. */
async function fill(
  session: Session,
  tables: Map<string, Table>,
  batches: AsyncIterable<Batch>,
  onBatch: () => void,
): Promise<number> {
  let rows = 0;
  await refill(session, [...tables.values()], async () => {
    for await (const { table, values } of batches) {
      const target = tables.get(table);
      if (!target) continue;
      await insertRows(session, target, values);
      rows += values[0].length;
      onBatch();
    }
  });
  return rows;
}

/** Sets the next number of every sequence. */
async function restartSequences(session: Session, header: Header, tables: Map<string, Table>): Promise<void> {
  for (const { name, columns } of header.tables)
    for (const [i, { next }] of columns.entries()) {
      const sequence = tables.get(name)?.columns[i].sequence;
      if (sequence && next) await restartSequence(session, sequence, next);
    }
}

/**
 * Restores a database to the state of a backup, completely or not at all, also from the other back end. A backup of an
 * older version restores the schema of that version; migrate afterwards.
 *
 * @param database migrated to the latest schema.
 * @throws Problem CONFLICT where there is data and `replace` is not set; BAD_USER_INPUT where the file is not a backup,
 *   is damaged, or is from a newer version.
 */
export async function restore(
  database: Database,
  path: string,
  { replace = false, onProgress = () => {}, onRemark = () => {} }: RestoreOptions = {},
): Promise<RestoreAccount> {
  const file = await openSource(path);
  // Count the check like the load in the progress, although it takes a small part of the time.
  const total = 2 * file.size;
  await check(path, (bytes) => onProgress(bytes, total));
  const onBatch = () => onProgress(file.size + file.bytesRead, total);
  return database.transaction({ settings: TEXT_FORMAT }, (session) =>
    readBackup(file, async (header, batches) => {
      const { in_use: inUse, version } = await selectInUse(session);
      if (inUse && !replace)
        throw new Problem(
          'CONFLICT',
          'The database holds data already. Restore into an empty one, or add --replace to give up all that it holds.',
        );
      await matchSchema(session, file, header);
      const tables = matchTables(file, header, await selectTables(session), onRemark);
      const rows = await fill(session, tables, batches, onBatch);
      await restartSequences(session, header, tables);
      if (inUse) await raiseVersions(session, version);
      return { tables: tables.size, rows, createdAt: header.createdAt };
    }),
  );
}
