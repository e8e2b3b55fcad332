import { writeAudit } from '../../access';
import { lockPartnership, partnershipsWith, rebuildCells } from '../../domain/incidents';
import {
  type Installation,
  mapOffences,
  type OffenceMapping,
  raiseDataVersions,
  selectInstallation,
  UNMAPPED,
} from '../../domain/vocabulary';
import type { Database, Session } from '../../platform/database';
import { openSource, type SourceFile } from '../../platform/files';
import { RowAccount } from '../reading/account';
import { acceptsTable, deliverFiles } from '../reading/delivery';
import { FileAccount } from '../reading/file-account';
import { type Fields, isRefused, Refusal, readTable } from '../reading/table';

const COLUMNS = ['code', 'part_of'] as const;

const LAYOUT = {
  name: 'a file of offence codes',
  required: COLUMNS,
  known: ['name', 'source', 'count'],
};

/** Reads what a code is part of; blank: nobody has said yet. */
const reader =
  ({ offences }: Installation) =>
  (field: Fields<(typeof COLUMNS)[number]>, line: number): OffenceMapping & { line: number } => {
    const code = field('code');
    if (!code.startsWith(UNMAPPED) || !offences.find(code))
      throw new Refusal('code', 'not the code of an offence that is to be mapped');
    const partOf = field('part_of');
    const whole = offences.find(partOf);
    if (partOf !== '' && (!whole || whole.partOf !== null || partOf.startsWith(UNMAPPED)))
      throw new Refusal('part_of', 'not the code of an offence that is part of no other');
    return { line, code, partOf };
  };

/** Maps the codes of a file, and counts their records again where they are protected otherwise than before. */
async function loadOffences(session: Session, file: SourceFile): Promise<RowAccount> {
  const account = new FileAccount(file);
  const mappings = new Map<string, OffenceMapping>();
  let blank = 0;
  for await (const batch of readTable(file, LAYOUT, reader(await selectInstallation(session)))) {
    account.read += batch.length;
    for (const row of batch)
      if (isRefused(row)) account.rejectRow(row);
      else if (mappings.has(row.code))
        account.rejectRow({ line: row.line, field: 'code', reason: 'for the second time in this file' });
      else if (row.partOf === '') blank += 1;
      else mappings.set(row.code, { code: row.code, partOf: row.partOf });
  }
  const changed = await mapOffences(session, [...mappings.values()]);
  account.add('loaded', changed.length).add('unchanged', blank + mappings.size - changed.length);
  if (changed.length === 0) return account;
  const recut = changed.filter((offence) => offence.recut).map(({ id }) => id);
  for (const id of await partnershipsWith(session, recut)) {
    await lockPartnership(session, id);
    await rebuildCells(session, id);
  }
  await raiseDataVersions(session);
  const detail = { offences: changed.map(({ code }) => code) };
  await writeAudit(session, { actor: 'command line', action: 'offences.map', partnershipId: null, detail });
  return account;
}

/**
 * Imports which offence an unknown code is part of, for the whole installation: its records then count in the themes and
 * filters of that offence, without being loaded again. One transaction per file.
 *
 * @throws Problem where a file cannot be read, or has other columns.
 */
export async function importOffences(
  database: Database,
  options: { paths: string[]; dryRun?: boolean },
): Promise<RowAccount> {
  const account = new RowAccount();
  const delivery = { ...options, task: 'Importing offence codes', accepts: acceptsTable };
  await deliverFiles(database, delivery, async (transaction, path) => {
    const file = await openSource(path);
    account.merge(await transaction((session) => loadOffences(session, file)));
  });
  return account;
}
