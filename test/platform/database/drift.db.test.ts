import type { EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import type { Database } from '../../../src/platform/database';
import { sql } from '../../support/api';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let fixture: TestDatabase;
let database: Database;

beforeAll(async () => {
  fixture = await createTestDatabase();
  database = fixture.database;
});
afterAll(() => fixture.remove());

/** Tables that only SQL reads and writes, or that are not ours. */
const WITHOUT_ENTITY = [
  'api_key',
  'audit',
  'coverage',
  'hotspot',
  'hotspot_month',
  'hotspot_run',
  'hotspot_step',
  'installation',
  'migrations', // of TypeORM itself
  'outcome_word',
  'reject',
  'release',
  'release_hold',
  'released_cell',
  'released_coverage',
  'released_month',
  'spatial_ref_sys', // of PostGIS
  'submission',
  'unlocated_count',
];

/** One column, as the database or as an entity has it. */
interface Column {
  name: string;
  type: string;
  nullable: boolean;
  identity: string;
}

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
    NOT a.attnotnull AS nullable, CASE a.attidentity WHEN 'a' THEN 'ALWAYS' WHEN 'd' THEN 'BY DEFAULT' ELSE '' END AS identity
  FROM pg_class AS c
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  ORDER BY c.relname, a.attname`;

/** Keys, each as its columns in order of name. */
const KEYS = `
  SELECT c.relname AS table, k.contype AS kind, array_agg(a.attname::text ORDER BY a.attname) AS columns,
    array_agg(a.attname::text ORDER BY a.attname) FILTER (WHERE a.attnotnull) AS required
  FROM pg_constraint AS k
  JOIN pg_class AS c ON c.oid = k.conrelid AND c.relnamespace = 'public'::regnamespace
  JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
  WHERE k.contype IN ('p', 'u')
  GROUP BY c.relname, k.contype, k.conname`;

function typeOf(column: ColumnMetadata): string {
  const { isArray, spatialFeatureType, srid } = column;
  if (spatialFeatureType) return `geometry(${spatialFeatureType},${srid})`;
  return `${database.dataSource.driver.normalizeType(column)}${isArray ? '[]' : ''}`;
}

function ofEntity(column: ColumnMetadata): Column {
  return {
    name: column.databaseName,
    type: typeOf(column),
    nullable: column.isNullable,
    identity:
      (column.generationStrategy as string) === 'identity' ? (column.generatedIdentity ?? 'BY DEFAULT') : '',
  };
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
const metadata = () =>
  database.dataSource.entityMetadatas.sort((a, b) => (a.tableName < b.tableName ? -1 : 1));
const each = (compare: (entity: EntityMetadata) => unknown) =>
  Object.fromEntries(metadata().map((entity) => [entity.tableName, compare(entity)]));

test('every table has an entity, or is known to need none; every entity has its table', async () => {
  const rows = await sql<{ table: string }>(database, COLUMNS);
  const tables = [...new Set(rows.map(({ table }) => table))].sort();
  expect(tables).toEqual([...WITHOUT_ENTITY, ...metadata().map(({ tableName }) => tableName)].sort());
});

test('every entity has the columns of its table, with their types, and no others', async () => {
  const rows = await sql<Column & { table: string }>(database, COLUMNS);
  const actual = each(({ tableName }) =>
    rows.filter(({ table }) => table === tableName).map(({ table: _, ...column }) => column),
  );
  expect(each(({ columns }) => columns.map(ofEntity).sort(byName))).toEqual(actual);
});

test('every entity is told apart by the primary key of its table', async () => {
  const keys = await sql<{ table: string; kind: 'p' | 'u'; columns: string[]; required: string[] }>(
    database,
    KEYS,
  );
  const names = (entity: EntityMetadata) =>
    entity.primaryColumns.map(({ databaseName }) => databaseName).sort();
  for (const entity of metadata()) {
    const own = keys.filter(({ table }) => table === entity.tableName);
    const primary = own.find(({ kind }) => kind === 'p');
    // TypeORM wants a primary column. A table whose key has nulls (UNIQUE NULLS NOT DISTINCT) has no primary key: its
    // entity names those columns of the key that are never null. Such an entity is only for this check; TypeORM would
    // take several rows for one.
    const expected = primary ? primary.columns : own.find(({ kind }) => kind === 'u')!.required;
    expect({ [entity.tableName]: names(entity) }).toEqual({ [entity.tableName]: expected });
  }
});

test('a column is unique in its entity where it is in its table', async () => {
  const keys = await sql<{ table: string; kind: 'p' | 'u'; columns: string[] }>(database, KEYS);
  const single = (table: string) =>
    keys
      .filter((key) => key.table === table && key.kind === 'u' && key.columns.length === 1)
      .map((key) => key.columns[0]);
  expect(
    each(({ uniques }) => uniques.flatMap(({ columns }) => columns.map(({ databaseName }) => databaseName))),
  ).toEqual(each(({ tableName }) => single(tableName)));
});
