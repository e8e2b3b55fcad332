import type { Command } from 'commander';
import { writeAudit } from '../access';
import { prepare } from '../app';
import { startProgress } from '../ingest';
import { backUp, restore } from '../platform/backup';
import { remark, say, withDatabase, withDatabaseAsItIs } from './context';

/** A line of the audit about the whole installation. */
const LINE = { actor: 'command line', partnershipId: null };

/** Runs a task and shows its progress. */
async function shown<T>(
  task: string,
  work: (onProgress: (done: number, total: number) => void) => Promise<T>,
) {
  const progress = startProgress({ task, total: 100 });
  try {
    return await work((done, total) => progress.update((100 * done) / Math.max(total, 1)));
  } finally {
    progress.stop();
  }
}

async function back(path: string): Promise<void> {
  const { rows, tables, bytes } = await withDatabaseAsItIs((database) =>
    database
      .transaction({}, (session) => writeAudit(session, { ...LINE, action: 'backup' }))
      .then(() => shown('Backing up', (onProgress) => backUp(database, path, onProgress))),
  );
  const size =
    bytes === 0 ? '' : bytes < 1e6 ? `, ${Math.ceil(bytes / 1e3)} kB` : `, ${Math.round(bytes / 1e6)} MB`;
  const tell = path === '-' ? remark : say;
  tell(`Backed up ${rows} rows of ${tables} tables${size}.`);
}

async function bring(path: string, { replace }: { replace?: true }): Promise<void> {
  const { rows, tables, createdAt } = await withDatabase(async (database) => {
    const restored = await shown('Restoring', (onProgress) =>
      restore(database, path, { replace, onProgress, onRemark: remark }),
    );
    await prepare(database);
    await database.transaction({}, (session) => {
      return writeAudit(session, { ...LINE, action: 'restore', detail: { createdAt: restored.createdAt } });
    });
    return restored;
  });
  say(`Restored ${rows} rows of ${tables} tables, as they were at ${createdAt}.`);
}

/** `csg backup` and `csg restore` */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write all that the database holds to one file, as of one moment')
    .argument('<file>', 'file to make, best ending in .gz; - for standard output')
    .addHelpText(
      'after',
      '\nThe file holds every record, the hashes of the keys and the secret of the disclosure control: keep it as safe' +
        '\nas the database. It restores into an embedded database and into a PostgreSQL server alike.' +
        '\nExample:\n  $ csg backup csg-2026-03-31.gz',
    )
    .action(back);
  program
    .command('restore')
    .description('make the database what it was at a backup: wholly, or not at all')
    .argument('<file>', 'what csg backup made, by this version or an older one')
    .option('--replace', 'give up all that the database holds now')
    .addHelpText(
      'after',
      '\nThe keys of the backup are valid again afterwards, those made since are not.' +
        '\nExample:\n  $ DATA_DIR=/srv/csg csg restore csg-2026-03-31.gz',
    )
    .action(bring);
}
