import { type PeerLine, storePeers } from '../../analytics/trends';
import { findPartnership } from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database } from '../../platform/database';
import { fileProblem, openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { csvRows } from '../reading/csv';
import { acceptsTable, deliverFiles, type Transaction } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import { countOf, type Fields, headerOf, isRefused, Refusal, readTable, yearOf } from '../reading/table';

const REQUIRED = ['year', 'code', 'name'] as const;
const OPTIONAL = ['residents', 'households', 'vehicles', 'premises'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** Code or name: not blank, and at most as long as the database keeps. @throws Refusal. */
function label(column: string, text: string): string {
  if (text === '' || text.length > 100) throw new Refusal(column, 'blank, or longer than 100 characters');
  return text;
}

function reader(columns: readonly Column[]): (field: Fields<Column>, line: number) => PeerLine {
  return (field, line) => {
    const known = (column: Column) =>
      columns.includes(column) && field(column) !== '' ? countOf(column, field(column)) : null;
    return {
      line,
      year: yearOf('year', field('year')),
      code: label('code', field('code')),
      name: label('name', field('name')),
      residents: known('residents'),
      households: known('households'),
      vehicles: known('vehicles'),
      premises: known('premises'),
    };
  };
}

/** Rows of a file whose code and name are new for the year; the others are rejected. */
async function readPeers(file: SourceFile, names: string[], account: FileAccount): Promise<PeerLine[]> {
  const columns: Column[] = [...REQUIRED, ...OPTIONAL.filter((column) => names.includes(column))];
  const layout = { name: 'a file of most similar groups', required: columns, known: OPTIONAL };
  const peers: PeerLine[] = [];
  const known = new Set<string>();
  for await (const batch of readTable(file, layout, reader(columns))) {
    account.read += batch.length;
    for (const row of batch) {
      if (isRefused(row)) {
        account.rejectRow(row);
        continue;
      }
      const keys = [`${row.year} ${row.code}`, `${row.year} name ${row.name.toLowerCase()}`];
      const twice = keys.some((key) => known.has(key));
      for (const key of keys) known.add(key);
      const reason = 'the code or name of an earlier row of that year';
      if (twice) account.rejectRow({ line: row.line, field: 'code', reason });
      else peers.push(row);
    }
  }
  return peers;
}

async function loadPeers(transaction: Transaction, path: string, partnership: string): Promise<RowAccount> {
  const names = await headerOf(csvRows(await openSource(path)));
  const file = await openSource(path);
  return transaction(async (session) => {
    const { id, code: own } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    const account = new FileAccount(file);
    const peers = await readPeers(file, names, account);
    for (const year of new Set(peers.map((peer) => peer.year)))
      if (!peers.some((peer) => peer.year === year && peer.code === own))
        throw fileProblem(
          file,
          `a group lacks the partnership itself. Its own row says what recorded-crime tables call it, and ` +
            'its residents.',
        );
    const { changed, removed } = await storePeers(session, id, peers);
    account.add('loaded', changed.length).add('unchanged', peers.length - changed.length);
    if (changed.length + removed > 0) await raiseDataVersion(session, id);
    await account.record(session, id, 'peers');
    return account;
  });
}

/**
 * Imports most similar groups: `year, code, name` and, where known, residents, households, vehicles and premises of
 * each member. The last file that names a year defines its group.
 *
 * @throws Problem where a file cannot be read, or a group lacks the partnership itself.
 */
export async function importPeers(database: Database, options: ImportOptions): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing peers', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    account.merge(await loadPeers(transaction, path, options.partnership));
  });
  return account;
}
