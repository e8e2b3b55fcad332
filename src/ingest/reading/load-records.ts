import { IncidentLoader } from '../../domain/incidents';
import { endOfMonth, monthPieces } from '../../platform/calendar';
import type { Session } from '../../platform/database';
import { RowAccount } from './account';
import { ImportCache, loaderOptions } from './formats';
import type { IncidentRecord } from './record';

/** Records of one delivery that are loaded in one batch. */
const BATCH = 5_000;

/**
 * Loads generated records of several sources in one transaction, each source with a loader of its own.
 *
 * @param deliveryOf delivery that a record belongs to, or null.
 * @param monthsOf first days of the months that a delivery covers; by default all from the first to the last of the
 *   source's records.
 */
export async function loadRecords(
  session: Session,
  partnership: string,
  records: Iterable<IncidentRecord>,
  onBatch: (records: number) => void,
  deliveryOf: (record: IncidentRecord) => number | null = () => null,
  monthsOf?: (submissionId: number | null) => readonly string[],
): Promise<RowAccount> {
  const account = new RowAccount();
  const batches = new Map<string, IncidentRecord[]>();
  const loaders = new Map<string, IncidentLoader>();
  const months = new Map<string, Set<string>>();
  const cache = new ImportCache();
  const flush = async (batch: IncidentRecord[]) => {
    const [{ source }] = batch;
    if (!loaders.has(source))
      loaders.set(
        source,
        await IncidentLoader.begin(session, await loaderOptions(session, partnership, source, cache)),
      );
    account.addBatch(await loaders.get(source)!.add(batch, deliveryOf(batch[0])));
    for (const { month } of batch) months.set(source, (months.get(source) ?? new Set()).add(month));
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
  for (const [source, loader] of loaders)
    await loader.finish({ delivered: monthsOf ?? (() => monthsBetween(months.get(source)!)) });
  return account;
}

/** First days of all months from the first to the last of some months, given as YYYY-MM. */
function monthsBetween(months: ReadonlySet<string>): string[] {
  const sorted = [...months].sort();
  return monthPieces({ from: `${sorted[0]}-01`, to: endOfMonth(`${sorted.at(-1)}-01`) }).map(
    ({ from }) => from,
  );
}
