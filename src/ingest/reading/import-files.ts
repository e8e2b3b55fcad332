import { basename } from 'node:path';
import type { Database } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { listSources, openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from './account';
import { hasColumns } from './csv';
import { deliver, type Transaction } from './delivery';
import { type Format, ImportCache } from './formats';
import { startProgress } from './progress';
import { ReadAhead } from './read-ahead';
import { isReject, type ReadRow } from './reader';
import type { RowReject } from './record';
import { addRejects, beginSubmission, closeSubmission } from './submission.queries';

/** Files of an import, and the partnership that they are for. */
export interface ImportOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Files and folders. */
  paths: string[];
  /** Whether to account for every row without keeping any. */
  dryRun?: boolean;
  /** Limit of rejected rows of a file, beyond which nothing of it is kept; none by default. */
  maxRejects?: number;
  /** Aborted when the client goes away; the file being loaded is rolled back. */
  signal?: AbortSignal;
}

/** Format of a file: by its name, else by its columns, else the first, whose reader reports the fault. */
async function formatOf<Row>(path: string, formats: Format<Row>[]): Promise<Format<Row>> {
  const byName = formats.find(({ reader }) => reader.accepts(basename(path)));
  if (byName) return byName;
  for (const format of formats.length > 1 ? formats : []) {
    const { columns } = format.reader;
    if (columns && (await hasColumns(await openSource(path), columns))) return format;
  }
  return formats[0];
}

/** File that is being read. */
interface OpenFile<Row> {
  file: SourceFile;
  format: Format<Row>;
  batches: ReadAhead<ReadRow<Row>[]>;
}

/** Opens each file while the one before is loaded. */
async function* openEach(files: string[], formats: Format<object>[]): AsyncGenerator<OpenFile<object>> {
  const open = async (path: string): Promise<OpenFile<object>> => {
    const format = await formatOf(path, formats);
    const file = await openSource(path);
    return { file, format, batches: new ReadAhead(format.reader.read(file)) };
  };
  let next: Promise<OpenFile<object>> | undefined;
  try {
    for (const [i, path] of files.entries()) {
      const present = await (next ?? open(path));
      next = i + 1 < files.length ? open(files[i + 1]) : undefined;
      next?.catch(() => {}); // reported when the file's turn comes
      try {
        yield present;
      } finally {
        await present.batches.return();
      }
    }
  } finally {
    await next?.then(
      ({ batches }) => batches.return(),
      () => {},
    );
  }
}

/** Refusal of a file with too many rejected rows, which names the most frequent reason. */
function tooManyRejects({ name }: SourceFile, account: RowAccount, limit: number): Problem {
  const [{ field, reason }] = account.rejects();
  return new Problem(
    'TOO_LARGE',
    `${name}: more than ${limit} rows are rejected (MAX_REJECTS), most of them for ${field}: ${reason}. Reading stopped ` +
      'there, and nothing of the file was kept. Correct it and send it again.',
    { limit },
  );
}

/** Loads one file in one transaction, completely or not at all. */
async function loadFile<Row extends object>(
  transaction: Transaction,
  { file, format: { content, begin, statutory }, batches }: OpenFile<Row>,
  { partnership, maxRejects = Number.POSITIVE_INFINITY }: Pick<ImportOptions, 'partnership' | 'maxRejects'>,
  cache: ImportCache,
  onBytes: (bytes: number) => void,
): Promise<RowAccount> {
  return transaction(async (session) => {
    const loader = await begin(session, partnership, cache);
    const { partnershipId } = loader;
    const delivery = { partnershipId, content, fileName: file.name, statutory };
    const submission = await beginSubmission(session, delivery);
    const owner = statutory ? submission.submission_id : null;
    statutory?.onOpen?.(submission.public_id);
    const account = new RowAccount();
    for await (const batch of batches) {
      const rows: Row[] = [];
      const refused: RowReject[] = [];
      for (const row of batch)
        if (isReject(row)) refused.push(row);
        else rows.push(row);
      account.read += batch.length;
      const { rejects: more = [], ...counts } = await loader.add(rows, owner);
      account.addBatch(counts);
      const rejects = [...refused, ...more].sort((a, b) => a.line - b.line);
      for (const reject of rejects) account.reject(file.name, reject);
      if (account.count('rejected') > maxRejects) throw tooManyRejects(file, account, maxRejects);
      await addRejects(session, submission, rejects);
      onBytes(file.bytesRead);
    }
    await loader.finish({ submissionId: submission.submission_id, rejected: account.count('rejected') });
    await closeSubmission(session, submission, account, file.sha256, statutory?.fieldsPresent());
    return account;
  });
}

/**
 * Imports files of some formats into a partnership, one transaction per file, with progress on standard error. The
 * files of a folder are those that one of the formats accepts by their name.
 *
 * @returns the account of all rows of all files.
 * @throws Problem naming the file (and line) that cannot be read; files before it stay loaded.
 */
export async function importFiles(
  database: Database,
  formats: Format<object>[],
  { paths, dryRun, signal, ...options }: ImportOptions,
): Promise<RowAccount> {
  const { files } = await listSources(paths, (name) => formats.some(({ reader }) => reader.accepts(name)));
  const sizes = await Promise.all(files.map(async (path) => (await openSource(path)).size));
  const progress = startProgress({ task: 'Importing', total: sizes.reduce((sum, size) => sum + size, 0) });
  try {
    return await deliver(database, { dryRun, signal }, async (transaction) => {
      const account = new RowAccount();
      const cache = new ImportCache();
      let done = 0;
      let n = 0;
      for await (const file of openEach(files, formats)) {
        const label = `file ${n + 1} of ${files.length}`;
        account.merge(
          await loadFile(transaction, file, options, cache, (bytes) => progress.update(done + bytes, label)),
        );
        done += sizes[n];
        n += 1;
        progress.update(done, label);
      }
      return account;
    });
  } finally {
    progress.stop();
  }
}
