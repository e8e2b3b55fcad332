import { basename } from 'node:path';
import { IncidentLoader, type LoadedBatch } from '../../domain/incidents';
import type { Database, Session } from '../../platform/database';
import { listSources, openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from './account';
import { hasColumns } from './csv';
import { deliver, type Transaction } from './delivery';
import { destination, type Format, ImportMemory, incidents } from './formats';
import { startProgress } from './progress';
import { type IncidentReader, isReject, type ReadRow } from './reader';
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

/** The batches of a reader, each read while the one before is at work, the first at once. */
class ReadAhead<T> implements AsyncIterableIterator<T> {
  private ahead: Promise<IteratorResult<T>>;

  constructor(private readonly batches: AsyncGenerator<T>) {
    this.ahead = this.read();
  }

  private read(): Promise<IteratorResult<T>> {
    const next = this.batches.next();
    next.catch(() => {}); // a failure is met when its batch is asked for
    return next;
  }

  async next(): Promise<IteratorResult<T>> {
    const result = await this.ahead;
    if (!result.done) this.ahead = this.read();
    return result;
  }

  /** Ends the reading, however far it is. */
  return(): Promise<IteratorResult<T>> {
    return this.batches.return(undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A file that is being read. */
interface Begun<Row> {
  file: SourceFile;
  format: Format<Row>;
  batches: ReadAhead<ReadRow<Row>[]>;
}

/** Begins to read each file while the one before is at work. */
async function* beginEach(files: string[], formats: Format<object>[]): AsyncGenerator<Begun<object>> {
  const begin = async (path: string): Promise<Begun<object>> => {
    const format = await formatOf(path, formats);
    const file = await openSource(path);
    return { file, format, batches: new ReadAhead(format.reader.read(file)) };
  };
  let next: Promise<Begun<object>> | undefined;
  try {
    for (const [i, path] of files.entries()) {
      const present = await (next ?? begin(path));
      next = i + 1 < files.length ? begin(files[i + 1]) : undefined;
      next?.catch(() => {}); // met when it is its turn
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

/** Loads one file in one transaction: wholly or not at all. */
async function importFile<Row extends object>(
  transaction: Transaction,
  { file, format: { content, begin, owed }, batches }: Begun<Row>,
  partnership: string,
  memory: ImportMemory,
  onBytes: (bytes: number) => void,
): Promise<RowAccount> {
  return transaction(async (session) => {
    const loader = await begin(session, partnership, memory);
    const { partnershipId } = loader;
    const submission = await beginSubmission(session, { partnershipId, content, fileName: file.name, owed });
    const owner = owed ? submission.submission_id : null;
    owed?.opened?.(submission.submission_id);
    const account = new RowAccount();
    for await (const batch of batches) {
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
      const memory = new ImportMemory();
      let done = 0;
      let n = 0;
      for await (const begun of beginEach(files, formats)) {
        const label = `file ${n + 1} of ${files.length}`;
        account.merge(
          await importFile(transaction, begun, partnership, memory, (bytes) =>
            progress.update(done + bytes, label),
          ),
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

/** {@link importFiles} of one format of incidents. */
export function importIncidents(
  database: Database,
  reader: IncidentReader,
  options: ImportOptions,
): Promise<RowAccount> {
  return importFiles(database, [incidents(reader)], options);
}

/**
 * Loads generated records of several sources in one transaction, each source with a loader of its own.
 * @param deliveryOf the delivery that a record belongs to; null where it belongs to none
 */
export async function loadRecords(
  session: Session,
  partnership: string,
  records: Iterable<IncidentRecord>,
  onBatch: (records: number) => void,
  deliveryOf: (record: IncidentRecord) => number | null = () => null,
): Promise<RowAccount> {
  const account = new RowAccount();
  const batches = new Map<string, IncidentRecord[]>();
  const loaders = new Map<string, IncidentLoader>();
  const memory = new ImportMemory();
  const flush = async (batch: IncidentRecord[]) => {
    const [{ source }] = batch;
    if (!loaders.has(source))
      loaders.set(
        source,
        await IncidentLoader.begin(session, await destination(session, partnership, source, memory)),
      );
    enter(account, await loaders.get(source)!.add(batch, deliveryOf(batch[0])));
    account.read += batch.length;
    onBatch(account.read);
  };
  for (const record of records) {
    const whose = `${record.source} ${deliveryOf(record)}`;
    const batch = batches.get(whose) ?? [];
    batches.set(whose, batch);
    batch.push(record);
    if (batch.length === 5_000) await flush(batch.splice(0));
  }
  for (const batch of batches.values()) if (batch.length > 0) await flush(batch);
  for (const loader of loaders.values()) await loader.finish();
  return account;
}
