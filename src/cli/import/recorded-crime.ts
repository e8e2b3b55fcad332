import type { Command } from 'commander';
import { importRecordedCrime } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printAccount(
    await withDatabase((database) => importRecordedCrime(database, { ...options, paths })),
    options,
  );
}

/** `csg import recorded-crime` */
export function addRecordedCrime(imports: Command): void {
  addImportCommand(
    imports,
    'recorded-crime',
    "the Home Office's open tables of recorded crime by partnership, CSV",
  )
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nImport the most similar group first: the counts of its members are kept.' +
        '\n\nExample:\n  $ csg import recorded-crime --partnership E22000353 recorded-crime-2023-24.csv',
    )
    .action(run);
}
