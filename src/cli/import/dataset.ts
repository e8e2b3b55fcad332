import type { Command } from 'commander';
import { findAgency } from '../../domain/agencies';
import { findPartnership } from '../../domain/areas';
import { publicationOf } from '../../domain/incidents';
import { selectInstallation } from '../../domain/vocabulary';
import { type DeliveryAnswer, datasetManual, deliverDataset, readMapping } from '../../ingest/deliveries';
import { readConfig } from '../../platform/config';
import type { Session } from '../../platform/database';
import { remark, withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

interface DatasetOptions extends CommonOptions {
  agency: string;
  quarter: string;
  mapping?: string;
  replace?: true;
}

/** When what was delivered is seen by those who read protected counts. */
async function publication(
  session: Session,
  { partnership, agency: code }: Pick<DatasetOptions, 'partnership' | 'agency'>,
  { dataset, quarter }: DeliveryAnswer,
): Promise<string> {
  const { id } = await findPartnership(session, partnership);
  const agency = await findAgency(session, id, code, 'agency');
  const { sources } = await selectInstallation(session);
  const sourceId = sources.find(dataset.code)!.id;
  const { day, published } = await publicationOf(session, {
    ...{ partnershipId: id, agencyId: agency.id, sourceId, month: quarter.from },
  });
  return published
    ? `Published counts of ${quarter.code} stay as they are until the release of ${day}.`
    : `Not yet published: with the release of ${day}.`;
}

async function run(name: string, path: string, { mapping, ...options }: DatasetOptions): Promise<void> {
  const wanted = { ...options, dataset: name };
  const { account, dataset, fieldsPresent, submissionId, published } = await withDatabase(
    async (database) => {
      const answer = await deliverDataset(database, path, {
        ...wanted,
        maxRejects: readConfig().maxRejects,
        mapping: mapping === undefined ? undefined : (of) => readMapping(mapping, of),
      });
      const ending = (session: Session) => publication(session, options, answer);
      return { ...answer, published: await database.transaction({ readOnly: true }, ending) };
    },
  );
  const absent = dataset.fields.filter((field) => !fieldsPresent.includes(field.name));
  if (absent.length > 0) remark(`Not in this file: ${absent.map((field) => field.name).join(', ')}.`);
  if (submissionId !== null) remark(`This is delivery ${submissionId} in the ledger.`);
  printAccount(account, options);
  if (submissionId !== null) remark(published);
}

/** `csg import dataset` */
export function addDataset(imports: Command): void {
  addImportCommand(
    imports,
    'dataset',
    'one of the twelve statutory data sets, of an agency for a quarter, CSV',
  )
    .requiredOption('--agency <code>', 'the agency that delivers, as the partnership calls it')
    .requiredOption('--quarter <quarter>', 'the quarter that it is for, written 2023Q2')
    .option('--mapping <file>', "the agency's own names for columns and categories, JSON or CSV")
    .option('--replace', 'in the place of what the agency delivered of it for this quarter before')
    .argument('<name>', 'code of the data set, or its number')
    .argument('<file>', 'the file')
    .addHelpText('after', datasetManual())
    .action(run);
}
