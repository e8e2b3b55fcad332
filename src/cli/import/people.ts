import type { Command } from 'commander';
import { importFiles, PEOPLE, PEOPLE_MANUAL } from '../../ingest';
import { withDatabase } from '../context';
import { limitHeapGrowth } from './heap';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  limitHeapGrowth();
  const wanted = { ...options, paths };
  printAccount(await withDatabase((database) => importFiles(database, PEOPLE, wanted)), options);
}

/** `csg import people` */
export function addPeople(imports: Command): void {
  addImportCommand(imports, 'people', 'victims and offenders of incidents that are there, CSV')
    .argument('<files...>', 'files, or folders with files named …people.csv')
    .addHelpText('after', PEOPLE_MANUAL)
    .action(run);
}
