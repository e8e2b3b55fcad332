import { type RecordedCrimeLine, selectPeers, storeRecordedCrime } from '../../analytics/trends';
import { findPartnership } from '../../domain/areas';
import { lockPartnership, raiseDataVersion } from '../../domain/incidents';
import type { Database, Session } from '../../platform/database';
import { Problem } from '../../platform/errors';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { acceptsTable, deliverFiles } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import type { ImportOptions } from '../reading/import-files';
import { type Fields, isRefused, Refusal, readTable } from '../reading/table';

const COLUMNS = [
  'Financial Year',
  'Financial Quarter',
  'CSP Name',
  'Offence Subgroup',
  'Offence Code',
  'Offence Count',
] as const;
type Column = (typeof COLUMNS)[number];

const LAYOUT = {
  name: "a recorded-crime table of the Home Office's open data by partnership",
  required: COLUMNS,
  known: ['Police Force', 'Offence Description', 'Offence Group'],
};

/** Row with the name of its partnership in place of the code. */
type Row = Omit<RecordedCrimeLine, 'peerCode'> & { name: string };

const FINANCIAL_YEAR = /^((?:19|2\d)\d\d)[/-](\d\d|\d{4})$/;
const QUARTER = /^Q?([1-4])$/i;
/** Pattern of a count, which is negative where a quarter corrects an earlier one. */
const CHANGE = /^-?\d{1,9}$/;

/** First day of a quarter of a financial year, which begins in April: 2008/09 and 4 are January to March 2009. */
function quarterOf(financialYear: string, financialQuarter: string): string {
  const [, begins, ends] = FINANCIAL_YEAR.exec(financialYear) ?? [];
  if (begins === undefined || (Number(begins) + 1) % 100 !== Number(ends) % 100)
    throw new Refusal('Financial Year', 'not a financial year as 2008/09');
  const [, number] = QUARTER.exec(financialQuarter) ?? [];
  if (number === undefined) throw new Refusal('Financial Quarter', 'not 1, 2, 3 or 4');
  return number === '4'
    ? `${Number(begins) + 1}-01-01`
    : `${begins}-${['04', '07', '10'][Number(number) - 1]}-01`;
}

function toRow(field: Fields<Column>, line: number): Row {
  const offenceCode = field('Offence Code');
  if (!/^[A-Z0-9][A-Z0-9./ -]{0,19}$/i.test(offenceCode))
    throw new Refusal('Offence Code', 'not an offence code');
  const offenceSubgroup = field('Offence Subgroup');
  if (offenceSubgroup.length > 100) throw new Refusal('Offence Subgroup', 'longer than 100 characters');
  const count = field('Offence Count');
  if (!CHANGE.test(count)) throw new Refusal('Offence Count', 'not a whole number');
  return {
    line,
    name: field('CSP Name'),
    quarter: quarterOf(field('Financial Year'), field('Financial Quarter')),
    offenceCode: offenceCode.toUpperCase(),
    offenceSubgroup,
    n: Number(count),
  };
}

/** Codes of all members in all editions of the group, by name in lower case. */
async function memberCodes(session: Session, partnershipId: number): Promise<Map<string, string>> {
  const peers = await selectPeers(session, partnershipId);
  if (peers.length === 0)
    throw new Problem(
      'BAD_USER_INPUT',
      'The most similar group of this partnership is not there yet, so nobody can tell which rows are of it. Import it ' +
        'first: csg import peers …',
    );
  return new Map(peers.map(({ name, code }) => [name.toLowerCase(), code]));
}

/** Pattern of rows that the publisher could not assign to a partnership. */
const UNASSIGNED = /^unassigned\b/i;

async function loadRecordedCrime(
  session: Session,
  file: SourceFile,
  partnership: string,
): Promise<RowAccount> {
  const { id } = await findPartnership(session, partnership);
  await lockPartnership(session, id);
  const codes = await memberCodes(session, id);
  const account = new FileAccount(file);
  const counts: RecordedCrimeLine[] = [];
  const known = new Set<string>();
  const take = ({ name, ...row }: Row) => {
    const peerCode = codes.get(name.toLowerCase());
    if (UNASSIGNED.test(name)) account.add('unlocated');
    else if (peerCode === undefined) account.add('outside');
    else {
      const key = `${peerCode} ${row.quarter} ${row.offenceCode}`;
      if (known.has(key))
        account.rejectRow({ line: row.line, field: 'row', reason: 'of the same crimes as an earlier row' });
      else counts.push({ ...row, peerCode });
      known.add(key);
    }
  };
  for await (const batch of readTable(file, LAYOUT, toRow)) {
    account.read += batch.length;
    for (const row of batch)
      if (isRefused(row)) account.rejectRow(row);
      else take(row);
  }
  const changed = await storeRecordedCrime(session, id, counts);
  account.add('loaded', changed.length).add('unchanged', counts.length - changed.length);
  if (changed.length > 0) await raiseDataVersion(session, id);
  await account.record(session, id, 'recorded-crime');
  return account;
}

/**
 * Imports the recorded crime of a partnership's most similar group from the Home Office's open tables, one transaction
 * per file. Rows of other partnerships are `outside`, rows that the publisher could not assign are `unlocated`.
 *
 * @throws Problem where a file cannot be read, or the group was not imported before.
 */
export async function importRecordedCrime(database: Database, options: ImportOptions): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing recorded crime', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    const file = await openSource(path);
    account.merge(await transaction((session) => loadRecordedCrime(session, file, options.partnership)));
  });
  return account;
}
