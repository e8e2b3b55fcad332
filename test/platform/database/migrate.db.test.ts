import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../../migrations';
import { type Database, migrate, pendingMigrations, revertLast } from '../../../src/platform/database';
import { sql } from '../../support/api';
import {
  createEmptyDatabase,
  createTestDatabase,
  describeOnServer,
  type EmptyDatabase,
  type TestDatabase,
} from '../../support/database';

// The embedded database is opened several times, which takes seconds each.
jest.setTimeout(180_000);

const NAMES = migrations.map(({ name }) => name);

/** Everything that a migration makes, as text: what belongs to an extension is left out. */
const CATALOG = `
  WITH ours AS (
    SELECT c.oid, c.relname, c.relkind, c.relrowsecurity, c.relacl
    FROM pg_class AS c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S')
      AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
  )
  SELECT 'relation ' || relname || ' ' || relkind::text || ' ' || relrowsecurity
    || ' ' || coalesce((SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(relacl) AS a), '') AS thing
  FROM ours
  UNION ALL
  SELECT 'column ' || relname || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
    || ' ' || attidentity::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
  FROM ours JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relkind IN ('r', 'v')
  UNION ALL
  SELECT 'constraint ' || relname || ' ' || pg_get_constraintdef(k.oid) FROM ours JOIN pg_constraint AS k ON conrelid = ours.oid
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(indexrelid) FROM ours JOIN pg_index ON indrelid = ours.oid
  UNION ALL
  SELECT 'policy ' || relname || ' ' || polname || ' ' || pg_get_expr(polqual, polrelid)
  FROM ours JOIN pg_policy ON polrelid = ours.oid
  UNION ALL
  SELECT 'view ' || relname || ' ' || pg_get_viewdef(oid) FROM ours WHERE relkind = 'v'
  UNION ALL
  SELECT 'comment ' || relname || ' ' || objsubid || ' ' || description
  FROM ours JOIN pg_description ON objoid = ours.oid AND classoid = 'pg_class'::regclass
  UNION ALL
  SELECT 'function ' || pg_get_functiondef(p.oid)
  FROM pg_proc AS p
  WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'schema ' || has_schema_privilege('csg_viewer', 'public', 'CREATE')
  ORDER BY 1`;

const catalogOf = async (database: Database) =>
  (await sql<{ thing: string }>(database, CATALOG)).map(({ thing }) => thing);
const secretOf = async (database: Database) =>
  (
    await sql<{ secret: string }>(
      database,
      "SELECT encode(disclosure_secret, 'hex') AS secret FROM installation",
    )
  )[0].secret;

describe('a migrated database', () => {
  let fixture: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    fixture = await createTestDatabase();
    database = fixture.database;
  });
  afterAll(() => fixture.remove());

  test('that a newer version has changed is refused', async () => {
    await sql(
      database,
      "INSERT INTO migrations (timestamp, name) VALUES (4070908800000, 'Future4070908800000')",
    );
    await expect(migrate(database)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^A newer version of this program has changed the database\./),
    });
    await sql(database, "DELETE FROM migrations WHERE name = 'Future4070908800000'");
  });

  test('is left as it is by migrating again, the secret too', async () => {
    const before = await catalogOf(database);
    const secret = await secretOf(database);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await migrate(database)).toEqual([]);
    expect(await catalogOf(database)).toEqual(before);
    expect(await secretOf(database)).toBe(secret);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
  });

  test('goes back to nothing by reverting each migration, and comes up the same again', async () => {
    const before = await catalogOf(database);
    for (const _ of NAMES) await revertLast(database);
    expect(await pendingMigrations(database)).toEqual(NAMES);
    const left = (await catalogOf(database)).filter(
      (thing) => !/ migrations[ _.]| ON public\.migrations /.test(thing),
    );
    expect(left).toEqual(['schema false']);
    expect(await migrate(database)).toEqual(NAMES);
    expect(await catalogOf(database)).toEqual(before);
  });
});

describe('an empty database', () => {
  let site: EmptyDatabase;
  beforeEach(async () => {
    site = await createEmptyDatabase();
  });
  afterEach(() => site.remove());

  test('has all migrations pending, then none', async () => {
    const database = await site.open();
    expect(await pendingMigrations(database)).toEqual(NAMES);
    expect(await migrate(database)).toEqual(NAMES);
    expect(await pendingMigrations(database)).toEqual([]);
  });

  test('is migrated once by two that start at the same time', async () => {
    const first = await site.open();
    const second = first.backend === 'server' ? await site.open() : first;
    const ran = await Promise.all([migrate(first), migrate(second)]);
    expect(ran.flat()).toEqual(NAMES);
    expect(await pendingMigrations(second)).toEqual([]);
    expect(await sql(first, 'SELECT count(*) AS n FROM installation')).toEqual([{ n: 1 }]);
  });

  test('keeps nothing of a migration that fails half way', async () => {
    class HalfWay implements MigrationInterface {
      name = 'HalfWay9999999999999';
      async up(runner: QueryRunner) {
        await runner.query('CREATE TABLE half (id integer)');
        await runner.query('SELECT 1 / 0');
      }
      async down() {}
    }
    const database = await site.open({ migrations: [...migrations, HalfWay] });
    await expect(migrate(database)).rejects.toBeInstanceOf(Error);
    expect(
      await sql(database, "SELECT to_regclass('half') AS half, to_regclass('incident') AS incident"),
    ).toEqual([{ half: null, incident: 'incident' }]);
    expect(await pendingMigrations(database)).toEqual(['HalfWay9999999999999']);
  });
});

describeOnServer('a server', () => {
  test('on which several databases are migrated at the same time has one role for all', async () => {
    const sites = await Promise.all(Array.from({ length: 3 }, () => createEmptyDatabase()));
    const databases = await Promise.all(sites.map((site) => site.open()));
    expect(await Promise.all(databases.map((database) => migrate(database)))).toEqual(Array(3).fill(NAMES));
    for (const site of sites) await site.remove();
  });
});
