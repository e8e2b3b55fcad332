import type { Command } from 'commander';
import { INDICATOR_MANUAL, importIndicators } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printAccount(await withDatabase((database) => importIndicators(database, { ...options, paths })), options);
}

/** `csg import indicator` */
export function addIndicator(imports: Command): void {
  addImportCommand(imports, 'indicator', 'published series about themes without incidents, CSV')
    .argument('<files...>', 'files')
    .addHelpText('after', INDICATOR_MANUAL)
    .action(run);
}
