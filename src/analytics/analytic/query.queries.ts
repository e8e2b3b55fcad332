import type { Fragment, Session } from '../../platform/database';
import { loadSql } from '../../platform/database/sql';

/** Runs one statement. */
export type Query<Row> = (
  session: Session,
  slots: Record<string, Fragment>,
  parameters?: Record<string, unknown>,
) => Promise<Row[]>;

/**
 * The query of an analytic that has one statement, in `sql/<name>.sql` beside it. With several, or with rows to make
 * something of, write functions in a `*.queries.ts`.
 *
 * @param folder `__dirname` of the analytic.
 */
export function queryOf<Row extends object>(folder: string, name: string): Query<Row> {
  const statement = loadSql(folder, name);
  return (session, slots, parameters) => session.query<Row>(statement.with(slots), parameters);
}
