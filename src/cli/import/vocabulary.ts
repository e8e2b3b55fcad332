import type { Command } from 'commander';
import { importVocabulary, VOCABULARY_MANUAL } from '../../ingest';
import { withDatabase } from '../context';
import { addImportCommand, type CommonOptions } from './options';
import { printAccount } from './result';

async function run(paths: string[], options: CommonOptions): Promise<void> {
  printAccount(await withDatabase((database) => importVocabulary(database, { ...options, paths })), options);
}

/** `csg import vocabulary` */
export function addVocabulary(imports: Command): void {
  addImportCommand(imports, 'vocabulary', "a partnership's own themes, JSON or CSV")
    .argument('<files...>', 'files')
    .addHelpText('after', VOCABULARY_MANUAL)
    .action(run);
}
