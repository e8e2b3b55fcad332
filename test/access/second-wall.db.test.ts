import { PUBLIC_VIEWER, session, type Viewer } from '../../src/access';
import { openDatabase } from '../../src/app';
import type { Database, Session } from '../../src/platform/database';
import { statement } from '../../src/platform/database/sql';
import { sql } from '../support/api';
import { createTestDatabase, describeOnServer, onServer, type TestDatabase } from '../support/database';
import { administer } from '../support/template';

/** A partnership with a closed incident, an exact count, a delivery and a key: all that somebody could be after. */
const FIXTURE = `
  INSERT INTO partnership (code, name) VALUES ('ONE', 'One');
  INSERT INTO area (partnership_id, kind, code, name, geom, origin)
    SELECT id, 'WARD', 'W1', 'Ward', ST_Multi(ST_MakeEnvelope(0, 0, 100, 100, 27700)), 'SYNTHETIC' FROM partnership;
  INSERT INTO incident (partnership_id, source_id, offence_id, occurred_from, occurred_to, month, "precision", flags,
      fingerprint)
    SELECT p.id, s.id, (SELECT min(id) FROM offence), '2024-01-05', '2024-01-05', '2024-01-01', 'DAY', 0,
      gen_random_uuid()
    FROM partnership p, source s WHERE s.code = (SELECT min(code) FROM source WHERE access <> 'OPEN');
  INSERT INTO elementary_cell (partnership_id, month, source_id, offence_id, ward_id, n)
    SELECT i.partnership_id, i.month, i.source_id, i.offence_id, a.id, 5 FROM incident i, area a;
  INSERT INTO agency (partnership_id, code, name, kind) SELECT id, 'police', 'Police', 'POLICE' FROM partnership;
  INSERT INTO submission (partnership_id, content, file_name, file_hash, agency_id, quarter, read, rejected)
    SELECT partnership_id, 'police-crimes', 'x.csv', '', id, '2024-01-01', 1, 1 FROM agency;
  INSERT INTO asserted_trend (partnership_id, theme_id, period_from, period_to, version, value, reason, asserted_by)
    SELECT p.id, (SELECT min(id) FROM theme), '2024-01-01', '2024-03-31', 1, 'STABLE', 'seen', 'key 7' FROM partnership p`;

/** Statements, each of which returns a row where the session reads what PUBLIC may not. */
const LOOT = [
  "SELECT 1 FROM incident AS i JOIN source AS s ON s.id = i.source_id WHERE s.access <> 'OPEN'",
  'SELECT 1 FROM exact_count',
  'SELECT 1 FROM submission',
  'SELECT 1 FROM shown_asserted_trend WHERE asserted_by IS NOT NULL',
  'SELECT 1 FROM elementary_cell',
  'SELECT 1 FROM released_cell',
  'SELECT 1 FROM source_coverage',
  'SELECT 1 FROM installation',
  'SELECT 1 FROM api_key',
  'SELECT 1 FROM audit',
];

let fixture: TestDatabase;
/** With one connection for each login, so that each session has what those before it left behind. */
let database: Database;
let owner: string;

beforeAll(async () => {
  fixture = await createTestDatabase();
  for (const text of FIXTURE.split(';\n')) await sql(fixture.database, text);
  [{ owner }] = await sql<{ owner: string }>(fixture.database, 'SELECT current_user AS owner');
  const { DATABASE_URL: url } = fixture.environment;
  database = onServer ? await openDatabase({ url, poolSize: 1 }) : fixture.database;
});
afterAll(async () => {
  if (onServer) await database.close();
  await fixture.remove();
});

const ANALYST: Viewer = { role: 'ANALYST', scopes: [], partnershipId: 1, keyId: 1 };
const as = <T>(viewer: Viewer, work: (reader: Session) => Promise<T>) =>
  session(database, viewer, 10_000, work);
const run = <Row>(reader: Session, text: string) => reader.query<Row>(statement('attempt', text));

/** Statements of LOOT that still read something after an attempt, each tried in a session of its own. */
async function lootAfter(attempt: string, viewer = PUBLIC_VIEWER): Promise<string[]> {
  const taken: string[] = [];
  for (const text of LOOT) {
    const rows = await as(viewer, async (reader) => {
      if (attempt) await run(reader, attempt);
      return run(reader, text);
    }).catch(() => []);
    if (rows.length > 0) taken.push(text);
  }
  return taken;
}

const FORGED = `record=1 people=1 exact=1 ledger=1 seal=${'0'.repeat(64)}`;

describe('rights', () => {
  test('are those of the viewer, without an attempt', async () => {
    expect(await lootAfter('')).toEqual([]);
    expect(await lootAfter('', ANALYST)).toEqual(LOOT.slice(0, 4));
  });

  test.each([
    ['unsealed', "SELECT set_config('csg.rights', 'record=1 people=1 exact=1 ledger=1', true)"],
    ['forged', `SELECT set_config('csg.rights', '${FORGED}', true)`],
    ['for the connection', `SET csg.rights = '${FORGED}'`],
    [
      'as plain settings',
      "SET csg.record_partnership = '1'; SET csg.exact_partnership = '1'; SET csg.ledger_partnership = '1'",
    ],
  ])('cannot be set: %s', async (_, attempt) => {
    expect(await lootAfter(attempt)).toEqual([]);
  });

  test('cannot be taken from another transaction, not even a later one of the same connection', async () => {
    const [{ rights }] = await as(ANALYST, (reader) =>
      run<{ rights: string }>(reader, "SELECT current_setting('csg.rights') AS rights"),
    );
    expect(rights).toMatch(/^record=1 people=1 exact=1 ledger=1 seal=[0-9a-f]{64}$/);
    expect(await lootAfter(`SELECT set_config('csg.rights', '${rights}', true)`)).toEqual([]);
  });

  test('cannot be widened by a viewer who has some', async () => {
    const partner: Viewer = { ...ANALYST, role: 'PARTNER' };
    expect(await lootAfter('', partner)).toEqual(LOOT.slice(1, 4));
    const widen =
      "SELECT set_config('csg.rights', replace(current_setting('csg.rights'), 'exact', 'record=1 exact'), true)";
    expect(await lootAfter(widen, partner)).toEqual([]);
  });
});

describeOnServer('a login for readers', () => {
  const login = () =>
    as(PUBLIC_VIEWER, (reader) => run<{ name: string }>(reader, 'SELECT session_user AS name'));

  test('is there', async () => {
    expect(await database.hasReader()).toBe(true);
    expect(await login()).toEqual([{ name: expect.stringMatching(/^csg_reader_[0-9a-f]{12}$/) }]);
  });

  const attempts = (): [string, string][] => [
    ['RESET ROLE', 'RESET ROLE'],
    ['role none', "SELECT set_config('role', 'none', false)"],
    ['the end of the transaction', 'COMMIT; RESET ROLE'],
    ['the role of the owner', `SET ROLE "${owner}"`],
    ['the session of the owner', `SET SESSION AUTHORIZATION "${owner}"`],
    ['the first session', 'RESET SESSION AUTHORIZATION; RESET ROLE'],
    ['no row-level security', 'SET row_security = off'],
    ['no row-level security of a table', 'COMMIT; ALTER TABLE incident DISABLE ROW LEVEL SECURITY'],
    ['another policy', 'COMMIT; CREATE POLICY mine ON incident USING (true)'],
    [
      'another function',
      'COMMIT; CREATE OR REPLACE FUNCTION viewer_right(text) RETURNS smallint AS $$SELECT 1::smallint$$ LANGUAGE sql',
    ],
    [
      'a function that owns more',
      'COMMIT; CREATE FUNCTION public.mine() RETURNS text AS $$SELECT 1$$ LANGUAGE sql SECURITY DEFINER',
    ],
    ['more rights for the login', 'COMMIT; RESET ROLE; ALTER ROLE CURRENT_USER SUPERUSER'],
    ['membership', `COMMIT; RESET ROLE; GRANT "${owner}" TO CURRENT_USER`],
    ['a grant', 'COMMIT; RESET ROLE; GRANT SELECT ON installation TO csg_viewer'],
    ['a command of the server', "COMMIT; RESET ROLE; COPY (SELECT 1) TO PROGRAM 'true'"],
    ['a file of the server', "SELECT pg_read_file('/etc/passwd')"],
    ['a large object of a file', "SELECT lo_import('/etc/passwd')"],
    ['an insertion', "COMMIT; BEGIN READ WRITE; INSERT INTO audit (actor, action) VALUES ('me', 'x')"],
    ['a deletion', 'COMMIT; BEGIN READ WRITE; DELETE FROM incident'],
  ];
  test.each(attempts().map(([what]) => what))('gains nothing by %s', async (what) => {
    const attempt = attempts().find(([name]) => name === what)![1];
    expect(await lootAfter(attempt)).toEqual([]);
    expect(await sql(fixture.database, 'SELECT 1 FROM incident')).toHaveLength(1);
  });

  test.each([
    [
      'a table in front of that of everybody',
      "COMMIT; RESET ROLE; CREATE TEMPORARY TABLE source AS SELECT 'mine' AS code",
    ],
    ['a search path', 'COMMIT; SET search_path = pg_catalog'],
    ['a prepared statement', 'COMMIT; PREPARE mine AS SELECT 1'],
    ['a cursor', 'COMMIT; BEGIN; DECLARE mine CURSOR WITH HOLD FOR SELECT 1; COMMIT'],
    ['a lock', 'COMMIT; SELECT pg_advisory_lock(7)'],
    ['a role', 'COMMIT; SET ROLE csg_viewer'],
    ['writing', 'COMMIT; SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; SET statement_timeout = 1'],
  ])('leaves nothing behind in its connection: %s', async (_, attempt) => {
    const state = `SELECT (SELECT count(*) > 9 AND count(*) FILTER (WHERE code = 'mine') = 0 FROM source) AS genuine,
      current_setting('search_path') AS path, current_setting('statement_timeout') AS deadline, current_user AS role,
      (SELECT count(*)::integer FROM pg_prepared_statements) + (SELECT count(*)::integer FROM pg_cursors WHERE name = 'mine')
        + (SELECT count(*)::integer FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS left`;
    const before = await as(PUBLIC_VIEWER, (reader) => run(reader, state));
    await as(PUBLIC_VIEWER, (reader) => run(reader, attempt)).catch(() => {});
    expect(await as(PUBLIC_VIEWER, (reader) => run(reader, state))).toEqual(before);
    expect(before).toMatchObject([{ genuine: true, role: 'csg_viewer', left: 0 }]);
  });

  test('is as it was made at the next start, whatever it has done to itself', async () => {
    const own = await createTestDatabase();
    const { DATABASE_URL: url } = own.environment;
    await sql(own.database, "UPDATE installation SET disclosure_secret = sha256('its own')");
    const started = async (work: (database: Database) => Promise<unknown>) => {
      const server = await openDatabase({ url, poolSize: 1 });
      await server.makeReader();
      expect(await server.hasReader()).toBe(true);
      await work(server);
      await server.close();
    };
    try {
      await started((first) =>
        session(first, PUBLIC_VIEWER, 10_000, async (reader) => {
          const [{ name }] = await run<{ name: string }>(reader, 'SELECT current_database() AS name');
          await run(
            reader,
            `COMMIT; RESET ROLE; ALTER ROLE CURRENT_USER PASSWORD NULL; ALTER ROLE CURRENT_USER SET search_path = pg_catalog;
             ALTER ROLE CURRENT_USER IN DATABASE "${name}" SET statement_timeout = 1; BEGIN`,
          );
        }),
      );
      await started(async (again) => {
        const seen = await session(again, PUBLIC_VIEWER, 10_000, (reader) =>
          run(
            reader,
            `SELECT current_setting('search_path') AS path, (SELECT count(*)::integer FROM pg_db_role_setting AS s
             WHERE s.setrole = session_user::regrole) AS defaults, session_user::text ~ '^csg_reader_' AS own`,
          ),
        );
        expect(seen).toEqual([{ path: '"$user", public', defaults: 0, own: true }]);
        const [{ password }] = await sql<{ password: string }>(
          again,
          `SELECT rolpassword AS password FROM pg_authid
           WHERE rolname = (SELECT rolname FROM pg_roles WHERE shobj_description(oid, 'pg_authid')
             LIKE '% database ' || current_database())`,
        );
        expect(password).toMatch(/^SCRAM-SHA-256\$4096:/);
      });
    } finally {
      await own.remove();
    }
  });

  test('shows no seal to other sessions', async () => {
    const others = await openDatabase({ url: fixture.environment.DATABASE_URL, poolSize: 1 });
    try {
      const seen = await as(ANALYST, async (reader) => {
        await run(reader, 'SELECT 1');
        return session(others, PUBLIC_VIEWER, 10_000, (onlooker) =>
          run<{ query: string }>(
            onlooker,
            "SELECT query FROM pg_stat_activity WHERE query LIKE '%csg.rights%' OR query LIKE '%seal=%'",
          ),
        );
      });
      for (const { query } of seen) expect(query).not.toMatch(/seal=[0-9a-f]{64}/);
    } finally {
      await others.close();
    }
  });

  test('may be the operator’s own, which has to be able to read, and to do nothing else', async () => {
    const url = fixture.environment.DATABASE_URL;
    const name = `csg_test_reader_${Date.now().toString(36)}`;
    await administer(`CREATE ROLE ${name} LOGIN NOINHERIT PASSWORD 'x'`);
    const open = (user: string) =>
      openDatabase({ url, readerUrl: url.replace(/\/\/[^@]*@/, `//${user}:x@`), poolSize: 1 });
    const [unfit, fit] = [await open(owner), await open(name)];
    try {
      await expect(unfit.hasReader()).rejects.toMatchObject({ code: 'CONFLICT' });
      await expect(fit.hasReader()).rejects.toMatchObject({ code: 'CONFLICT' });
      await administer(`GRANT csg_viewer TO ${name}`, `ALTER ROLE ${name} INHERIT`);
      // It reads with the privileges of the role while views take it for the owner.
      await expect(fit.hasReader()).rejects.toMatchObject({ code: 'CONFLICT' });
      await administer(`ALTER ROLE ${name} NOINHERIT`);
      expect(await fit.hasReader()).toBe(true);
      const rows = await session(fit, ANALYST, 10_000, (reader) =>
        run(reader, `${LOOT[1]} WHERE session_user = '${name}'`),
      );
      expect(rows).toHaveLength(1);
    } finally {
      await unfit.close();
      await fit.close();
      await administer(`DROP ROLE ${name}`);
    }
  });

  test('is done without where nobody has made one, until a migration does', async () => {
    const other = await createTestDatabase();
    try {
      await sql(other.database, "UPDATE installation SET disclosure_secret = sha256('another')");
      expect(await other.database.hasReader()).toBe(false);
      const rows = await session(other.database, PUBLIC_VIEWER, 10_000, (reader) =>
        run(reader, 'SELECT current_user AS role'),
      );
      expect(rows).toEqual([{ role: 'csg_viewer' }]);
      await other.database.makeReader();
      const again = await openDatabase({ url: other.environment.DATABASE_URL });
      expect(await again.hasReader()).toBe(true);
      await again.close();
    } finally {
      await other.remove();
    }
  });
});

test('nothing in the database trusts a setting that the session could set itself', async () => {
  const rows = await sql<{ thing: string }>(
    database,
    `SELECT policyname AS thing FROM pg_policies WHERE qual LIKE '%current_setting%'
     UNION ALL SELECT viewname FROM pg_views WHERE schemaname = 'public' AND definition LIKE '%current_setting(''csg%'
     UNION ALL SELECT proname FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace AND prosrc LIKE '%current_setting(''csg%'
     ORDER BY 1`,
  );
  // The first is about lines that only the owner could delete; the second checks the seal.
  expect(rows.map(({ thing }) => thing).sort()).toEqual([expect.stringMatching(/audit/), 'viewer_right']);
});
