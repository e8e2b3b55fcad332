import type { Command } from 'commander';
import { remark, say, withDatabase } from './context';
import { seedDemonstration } from './demonstration';

async function demo(): Promise<void> {
  const account = await withDatabase((database) => seedDemonstration(database, remark));
  say(account.line());
}

/** `csg seed demo` */
export function addSeed(program: Command): void {
  program
    .command('seed')
    .description('load data that comes with the product')
    .command('demo')
    .description('the synthetic demonstration partnership, code DEMO2009')
    .action(demo);
}
