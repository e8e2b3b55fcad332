import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Outcome events of incidents, by month; an incident may be delivered after them. Like the other tables that imports
 * fill row by row, theirs has no foreign key to the vocabulary, which the loader checks.
 */
export class Outcomes1764028800000 implements MigrationInterface {
  name = 'Outcomes1764028800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident
        ADD COLUMN stated_outcome_id smallint,
        ADD COLUMN outcome_key uuid;
      COMMENT ON COLUMN incident.stated_outcome_id IS 'The outcome that the record of the incident itself states; outcome_id is the latest of it and of the outcome events.';
      COMMENT ON COLUMN incident.outcome_key IS 'Hash of reference and place, which its outcome events have in common with it; null without a reference.';
      UPDATE incident SET stated_outcome_id = outcome_id WHERE outcome_id IS NOT NULL;
      UPDATE incident AS i SET outcome_key = substring(encode(sha256(convert_to(
          i.reference || chr(31) || 'd ' || round(l.longitude * 1e6)::bigint || ' ' || round(l.latitude * 1e6)::bigint,
          'UTF8')), 'hex') FOR 32)::uuid
        FROM location AS l, source
        WHERE l.partnership_id = i.partnership_id AND l.id = i.location_id AND i.reference IS NOT NULL
          AND source.id = i.source_id AND source.access = 'OPEN';
      -- Keys are random and only ever looked up: a hash index takes a quarter of the time of a tree to fill.
      CREATE INDEX incident_outcome_key ON incident USING hash (outcome_key);

      CREATE TABLE incident_outcome (
        partnership_id smallint NOT NULL,
        source_id smallint NOT NULL,
        outcome_key uuid NOT NULL,
        month date NOT NULL,
        outcome_id smallint NOT NULL,
        ordinal integer NOT NULL CHECK (ordinal > 0),
        PRIMARY KEY (partnership_id, source_id, outcome_key, month, outcome_id, ordinal)
      );
      COMMENT ON TABLE incident_outcome IS 'What became of incidents, every event. One without an incident of its key waits for it.';
      COMMENT ON COLUMN incident_outcome.source_id IS 'The source of the incident, which says who may see it.';
      COMMENT ON COLUMN incident_outcome.ordinal IS 'Counts equal events of one month: several people may be dealt with alike.';

      ALTER TABLE incident_outcome ENABLE ROW LEVEL SECURITY;
      CREATE POLICY open_or_own ON incident_outcome TO csg_viewer USING
        (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
         OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));
      GRANT SELECT ON incident_outcome TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE incident_outcome;
      UPDATE incident SET outcome_id = stated_outcome_id WHERE outcome_id IS DISTINCT FROM stated_outcome_id;
      ALTER TABLE incident DROP COLUMN outcome_key, DROP COLUMN stated_outcome_id`);
  }
}
