import { type AuditEntry, selectOwnAudit, writeAudit } from '../../access';
import type { Database, Session } from '../../platform/database';
import { listSources } from '../../platform/files';
import { startProgress } from './progress';
import { grownTables, refreshStatistics } from './submission.queries';

/** Runs work in a transaction, completely or not at all. */
export type Transaction = <T>(work: (session: Session) => Promise<T>) => Promise<T>;

/** Thrown out of the transaction of a dry run to roll it back, with the result of the work and its lines in the audit. */
class Undone {
  constructor(
    readonly answer: unknown,
    readonly lines: readonly AuditEntry[],
  ) {}
}

/**
 * Writes the lines that a dry run of the command line would have left, such as `import`, as tries: `import.try`. Those
 * of keys have theirs from the start, since they are limited; a release that fell due meanwhile was undone too, and is
 * nobody's try.
 */
async function recordTries(session: Session, lines: readonly AuditEntry[]): Promise<void> {
  for (const { action, detail, ...line } of lines) {
    if (line.actor.startsWith('key ') || line.actor === 'calendar') continue;
    const { submission: _, ...facts } = detail ?? {};
    await writeAudit(session, { ...line, action: `${action.split('.')[0]}.try`, detail: facts });
  }
}

/**
 * Runs an import: gives `work` the function that runs a transaction, one for each file.
 *
 * In a dry run all of them are parts of a single transaction that is rolled back in the end, so that later files meet
 * the rows of earlier ones, and the answer is that of the real import. The space of the rolled-back rows is freed
 * afterwards, since nothing else does so in the embedded database, and the planner would take tables full of dead rows
 * for empty ones. A dry run leaves its lines in the audit.
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
      const answer = await work((each) => each(session));
      throw new Undone(answer, await selectOwnAudit(session));
    });
  } catch (end) {
    if (!(end instanceof Undone)) throw end;
    await database.transaction({}, (session) => recordTries(session, end.lines));
    await database.vacuum(await database.transaction({ readOnly: true }, grownTables));
    return end.answer as T;
  }
}

/** Files that are delivered one after the other. */
export interface FileDelivery {
  /** Name of the task in the progress: `Importing boundaries`. */
  task: string;
  /** Files and folders. */
  paths: string[];
  /** Whether to read a file of a folder, by its base name. */
  accepts(name: string): boolean;
  /** Whether to account for every row without keeping any. */
  dryRun?: boolean;
}

/** Whether a file is a table, by its base name. */
export const acceptsTable = (name: string) => /\.csv(\.gz)?$/i.test(name);

/** Runs {@link deliver} for small files, one after the other, with progress by file. */
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
