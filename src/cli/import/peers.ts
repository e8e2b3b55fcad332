import type { Command } from 'commander';
import { importPeers } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printAccount(await withDatabase((database) => importPeers(database, { ...options, paths })), options);
}

/** `csg import peers` */
export function addPeers(imports: Command): void {
  addImportCommand(imports, 'peers', 'most similar groups of partnerships, CSV')
    .argument('<files...>', 'files')
    .addHelpText(
      'after',
      '\nColumns: year, code, name (as recorded-crime tables write it) and, where known, residents, households, vehicles,' +
        '\npremises. One row per member and year, one of them the partnership itself.' +
        '\n\nExample:\n  $ csg import peers --partnership E22000353 most-similar-group.csv',
    )
    .action(run);
}
