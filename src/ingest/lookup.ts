import {
  findPartnership,
  knowsLsoas,
  type LookupPair,
  storeLsoaChanges,
  storeLsoaWards,
} from '../domain/areas';
import { lockPartnership, raiseDataVersion } from '../domain/incidents';
import type { Database } from '../platform/database';
import { Problem } from '../platform/errors';
import { fileProblem, openSource, type SourceFile } from '../platform/files';
import { RowAccount } from './reading/account';
import { type CsvRow, csvRows } from './reading/csv';
import { acceptsTable, deliverFiles, type Transaction } from './reading/delivery';
import { FileAccount } from './reading/file-account';
import type { RowReject } from './reading/record';

/** Look-ups to import, and the partnership that they are for. */
export interface LookupImport {
  /** Code of the partnership. */
  partnership: string;
  /** Day on which the wards of the files were valid, YYYY-MM-DD; by default every version of a ward with the code. */
  at?: string;
  /** Whether to account for every row without keeping any. */
  dryRun?: boolean;
  paths: string[];
}

/** Columns of a look-up, by position. */
interface LookupLayout {
  lsoa: number;
  to: number;
  /** Kind of change of the LSOA; null where the layout has no such column. */
  change: number | null;
  /** Names of the columns, for refusals. */
  names: { lsoa: string; to: string; change: string };
  /** Whether `to` is a ward, otherwise an LSOA of the next census. */
  toWards: boolean;
  width: number;
}

const LSOA_CODE = /^LSOA(\d\d)_?(CD|CODE)$/i;
const WARD_CODE = /^(WD|WARD)(\d\d)_?(CD|CODE)$/i;
const CHANGE_CODE = /^(CHANGE_?CODE|CHGIND|CHNGIND)$/i;

/** Patterns of LSOAs of England and Wales, and of wards of the United Kingdom. */
const LSOA = /^[EW]01\d{6}$/;
const WARD = /^([EW]05|S13|N08)\d{6}$/;
/** Kinds of change: unchanged, split, merged, and both at once. */
const CHANGE = /^[USMX]$/;

const BATCH = 5_000;

/**
 * Layout of a look-up by its header: names of the ONS of any year (`LSOA21CD`, `lsoa11_code`, `WD22CD`, `ward24_code`),
 * in any order.
 *
 * @throws Problem where there is no pair of columns to look up.
 */
function layoutOf(file: SourceFile, header: CsvRow | undefined): LookupLayout {
  const names = header?.fields.map((name) => name.trim()) ?? [];
  const positions = (pattern: RegExp) => names.flatMap((name, i) => (pattern.test(name) ? [i] : []));
  const lsoas = positions(LSOA_CODE).sort((a, b) => yearIn(names[a]) - yearIn(names[b]));
  const wards = positions(WARD_CODE);
  const [change = null] = positions(CHANGE_CODE);
  const toWards = wards.length > 0;
  if (wards.length > 1 || lsoas.length !== (toWards ? 1 : 2))
    throw fileProblem(
      file,
      'this is no lookup that can be used. Its first line must name one column of LSOA codes and one of ward codes ' +
        '(LSOA21CD and WD22CD, say), or the columns of LSOA codes of two censuses (LSOA11CD and LSOA21CD).',
      header?.line ?? 1,
    );
  const [lsoa, to] = toWards ? [lsoas[0], wards[0]] : lsoas;
  return {
    lsoa,
    to,
    change: toWards ? null : change,
    names: {
      lsoa: 'code of the LSOA',
      to: toWards ? 'code of the ward' : 'code of the later LSOA',
      change: 'change',
    },
    toWards,
    width: names.length,
  };
}

const yearIn = (name: string) => Number(LSOA_CODE.exec(name)![1]);

/** Reader of rows: a pair, null where it repeats an earlier row, or a reject. */
function pairReader(layout: LookupLayout): (row: CsvRow) => LookupPair | RowReject | null {
  const { names, toWards } = layout;
  const seen = new Map<string, string>();
  return ({ line, fields }) => {
    const reject = (field: string, reason: string): RowReject => ({ line, field, reason });
    if (fields.length !== layout.width)
      return reject('row', `${fields.length} fields where the header has ${layout.width} columns`);
    const lsoa = fields[layout.lsoa].trim();
    const to = fields[layout.to].trim();
    if (!LSOA.test(lsoa)) return reject(names.lsoa, 'not the code of an LSOA (E01… or W01…)');
    if (!(toWards ? WARD : LSOA).test(to))
      return reject(names.to, `not the code of ${toWards ? 'a ward (E05…)' : 'an LSOA (E01… or W01…)'}`);
    if (layout.change !== null) {
      const change = fields[layout.change].trim();
      if (!CHANGE.test(change)) return reject(names.change, 'not one of U, S, M and X');
      if ((change === 'U') !== (lsoa === to))
        return reject(names.change, 'an unchanged LSOA keeps its code, and a changed one does not');
    }
    // An LSOA has one ward by best fit, but may become several LSOAs.
    const key = toWards ? lsoa : `${lsoa} ${to}`;
    const before = seen.get(key);
    if (before === to) return null;
    if (before !== undefined) return reject(names.lsoa, 'this LSOA has another ward on an earlier line');
    seen.set(key, to);
    return { line, lsoa, to };
  };
}

const isReject = (row: LookupPair | RowReject): row is RowReject => 'reason' in row;

async function loadLookup(
  transaction: Transaction,
  path: string,
  { partnership, at }: LookupImport,
): Promise<RowAccount> {
  const file = await openSource(path);
  return transaction(async (session) => {
    const { id } = await findPartnership(session, partnership);
    await lockPartnership(session, id);
    const account = new FileAccount(file);
    let layout: LookupLayout | undefined;
    let readPair: ReturnType<typeof pairReader> | undefined;
    let batch: LookupPair[] = [];
    const flush = async () => {
      const stored = layout!.toWards
        ? await storeLsoaWards(session, id, batch, at ?? null)
        : await storeLsoaChanges(session, id, batch);
      for (const { fate } of stored) account.add(fate);
      batch = [];
    };
    for await (const rows of csvRows(file))
      for (const row of rows) {
        if (!layout) {
          layout = layoutOf(file, row);
          readPair = pairReader(layout);
          if (!layout.toWards && !(await knowsLsoas(session, id)))
            throw new Problem(
              'BAD_USER_INPUT',
              'The partnership knows no LSOA yet, so nobody can tell which of these are its own. Import a lookup from ' +
                'LSOAs to its wards first, or the boundaries of its LSOAs.',
            );
          continue;
        }
        account.read += 1;
        const pair = readPair!(row);
        if (pair === null) account.add('unchanged');
        else if (isReject(pair)) account.rejectRow(pair);
        else if (batch.push(pair) === BATCH) await flush();
      }
    if (!layout) layoutOf(file, undefined);
    if (batch.length > 0) await flush();
    if (account.count('loaded') > 0) await raiseDataVersion(session, id);
    await account.record(session, id, 'LOOKUP');
    return account;
  });
}

/**
 * Imports look-ups from CSV files, one transaction per file: from LSOAs to wards by best fit, or from the LSOAs of one
 * census to those of the next. Rows that do not concern the partnership are left out.
 *
 * @throws Problem naming the file that cannot be read; files before it stay loaded.
 */
export async function importLookups(database: Database, options: LookupImport): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing lookups', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    account.merge(await loadLookup(transaction, path, options));
  });
  return account;
}
