import type { Command } from 'commander';
import { seedDemonstration } from '../demonstration';
import { remark, say, withDatabase } from './context';

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
