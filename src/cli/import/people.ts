import type { Command } from 'commander';
import { importPeople, PEOPLE_MANUAL } from '../../ingest';
import { withDatabase } from '../context';
import { limitHeapGrowth } from './heap';
import { addImportCommand, type CommonOptions } from './options';
import { printNotedAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  limitHeapGrowth();
  const wanted = { ...options, paths };
  printNotedAccount(await withDatabase((database) => importPeople(database, wanted)), options);
}

/** `csg import people` */
export function addPeople(imports: Command): void {
  addImportCommand(imports, 'people', 'victims and offenders of incidents that are there, CSV')
    .argument('<files...>', 'files, or folders with files named …people.csv')
    .addHelpText('after', PEOPLE_MANUAL)
    .action(run);
}
