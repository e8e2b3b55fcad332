import type { Command } from 'commander';
import { datasetManual, deliverDataset, readMapping } from '../../ingest/deliveries';
import { readConfig } from '../../platform/config';
import { remark, withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

interface DatasetOptions extends CommonOptions {
  agency: string;
  quarter: string;
  mapping?: string;
  replace?: true;
}

async function run(name: string, path: string, { mapping, ...options }: DatasetOptions): Promise<void> {
  const wanted = { ...options, dataset: name };
  const { account, dataset, fieldsPresent, submissionId } = await withDatabase((database) =>
    deliverDataset(database, path, {
      ...wanted,
      maxRejects: readConfig().maxRejects,
      mapping: mapping === undefined ? undefined : (of) => readMapping(mapping, of),
    }),
  );
  const absent = dataset.fields.filter((field) => !fieldsPresent.includes(field.name));
  if (absent.length > 0) remark(`Not in this file: ${absent.map((field) => field.name).join(', ')}.`);
  if (submissionId !== null) remark(`This is delivery ${submissionId} in the ledger.`);
  printAccount(account, options);
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
