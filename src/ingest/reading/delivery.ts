import type { Database, Session } from '../../platform/database';
import { listSources } from '../../platform/files';
import { startProgress } from './progress';
import { grownTables, refreshStatistics } from './submission.queries';

/** Runs work in a transaction: wholly done, or not at all. */
export type Transaction = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Thrown out of the transaction of a dry run to undo it, with what it came to. */
class Undone {
  constructor(readonly answer: unknown) {}
}

/**
 * How every import reaches the database: through the transactions that it hands to `work`, one for each file.
 *
 * In a dry run they are parts of a single one that is undone in the end, so that later files meet what earlier ones
 * brought, the answer is that of the real import, and nothing has changed. The room that its rows have taken is given
 * back: nothing else does so in the embedded database, and the planner would take tables full of undone rows for empty ones.
 */
export async function deliver<T>(
  database: Database,
  { dryRun = false, signal }: { dryRun?: boolean; signal?: AbortSignal },
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  if (!dryRun) {
    const answer = await work((each) => database.transaction({ signal }, each));
    await database.transaction({}, refreshStatistics);
    return answer;
  }
  try {
    return await database.transaction({ signal }, async (session): Promise<T> => {
      throw new Undone(await work((each) => each(session)));
    });
  } catch (end) {
    if (!(end instanceof Undone)) throw end;
    await database.vacuum(await database.transaction({ readOnly: true }, grownTables));
    return end.answer as T;
  }
}

/** Files that are delivered one after the other. */
export interface FileDelivery {
  /** For progress: `Importing boundaries`. */
  task: string;
  /** Files and folders. */
  paths: string[];
  /** Whether a file in a folder is one to read, by its base name. */
  accepts(name: string): boolean;
  /** Tell what would become of every row, and change nothing. */
  dryRun?: boolean;
}

/** Whether a file is a table, by its base name. */
export const acceptsTable = (name: string) => /\.csv(\.gz)?$/i.test(name);

/** {@link deliver} for small files: one after the other, with progress by file. */
export async function deliverFiles(
  database: Database,
  { task, paths, accepts, dryRun }: FileDelivery,
  each: (transaction: Transaction, path: string) => Promise<void>,
): Promise<void> {
  const { files } = await listSources(paths, accepts);
  const progress = startProgress({ task, total: files.length });
  try {
    await deliver(database, { dryRun }, async (transaction) => {
      for (const [i, path] of files.entries()) {
        await each(transaction, path);
        progress.update(i + 1, `file ${i + 1} of ${files.length}`);
      }
    });
  } finally {
    progress.stop();
  }
}
