import type { Command } from 'commander';
import { importOffences, importVocabulary, VOCABULARY_MANUAL } from '../../ingest';
import { withDatabase } from '../context';
import type { CommonOptions } from './options';
import { printAccount } from './result';

type Options = Omit<CommonOptions, 'partnership'> & { partnership?: string };

async function run(paths: string[], { partnership, ...options }: Options): Promise<void> {
  const account = await withDatabase((database) =>
    partnership === undefined
      ? importOffences(database, { ...options, paths })
      : importVocabulary(database, { ...options, partnership, paths }),
  );
  printAccount(account, options);
}

/** `csg import vocabulary` */
export function addVocabulary(imports: Command): void {
  imports
    .command('vocabulary')
    .description(
      "a partnership's own themes, JSON or CSV; without a partnership, what unknown offence codes are",
    )
    .argument('<files...>', 'files')
    .option('--partnership <code>', 'the partnership that has the themes')
    .option('--dry-run', 'tell what would become of every row, and change nothing')
    .option('--allow-rejects', 'end with exit code 0 even where rows were refused')
    .addHelpText('after', VOCABULARY_MANUAL)
    .action(run);
}
