import {
  findPartnership,
  type OutlinedDistrict,
  outlineDistricts,
  type PostcodePoint,
  storePostcodes,
} from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database } from '../../platform/database';
import { fileProblem, listSources, openSource } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { csvRows } from '../reading/csv';
import { acceptsTable, deliver, type Transaction } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import { startProgress } from '../reading/progress';
import { type PostcodeLayout, postcodeLayout } from './layouts';

/** Postcodes to import, and the partnership that they are for. */
export interface PostcodeImport {
  /** Code of the partnership. */
  partnership: string;
  /** Whether to account for every row without keeping any. */
  dryRun?: boolean;
  paths: string[];
}

/** Result of an import of postcodes. */
export interface PostcodeAnswer {
  account: RowAccount;
  /** Notes for the person who imports. */
  notes: string[];
}

const BATCH = 5_000;

/** Whether to read a file of a folder; the publisher adds files of column names, which are not data. */
const acceptsPostcodes = (name: string) => acceptsTable(name) && !/column.?headers/i.test(name);

async function loadPostcodes(
  transaction: Transaction,
  path: string,
  partnership: string,
): Promise<RowAccount> {
  const file = await openSource(path);
  return transaction(async (session) => {
    const { id } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    const account = new FileAccount(file);
    let layout: PostcodeLayout | null = null;
    let points: PostcodePoint[] = [];
    const flush = async () => {
      for (const { fate } of await storePostcodes(session, id, points, layout!)) account.add(fate);
      points = [];
    };
    let first = true;
    for await (const rows of csvRows(file))
      for (const row of rows) {
        if (first) {
          first = false;
          layout = postcodeLayout(row);
          if (!layout)
            throw fileProblem(
              file,
              'these are no postcodes that are known: neither Code-Point Open nor a list with the columns outcode, ' +
                'latitude and longitude.',
              row.line,
            );
          if (layout.hasHeader) continue;
        }
        account.read += 1;
        const read = layout!.read(row);
        if (read === 'unlocated') account.add('unlocated');
        else if ('reason' in read) account.rejectRow(read);
        else if (points.push(read) === BATCH) await flush();
      }
    if (!layout) throw fileProblem(file, 'the file is empty.');
    if (points.length > 0) await flush();
    await account.record(session, id, 'POSTCODES');
    return account;
  });
}

/** Outlines districts after all files are loaded, since districts of one file border on those of another. */
function outline(transaction: Transaction, partnership: string): Promise<OutlinedDistrict[]> {
  return transaction(async (session) => {
    const { id } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    const outlined = await outlineDistricts(session, id);
    if (outlined.length > 0) await raiseDataVersion(session, id);
    return outlined;
  });
}

function notesOf(outlined: readonly OutlinedDistrict[]): string[] {
  const codes = (coarse: boolean) =>
    outlined
      .filter((each) => each.coarse === coarse)
      .map(({ code }) => code)
      .join(', ');
  return [
    ...(codes(false)
      ? [
          `Outlined by their postcodes, for no outline of them has been imported: ${codes(false)}. About one address in ` +
            'forty near an edge lies in the next district.',
        ]
      : []),
    ...(codes(true)
      ? [
          `Outlined by one point each: ${codes(true)}. About one postcode in four lies in the next district: import ` +
            'Code-Point Open, or outlines of these districts.',
        ]
      : []),
  ];
}

/**
 * Imports positions of postcodes, one transaction per file, and outlines from them the postcode districts without an
 * imported outline.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export async function importPostcodes(
  database: Database,
  { partnership, paths, dryRun }: PostcodeImport,
): Promise<PostcodeAnswer> {
  const { files } = await listSources(paths, acceptsPostcodes);
  const progress = startProgress({ task: 'Importing postcodes', total: files.length + 1 });
  try {
    return await deliver(database, { dryRun }, async (transaction) => {
      const account = new RowAccount();
      for (const [i, path] of files.entries()) {
        account.merge(await loadPostcodes(transaction, path, partnership));
        progress.update(i + 1, `file ${i + 1} of ${files.length}`);
      }
      return { account, notes: notesOf(await outline(transaction, partnership)) };
    });
  } finally {
    progress.stop();
  }
}
