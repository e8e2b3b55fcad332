import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of records: their closed rows need the right to read records. */
const RECORDS = ['incident', 'incident_count', 'incident_outcome', 'involvement'];
/** Tables of locations, with a column that says whether a row is open. */
const PLACES = ['location', 'location_area'];

/**
 * Counties: partnerships made of members, whose data is theirs too. A county's key reads the exact counts of its
 * members, and the records of those that share them.
 */
export class TwoTiers1765065600000 implements MigrationInterface {
  name = 'TwoTiers1765065600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partnership_member (
        member_id smallint PRIMARY KEY REFERENCES partnership,
        county_id smallint NOT NULL REFERENCES partnership,
        shares_records boolean NOT NULL,
        overlap double precision NOT NULL,
        CHECK (county_id <> member_id)
      );
      COMMENT ON TABLE partnership_member IS 'A partnership with members is a county: it has no data of its own. A member is in one county, and is itself none.';
      COMMENT ON COLUMN partnership_member.shares_records IS 'Whether keys of the county may read the member''s closed records, as its own keys may.';
      COMMENT ON COLUMN partnership_member.overlap IS 'Square metres that its boundary shares with those of other members: what lies there may count twice.';
      CREATE INDEX partnership_member_county ON partnership_member (county_id);
      GRANT SELECT ON partnership_member TO csg_viewer;

      CREATE FUNCTION record_partnerships() RETURNS smallint[]
      LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT array_agg(reader.id)
        FROM (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint AS own) AS viewer
        CROSS JOIN LATERAL (
          SELECT viewer.own AS id
          UNION ALL
          SELECT member_id FROM partnership_member WHERE county_id = viewer.own AND shares_records
        ) AS reader
      $$;
      COMMENT ON FUNCTION record_partnerships IS 'Partnerships whose closed records this session may read.';

      CREATE FUNCTION exact_partnerships() RETURNS smallint[]
      LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT array_agg(reader.id)
        FROM (SELECT nullif(current_setting('csg.exact_partnership', true), '')::smallint AS own) AS viewer
        CROSS JOIN LATERAL (
          SELECT viewer.own AS id
          UNION ALL
          SELECT member_id FROM partnership_member WHERE county_id = viewer.own
        ) AS reader
      $$;
      COMMENT ON FUNCTION exact_partnerships IS 'Partnerships whose exact counts this session may read.'`);
    await this.gate(
      runner,
      'partnership_id = ANY ((SELECT record_partnerships())::smallint[])',
      'partnership_id = ANY ((SELECT exact_partnerships())::smallint[])',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const own = (kind: string) => `nullif(current_setting('csg.${kind}_partnership', true), '')::smallint`;
    await this.gate(runner, `partnership_id = (SELECT ${own('record')})`, `partnership_id = ${own('exact')}`);
    // Keep a county's keys, judgements and targets; delete the boundary derived from its members.
    await runner.query(`
      DELETE FROM area WHERE kind = 'PARTNERSHIP' AND partnership_id IN (SELECT county_id FROM partnership_member);
      DROP FUNCTION record_partnerships, exact_partnerships;
      DROP TABLE partnership_member`);
  }

  private async gate(runner: QueryRunner, records: string, exact: string): Promise<void> {
    const open = "source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))";
    for (const table of RECORDS)
      await runner.query(`ALTER POLICY open_or_own ON ${table} USING (${open} OR ${records})`);
    for (const table of PLACES)
      await runner.query(`ALTER POLICY open_or_own ON ${table} USING (open OR ${records})`);
    await runner.query(`
      CREATE OR REPLACE VIEW exact_count WITH (security_barrier) AS
        SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n
        FROM elementary_cell
        WHERE ${exact}`);
  }
}
