import { basename } from 'node:path';
import type { Database, Session } from '../database';
import { IncidentLoader, type KnownPlaces, type LoadedBatch } from '../incidents';
import { RowAccount } from './account';
import { hasColumns } from './csv';
import { deliver, type Transaction } from './delivery';
import { listSources, openSource } from './file';
import { destination, type Format, incidents } from './formats';
import { startProgress } from './progress';
import { type IncidentReader, isReject } from './reader';
import type { IncidentRecord, RowReject } from './record';
import { addRejects, beginSubmission, closeSubmission } from './submission.queries';

/** Which files are loaded, and where. */
export interface ImportOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Files and folders. */
  paths: string[];
  /** Tell what would become of every row, and change nothing. */
  dryRun?: boolean;
  /** Aborted when nobody waits for the import any more: nothing of the file at work is kept then. */
  signal?: AbortSignal;
}

function enter(account: RowAccount, { loaded, unchanged, outside, unlocated }: LoadedBatch): void {
  account
    .add('loaded', loaded)
    .add('unchanged', unchanged)
    .add('outside', outside)
    .add('unlocated', unlocated);
}

/** The format of a file: by its name, else by its columns, else the first, whose reader then says what is wrong. */
async function formatOf<Row>(path: string, formats: Format<Row>[]): Promise<Format<Row>> {
  const byName = formats.find(({ reader }) => reader.accepts(basename(path)));
  if (byName) return byName;
  for (const format of formats.length > 1 ? formats : []) {
    const { columns } = format.reader;
    if (columns && (await hasColumns(await openSource(path), columns))) return format;
  }
  return formats[0];
}

/** Hands on the batches of a reader, which reads the next one while the database works on the last. */
async function* readAhead<T>(batches: AsyncGenerator<T>): AsyncGenerator<T> {
  const read = () => {
    const next = batches.next();
    next.catch(() => {}); // a failure is met when its batch is asked for
    return next;
  };
  try {
    for (let next = read(); ; ) {
      const { value, done } = await next;
      if (done) return;
      next = read();
      yield value;
    }
  } finally {
    await batches.return(undefined);
  }
}

/** Loads one file in one transaction: wholly or not at all. */
async function importFile<Row extends object>(
  transaction: Transaction,
  { reader, content, begin, owed }: Format<Row>,
  partnership: string,
  path: string,
  known: KnownPlaces,
  onBytes: (bytes: number) => void,
): Promise<RowAccount> {
  const file = await openSource(path);
  return transaction(async (session) => {
    const loader = await begin(session, partnership, known);
    const { partnershipId } = loader;
    const submission = await beginSubmission(session, { partnershipId, content, fileName: file.name, owed });
    const owner = owed ? submission.submission_id : null;
    owed?.opened?.(submission.submission_id);
    const account = new RowAccount();
    for await (const batch of readAhead(reader.read(file))) {
      const rows: Row[] = [];
      const refused: RowReject[] = [];
      for (const row of batch)
        if (isReject(row)) refused.push(row);
        else rows.push(row);
      account.read += batch.length;
      const { rejects: more = [], ...fates } = await loader.add(rows, owner);
      enter(account, fates);
      const rejects = [...refused, ...more].sort((a, b) => a.line - b.line);
      for (const reject of rejects) account.reject(file.name, reject);
      await addRejects(session, submission, rejects);
      onBytes(file.bytesRead);
    }
    await loader.finish();
    await closeSubmission(session, submission, account, file.sha256, owed?.fieldsPresent());
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
  { partnership, paths, dryRun, signal }: ImportOptions,
): Promise<RowAccount> {
  const { files } = await listSources(paths, (name) => formats.some(({ reader }) => reader.accepts(name)));
  const sizes = await Promise.all(files.map(async (path) => (await openSource(path)).size));
  const progress = startProgress({ task: 'Importing', total: sizes.reduce((sum, size) => sum + size, 0) });
  try {
    return await deliver(database, { dryRun, signal }, async (transaction) => {
      const account = new RowAccount();
      const known: KnownPlaces = new Map();
      let done = 0;
      for (const [i, path] of files.entries()) {
        const label = `file ${i + 1} of ${files.length}`;
        const format = await formatOf(path, formats);
        account.merge(
          await importFile(transaction, format, partnership, path, known, (bytes) =>
            progress.update(done + bytes, label),
          ),
        );
        done += sizes[i];
        progress.update(done, label);
      }
      return account;
    });
  } finally {
    progress.stop();
  }
}

/** {@link importFiles} of one format of incidents. */
export function importIncidents(
  database: Database,
  reader: IncidentReader,
  options: ImportOptions,
): Promise<RowAccount> {
  return importFiles(database, [incidents(reader)], options);
}

/** Loads generated records of several sources in one transaction, each source with a loader of its own. */
export async function loadRecords(
  session: Session,
  partnership: string,
  records: Iterable<IncidentRecord>,
  onBatch: (records: number) => void,
): Promise<RowAccount> {
  const account = new RowAccount();
  const batches = new Map<string, IncidentRecord[]>();
  const loaders = new Map<string, IncidentLoader>();
  const flush = async (source: string, batch: IncidentRecord[]) => {
    if (!loaders.has(source))
      loaders.set(
        source,
        await IncidentLoader.begin(session, await destination(session, partnership, source)),
      );
    enter(account, await loaders.get(source)!.add(batch));
    account.read += batch.length;
    onBatch(account.read);
  };
  for (const record of records) {
    const batch = batches.get(record.source) ?? [];
    batches.set(record.source, batch);
    batch.push(record);
    if (batch.length === 5_000) await flush(record.source, batch.splice(0));
  }
  for (const [source, batch] of batches) await flush(source, batch);
  for (const loader of loaders.values()) await loader.finish();
  return account;
}
