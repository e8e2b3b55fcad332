import type { Database } from '../../src/platform/database';

/** Statements that a piece of work sends to the database, with those that begin and end its transactions. */
export async function countStatements(database: Database, work: () => Promise<unknown>): Promise<number> {
  const before = database.statementCount;
  await work();
  return database.statementCount - before;
}
