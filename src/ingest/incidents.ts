import { AreaEntity, AreaKind, findPartnership } from '../areas';
import type { Database, Session } from '../database';
import { IncidentLoader, KnownPlaces } from '../incidents';
import { Problem } from '../problem';
import { vocabularyAt } from '../themes';
import { RowAccount } from './account';
import { listSources, openSource } from './file';
import { startProgress } from './progress';
import { type IncidentReader, isReject } from './reader';
import type { IncidentRecord, RowReject } from './record';
import { addSubmission, refreshStatistics } from './submission.queries';

/** Which files are loaded, and where. */
export interface ImportOptions {
  /** Code of the partnership. */
  partnership: string;
  /** Files and folders. */
  paths: string[];
}

/** Opens a loader for a partnership that knows its own boundary: without it nobody can tell what lies inside. */
async function beginLoading(
  session: Session,
  code: string,
  sourceCode: string,
  known?: KnownPlaces,
): Promise<{ loader: IncidentLoader; partnershipId: number }> {
  const { id, dataVersion } = await findPartnership(session, code);
  if (!(await session.manager.existsBy(AreaEntity, { partnershipId: id, kind: AreaKind.PARTNERSHIP })))
    throw new Problem(
      'BAD_USER_INPUT',
      'The partnership has no boundary yet, so nobody can tell which incidents are its own. Import its wards first: ' +
        'csg import boundaries --kind ward …',
    );
  const vocabulary = await vocabularyAt(session, `${id} ${dataVersion}`);
  const source = vocabulary.sources.find(sourceCode)!;
  const loader = await IncidentLoader.begin(session, {
    partnershipId: id,
    source,
    vocabulary,
    // A force's open file covers several partnerships: what has no place could be anyone's.
    keepUnlocated: source.access === 'CLOSED',
    known,
  });
  return { loader, partnershipId: id };
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
async function importFile(
  database: Database,
  reader: IncidentReader,
  partnership: string,
  path: string,
  known: KnownPlaces,
  onBytes: (bytes: number) => void,
): Promise<RowAccount> {
  const file = await openSource(path);
  return database.transaction({}, async (session) => {
    const { loader, partnershipId } = await beginLoading(session, partnership, reader.source, known);
    const account = new RowAccount();
    const rejects: RowReject[] = [];
    for await (const batch of readAhead(reader.read(file))) {
      const records: IncidentRecord[] = [];
      for (const row of batch)
        if (isReject(row)) {
          account.reject(file.name, row);
          rejects.push(row);
        } else records.push(row);
      account.read += batch.length;
      const { loaded, unchanged, outside, unlocated } = await loader.add(records);
      account
        .add('loaded', loaded)
        .add('unchanged', unchanged)
        .add('outside', outside)
        .add('unlocated', unlocated);
      onBytes(file.bytesRead);
    }
    await loader.finish();
    const delivery = { partnershipId, content: reader.source, fileName: file.name, sha256: file.sha256 };
    await addSubmission(session, delivery, account, rejects);
    return account;
  });
}

/**
 * Imports files of one format into a partnership, one transaction per file, with progress on standard error.
 *
 * @returns the account of all rows of all files.
 * @throws Problem naming the file (and line) that cannot be read; files before it stay loaded.
 */
export async function importIncidents(
  database: Database,
  reader: IncidentReader,
  { partnership, paths }: ImportOptions,
): Promise<RowAccount> {
  const { files } = await listSources(paths, reader.accepts);
  const sizes = await Promise.all(files.map(async (path) => (await openSource(path)).size));
  const progress = startProgress({ task: 'Importing', total: sizes.reduce((sum, size) => sum + size, 0) });
  const account = new RowAccount();
  const known = new KnownPlaces();
  try {
    let done = 0;
    for (const [i, path] of files.entries()) {
      const label = `file ${i + 1} of ${files.length}`;
      account.merge(
        await importFile(database, reader, partnership, path, known, (bytes) =>
          progress.update(done + bytes, label),
        ),
      );
      done += sizes[i];
      progress.update(done, label);
    }
  } finally {
    progress.stop();
  }
  await database.transaction({}, refreshStatistics);
  return account;
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
    if (!loaders.has(source)) loaders.set(source, (await beginLoading(session, partnership, source)).loader);
    const { loaded, unchanged, outside, unlocated } = await loaders.get(source)!.add(batch);
    account.read += batch.length;
    account
      .add('loaded', loaded)
      .add('unchanged', unchanged)
      .add('outside', outside)
      .add('unlocated', unlocated);
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
