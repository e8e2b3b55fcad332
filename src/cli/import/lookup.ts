import type { Command } from 'commander';
import { importLookups } from '../../ingest';
import { parseDay } from '../arguments';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions & { at?: string }): Promise<void> {
  printAccount(await withDatabase((database) => importLookups(database, { ...options, paths })), options);
}

/** `csg import lookup` */
export function addLookup(imports: Command): void {
  addImportCommand(
    imports,
    'lookup',
    'lookups of the ONS: LSOAs to wards by best fit, or LSOAs of 2011 to those of 2021; CSV',
  )
    .option(
      '--at <date>',
      'a day on which the wards of the file were valid, where their codes have several versions',
      parseDay,
    )
    .argument('<files...>', 'files or folders')
    .addHelpText(
      'after',
      '\nExample:\n  $ csg import lookup --partnership E22000104 lsoa11_to_ward17.csv lsoa21_to_ward22.csv\n' +
        '  $ csg import lookup --partnership E22000104 lsoa11_to_lsoa21.csv',
    )
    .action(run);
}
