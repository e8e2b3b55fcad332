import type { Command } from 'commander';
import { prepare } from '../app';
import { revertLast } from '../platform/database';
import { say, withDatabaseAsItIs } from './context';
import { warnOfKeysWithoutAgency } from './key';

async function run({ revert }: { revert?: true }): Promise<void> {
  await withDatabaseAsItIs(async (database) => {
    if (revert) {
      await revertLast(database);
      say('The newest migration was taken back.');
    } else {
      const ran = await prepare(database);
      say(ran.length > 0 ? `Ran ${ran.join(', ')}.` : 'The database is up to date.');
      await warnOfKeysWithoutAgency(database);
    }
  });
}

/** `csg migrate` */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the newest schema (every other command does so too)')
    .option('--revert', 'take back the newest migration, and the data in its tables with it')
    .addHelpText('after', '\nExample:\n  $ DATABASE_URL=postgres://csg@db/csg csg migrate')
    .action(run);
}
