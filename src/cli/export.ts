import type { Command } from 'commander';
import { findPartnership } from '../domain/areas';
import { exportVocabulary } from '../domain/vocabulary';
import { say, withDatabase } from './context';

async function vocabulary({ partnership }: { partnership: string }): Promise<void> {
  const document = await withDatabase((database) =>
    database.transaction({ readOnly: true }, async (session) => {
      const { id } = await findPartnership(session, partnership);
      return exportVocabulary(session, id);
    }),
  );
  say(JSON.stringify(document, null, 2));
}

/** `csg export …` */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write what can be imported again, on standard output')
    .command('vocabulary')
    .description('the profile that a partnership has chosen and its own themes, JSON')
    .requiredOption('--partnership <code>', 'the partnership whose themes they are')
    .addHelpText('after', '\nExample:\n  $ csg export vocabulary --partnership E22000353 > themes.json')
    .action(vocabulary);
}
