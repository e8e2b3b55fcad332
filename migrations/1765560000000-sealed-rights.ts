import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Views that tell the name of whoever wrote a row to its partnership alone: view, table and column. */
const NAMES = [
  {
    view: 'shown_asserted_trend',
    columns: 'partnership_id, theme_id, period_from, period_to, version, value, reason, asserted_at',
    table: 'asserted_trend',
    author: 'asserted_by',
  },
  {
    view: 'shown_asserted_cell',
    columns:
      'partnership_id, criterion_id, theme_id, period_from, period_to, version, value, reason, asserted_at',
    table: 'asserted_cell',
    author: 'asserted_by',
  },
  {
    view: 'shown_action_change',
    columns: 'partnership_id, action_id, version, status, progress, due, note, changed_at',
    table: 'action_change',
    author: 'changed_by',
  },
];

/**
 * Rights of a reading session are sealed with a secret that its login cannot read, for the one transaction that they were
 * given to. They used to be plain settings, which any SQL of the session could widen.
 */
export class SealedRights1765560000000 implements MigrationInterface {
  name = 'SealedRights1765560000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VIEWER_RIGHT);
    await readRights(runner, (kind) => `viewer_right('${kind}')`, "viewer_right('people') IS NOT NULL");
    await runner.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  }

  async down(runner: QueryRunner): Promise<void> {
    const setting = (kind: string) => (kind === 'agency' ? 'ledger_agency' : `${kind}_partnership`);
    await readRights(
      runner,
      (kind) => `nullif(current_setting('csg.${setting(kind)}', true), '')::smallint`,
      "current_setting('csg.people', true) = 'on'",
    );
    await runner.query('DROP FUNCTION viewer_right');
  }
}

/**
 * The seal is a nested hash as of NMAC, of the rights and of the time at which the transaction began, to the microsecond:
 * it is worth nothing in any other transaction. Hashes of the seals are compared, so that the time that it takes tells
 * nothing of the right one.
 */
const VIEWER_RIGHT = `
  CREATE FUNCTION viewer_right(kind text) RETURNS smallint
  LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    told text := nullif(current_setting('csg.rights', true), '');
    rights text := split_part(told, ' seal=', 1);
    proper bytea;
  BEGIN
    IF told IS NULL THEN RETURN NULL; END IF;
    SELECT sha256(sha256('rights outer'::bytea || disclosure_secret)
        || sha256(sha256('rights inner'::bytea || disclosure_secret)
          || convert_to(rights || ' at=' || extract(epoch FROM transaction_timestamp()), 'UTF8')))
      INTO proper
      FROM installation;
    IF sha256(encode(proper, 'hex')::bytea) IS DISTINCT FROM sha256(convert_to(split_part(told, ' seal=', 2), 'UTF8')) THEN
      RAISE insufficient_privilege USING MESSAGE = 'the rights of this session are not sealed for its transaction';
    END IF;
    RETURN substring(rights FROM '(?:^| )' || kind || '=([0-9]+)');
  END
  $$;
  COMMENT ON FUNCTION viewer_right IS 'Partnership, or agency, for which this session has a right: record, people, exact, ledger, agency. Null without it; an error where the right is not sealed.'`;

/**
 * Makes functions, views and policies read the rights of the session by an expression.
 *
 * @param right expression of the partnership or agency of a right; null without it.
 * @param readsPeople condition of the right to rows of people.
 */
async function readRights(
  runner: QueryRunner,
  right: (kind: string) => string,
  readsPeople: string,
): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION record_partnerships() RETURNS smallint[]
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
      SELECT array_agg(reader.id)
      FROM (SELECT ${right('record')} AS own) AS viewer
      CROSS JOIN LATERAL (
        SELECT viewer.own AS id
        UNION ALL
        SELECT member_id FROM partnership_member WHERE county_id = viewer.own AND shares_records
      ) AS reader
    $$;
    CREATE OR REPLACE FUNCTION exact_partnerships() RETURNS smallint[]
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
      SELECT array_agg(reader.id)
      FROM (SELECT ${right('exact')} AS own) AS viewer
      CROSS JOIN LATERAL (
        SELECT viewer.own AS id
        UNION ALL
        SELECT member_id FROM partnership_member WHERE county_id = viewer.own
      ) AS reader
    $$;
    ALTER POLICY open_or_own ON involvement USING
      (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
       OR (partnership_id = ANY ((SELECT record_partnerships())::smallint[]) AND (SELECT ${readsPeople})));
    ALTER POLICY own_lines ON submission USING
      (partnership_id = (SELECT ${right('ledger')})
       AND ((SELECT ${right('agency')}) IS NULL OR agency_id = (SELECT ${right('agency')})))`);
  for (const { view, columns, table, author } of NAMES)
    await runner.query(`
      CREATE OR REPLACE VIEW ${view} WITH (security_barrier) AS
        SELECT ${columns},
          CASE WHEN current_user <> 'csg_viewer' OR partnership_id = (SELECT ${right('exact')}) THEN ${author} END AS ${author}
        FROM ${table}`);
}
