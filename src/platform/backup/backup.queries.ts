import type { Session } from '../database';
import { join, loadSql, raw, sql } from '../database/sql';

const SELECT_TABLES = loadSql(__dirname, 'select_tables');
const LOCK_TABLES = loadSql(__dirname, 'lock_tables');
const SELECT_NEXT_NUMBER = loadSql(__dirname, 'select_next_number');
const OPEN_ROWS = loadSql(__dirname, 'open_rows');
const FETCH_ROWS = loadSql(__dirname, 'fetch_rows');
const CLOSE_ROWS = loadSql(__dirname, 'close_rows');
const SELECT_IN_USE = loadSql(__dirname, 'select_in_use');
const RAISE_VERSIONS = loadSql(__dirname, 'raise_versions');
const SELECT_FOREIGN_KEYS = loadSql(__dirname, 'select_foreign_keys');
const DROP_FOREIGN_KEY = loadSql(__dirname, 'drop_foreign_key');
const ADD_FOREIGN_KEY = loadSql(__dirname, 'add_foreign_key');
const EMPTY_TABLES = loadSql(__dirname, 'empty_tables');
const INSERT_ROWS = loadSql(__dirname, 'insert_rows');
const RESTART_SEQUENCE = loadSql(__dirname, 'restart_sequence');
const ANALYZE_TABLES = loadSql(__dirname, 'analyze_tables');

/** Settings under which both sides write values as text, for any server, and no policy hides rows silently. */
export const TEXT_FORMAT = {
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  row_security: 'off',
};

/** Column from the catalogue; its name is quoted where SQL needs that. */
export interface Column {
  name: string;
  type: string;
  /** Sequence that numbers it; null for none. */
  sequence: string | null;
}

/** A table of the product. */
export interface Table {
  name: string;
  /** Estimated number of rows. */
  rows: number;
  columns: Column[];
}

/** Values of some rows, column by column, in PostgreSQL's text format. */
export type Values = (string | null)[][];

interface ForeignKey {
  table_name: string;
  name: string;
  definition: string;
}

const listed = (named: { name: string }[]) => raw(named.map(({ name }) => name).join(', '));

/** All tables of the product, in order of their names. */
export function selectTables(session: Session): Promise<Table[]> {
  return session.query<Table>(SELECT_TABLES);
}

/** Locks tables against being altered or emptied until the transaction ends. */
export async function lockTables(session: Session, tables: Table[]): Promise<void> {
  await session.query(LOCK_TABLES.with({ tables: listed(tables) }));
}

/** Next number of a sequence. */
export async function nextNumber(session: Session, sequence: string): Promise<string> {
  const [{ next }] = await session.query<{ next: string }>(
    SELECT_NEXT_NUMBER.with({ sequence: raw(sequence) }),
  );
  return next;
}

/** Characters of text read at a time, which bounds the memory for a table with rows of any length. */
const BATCH_LENGTH = 1_000_000;
const MAX_ROWS = 10_000;

/** All rows of a table, in batches of about {@link BATCH_LENGTH} characters. */
export async function* readRows(session: Session, { name, columns }: Table): AsyncGenerator<Values> {
  const as = columns.map((column, i) => `${column.name}::text AS c${i}`).join(', ');
  await session.query(OPEN_ROWS.with({ columns: raw(as), table: raw(name) }));
  for (let count = 100; ; ) {
    const rows = await session.query<Record<string, string | null>>(
      FETCH_ROWS.with({ count: raw(String(count)) }),
    );
    if (rows.length === 0) break;
    const values = columns.map((_, i) => rows.map((row) => row[`c${i}`]));
    yield values;
    const length = values.flat().reduce((sum, value) => sum + (value?.length ?? 0) + 1, 0);
    count = Math.min(Math.max(Math.floor((rows.length * BATCH_LENGTH) / length), 1), 4 * count, MAX_ROWS);
  }
  await session.query(CLOSE_ROWS);
}

/** Whether there is data that a restore would replace, and its highest data version. */
export async function selectInUse(session: Session): Promise<{ in_use: boolean; version: number }> {
  const [found] = await session.query<{ in_use: boolean; version: number }>(SELECT_IN_USE);
  return found;
}

/** Raises every partnership's data version above all versions seen before. */
export async function raiseVersions(session: Session, version: number): Promise<void> {
  await session.query(RAISE_VERSIONS, { version });
}

/**
 * Fills tables in any order: drops the foreign keys, empties the tables, runs `fill`, and adds the foreign keys again,
 * which checks them.
 */
export async function refill(session: Session, tables: Table[], fill: () => Promise<void>): Promise<void> {
  const keys = await session.query<ForeignKey>(SELECT_FOREIGN_KEYS);
  for (const { table_name: table, name } of keys)
    await session.query(DROP_FOREIGN_KEY.with({ table: raw(table), name: raw(name) }));
  await session.query(EMPTY_TABLES.with({ tables: listed(tables) }));
  await fill();
  for (const { table_name: table, name, definition } of keys)
    await session.query(
      ADD_FOREIGN_KEY.with({ table: raw(table), name: raw(name), definition: raw(definition) }),
    );
  await session.query(ANALYZE_TABLES.with({ tables: listed(tables) }));
}

/** Inserts rows from {@link readRows}. */
export async function insertRows(session: Session, { name, columns }: Table, values: Values): Promise<void> {
  await session.query(
    INSERT_ROWS.with({
      table: raw(name),
      columns: listed(columns),
      values: raw(columns.map(({ type }, i) => `c${i}::${type}`).join(', ')),
      arrays: join(
        values.map((column) => sql`${column}::text[]`),
        ', ',
      ),
      names: raw(columns.map((_, i) => `c${i}`).join(', ')),
    }),
  );
}

/** Sets the next number of a sequence. */
export async function restartSequence(session: Session, sequence: string, next: string): Promise<void> {
  await session.query(RESTART_SEQUENCE.with({ sequence: raw(sequence), next: raw(String(BigInt(next))) }));
}
