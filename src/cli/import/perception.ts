import type { Command } from 'commander';
import { importPerception, PERCEPTION_MANUAL } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printAccount(await withDatabase((database) => importPerception(database, { ...options, paths })), options);
}

/** `csg import perception` */
export function addPerception(imports: Command): void {
  addImportCommand(
    imports,
    'perception',
    'what the public thinks: results of surveys, priorities of SNT areas; CSV',
  )
    .argument('<files...>', 'files or folders')
    .addHelpText('after', PERCEPTION_MANUAL)
    .action(run);
}
