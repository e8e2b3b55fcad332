import type { Command } from 'commander';
import { importFiles, POLICE_UK } from '../../ingest';
import { withDatabase } from '../context';
import { limitHeapGrowth } from './heap';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  limitHeapGrowth();
  const wanted = { ...options, paths };
  printAccount(await withDatabase((database) => importFiles(database, POLICE_UK, wanted)), options);
}

/** `csg import police-uk` */
export function addPoliceUk(imports: Command): void {
  addImportCommand(
    imports,
    'police-uk',
    'street-level crime and its outcomes, stop and search, of data.police.uk',
  )
    .argument('<paths...>', 'files or folders, as downloaded')
    .addHelpText(
      'after',
      '\nExamples:\n  $ csg import police-uk --partnership E22000353 --dry-run 2023-04/' +
        '\n  $ csg import police-uk --partnership E22000353 2023-04/ 2023-05/',
    )
    .action(run);
}
