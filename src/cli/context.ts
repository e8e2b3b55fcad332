import { openConfigured, prepare, type Say } from '../app';
import { readConfig } from '../platform/config';
import type { Database } from '../platform/database';

/** Prints a line for people on standard output. */
export const say: Say = (line) => {
  process.stdout.write(`${line}\n`);
};

/** Prints a line for people on standard error, where standard output is for programs. */
export const remark: Say = (line) => {
  process.stderr.write(`${line}\n`);
};

/** Opens the configured database without migrating it, and closes it after `work`, even where that fails. */
export async function withDatabaseAsItIs<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openConfigured(readConfig(), remark);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Opens the configured database, migrates it, and closes it after `work`, even where that fails. */
export function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  return withDatabaseAsItIs(async (database) => {
    await prepare(database);
    return work(database);
  });
}
