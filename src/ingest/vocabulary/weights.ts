import { ONE_LINE, writeAudit } from '../../access';
import {
  CODE,
  homeOfficeOffence,
  type Installation,
  raiseDataVersions,
  selectInstallation,
  storeWeightSet,
  type WeightSetContent,
} from '../../domain/vocabulary';
import type { Database, Session } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { acceptsTable, deliverFiles } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import { type Fields, isRefused, Refusal, readTable } from '../reading/table';

const COLUMNS = ['weight_set', 'name', 'unit', 'source', 'offence', 'weight'] as const;
type Column = (typeof COLUMNS)[number];

const LAYOUT = { name: 'a file of weights', required: COLUMNS, known: [] };

/** A row: the weight of one offence in one weight set. */
interface WeightRow extends Omit<WeightSetContent, 'weights'> {
  line: number;
  offence: string;
  weight: number;
}

function text(column: Column, value: string, most: number): string {
  if (value === '' || value.length > most || !ONE_LINE.test(value))
    throw new Refusal(column, `blank, or longer than ${most} characters`);
  return value;
}

const reader =
  ({ offences }: Installation) =>
  (field: Fields<Column>, line: number): WeightRow => {
    const code = field('weight_set');
    if (!CODE.test(code)) throw new Refusal('weight_set', 'not a code in lower case with hyphens');
    const given = field('offence');
    const found = offences.find(given) ?? offences.find(homeOfficeOffence(given));
    if (!found) throw new Refusal('offence', 'not the code of an offence, nor one of the Home Office');
    const offence = found.code;
    const weight = field('weight');
    if (!/^\d{1,12}(\.\d{1,12})?$/.test(weight) || Number(weight) === 0)
      throw new Refusal('weight', 'not a number above zero; leave out offences whose weight is not known');
    return {
      ...{ line, code, offence, weight: Number(weight) },
      name: text('name', field('name'), 100),
      unit: text('unit', field('unit'), 100),
      source: text('source', field('source'), 500),
    };
  };

/** Adds a row to its weight set. @returns why it does not fit there; null where it does */
function addRow(sets: Map<string, WeightSetContent>, row: WeightRow): string | null {
  const { code, name, unit, source } = row;
  const set = sets.get(code) ?? { code, name, unit, source, weights: {} };
  if (set.name !== name || set.unit !== unit || set.source !== source)
    return 'of a weight set that an earlier row tells otherwise';
  if (row.offence in set.weights) return 'of an offence that an earlier row of the weight set has';
  set.weights[row.offence] = row.weight;
  sets.set(code, set);
  return null;
}

async function loadWeights(session: Session, file: SourceFile): Promise<RowAccount> {
  const account = new FileAccount(file);
  const sets = new Map<string, WeightSetContent>();
  for await (const batch of readTable(file, LAYOUT, reader(await selectInstallation(session)))) {
    account.read += batch.length;
    for (const row of batch) {
      const reason = isRefused(row) ? null : addRow(sets, row);
      if (isRefused(row)) account.rejectRow(row);
      else if (reason !== null) account.rejectRow({ line: row.line, field: 'row', reason });
    }
  }
  const stored: string[] = [];
  for (const set of sets.values()) {
    const rows = Object.keys(set.weights).length;
    const version = await storeWeightSet(session, set);
    account.add(version === null ? 'unchanged' : 'loaded', rows);
    if (version !== null) stored.push(`${set.code}@${version}`);
  }
  if (stored.length === 0) return account;
  await raiseDataVersions(session);
  const detail = { weightSets: stored };
  await writeAudit(session, { actor: 'command line', action: 'weights.import', partnershipId: null, detail });
  return account;
}

/**
 * Imports weight sets for the whole installation, each as the next edition of its code where anything differs from the last
 * one. An edition has the offences of the file and no others. One transaction per file.
 *
 * @throws Problem where a file cannot be read, or has other columns.
 */
export async function importWeights(
  database: Database,
  options: { paths: string[]; dryRun?: boolean },
): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing weights', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    const file = await openSource(path);
    account.merge(await transaction((session) => loadWeights(session, file)));
  });
  return account;
}
