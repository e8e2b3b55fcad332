import { canonical } from '../../analytics/analytic';
import {
  type IndicatorContent,
  type IndicatorFigure,
  selectIndicators,
  storeIndicators,
} from '../../analytics/indicators';
import { findPartnership } from '../../domain/areas';
import { lockPartnership } from '../../domain/incidents';
import { raiseDataVersions } from '../../domain/vocabulary';
import type { Database } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { csvRows } from '../reading/csv';
import { acceptsTable, deliverFiles, type Transaction } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import { headerOf, isRefused, readTable } from '../reading/table';
import { COLUMNS, type Column, type IndicatorRow, OPTIONAL, reader } from './reader';

/** Indicators and figures of a file, without the rejected rows. */
interface Accepted {
  indicators: Map<string, IndicatorContent>;
  figures: Map<string, IndicatorFigure>;
}

/** Adds a row. @returns why it does not fit; null where it does */
function addRow(
  { indicators, figures }: Accepted,
  { indicator, figure }: IndicatorRow,
  stored: ReadonlyMap<string, IndicatorContent['frequency']>,
): { field: string; reason: string } | null {
  const earlier = indicators.get(indicator.code);
  if (earlier && canonical(earlier) !== canonical(indicator))
    return { field: 'row', reason: 'of an indicator that an earlier row tells otherwise' };
  const frequency = stored.get(indicator.code);
  if (frequency !== undefined && frequency !== indicator.frequency)
    return { field: 'frequency', reason: 'not that of the figures already there: remove them first' };
  const key = `${indicator.code} ${figure.from}`;
  if (figures.has(key)) return { field: 'period', reason: 'of an earlier row of the indicator' };
  indicators.set(indicator.code, indicator);
  figures.set(key, figure);
  return null;
}

async function readIndicators(
  file: SourceFile,
  names: readonly string[],
  stored: ReadonlyMap<string, IndicatorContent['frequency']>,
  account: FileAccount,
): Promise<Accepted> {
  const columns: Column[] = [...COLUMNS, ...OPTIONAL.filter((column) => names.includes(column))];
  const layout = { name: 'a file of indicators', required: columns, known: OPTIONAL };
  const accepted: Accepted = { indicators: new Map(), figures: new Map() };
  for await (const batch of readTable(file, layout, reader(columns))) {
    account.read += batch.length;
    for (const row of batch) {
      const fault = isRefused(row) ? row : addRow(accepted, row, stored);
      if (fault !== null) account.rejectRow({ line: row.line, field: fault.field, reason: fault.reason });
    }
  }
  return accepted;
}

async function loadIndicators(
  transaction: Transaction,
  path: string,
  partnership: string,
): Promise<RowAccount> {
  const names = await headerOf(csvRows(await openSource(path)));
  const file = await openSource(path);
  return transaction(async (session) => {
    const { id } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    const account = new FileAccount(file);
    const there = await selectIndicators(session, id);
    const stored = new Map(there.map(({ code, frequency }) => [code, frequency]));
    const { indicators, figures } = await readIndicators(file, names, stored, account);
    const rows = [...figures.values()];
    const { changed, differs } = await storeIndicators(session, id, [...indicators.values()], rows);
    account.add('loaded', changed.length).add('unchanged', rows.length - changed.length);
    // Other partnerships are compared with the figures too.
    if (differs) await raiseDataVersions(session);
    await account.record(session, id, 'indicators');
    return account;
  });
}

/**
 * Imports figures of indicators, one transaction per file: figures are added or replaced, and removed where their value is
 * blank. An indicator without figures is removed.
 *
 * @throws Problem where a file cannot be read, or has other columns.
 */
export async function importIndicators(database: Database, options: ImportOptions): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing indicators', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    account.merge(await loadIndicators(transaction, path, options.partnership));
  });
  return account;
}
