import { IncidentLoader } from '../../domain/incidents';
import type { Session } from '../../platform/database';
import { RowAccount } from './account';
import { ImportCache, loaderOptions } from './formats';
import type { IncidentRecord } from './record';

/** Records of one delivery that are loaded at a time. */
const BATCH = 5_000;

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
  const cache = new ImportCache();
  const flush = async (batch: IncidentRecord[]) => {
    const [{ source }] = batch;
    if (!loaders.has(source))
      loaders.set(
        source,
        await IncidentLoader.begin(session, await loaderOptions(session, partnership, source, cache)),
      );
    account.addBatch(await loaders.get(source)!.add(batch, deliveryOf(batch[0])));
    account.read += batch.length;
    onBatch(account.read);
  };
  for (const record of records) {
    const key = `${record.source} ${deliveryOf(record)}`;
    const batch = batches.get(key) ?? [];
    batches.set(key, batch);
    batch.push(record);
    if (batch.length === BATCH) await flush(batch.splice(0));
  }
  for (const batch of batches.values()) if (batch.length > 0) await flush(batch);
  for (const loader of loaders.values()) await loader.finish();
  return account;
}
