import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Partnerships whose closed sources have delivered an outcome word: its readers of records alone may know it. Words are
 * free text of files, and a rare one may be of a single person.
 */
export class OutcomeWords1765440000002 implements MigrationInterface {
  name = 'OutcomeWords1765440000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outcome_word (
        partnership_id smallint NOT NULL REFERENCES partnership,
        outcome_id smallint NOT NULL REFERENCES outcome,
        PRIMARY KEY (outcome_id, partnership_id)
      );
      COMMENT ON TABLE outcome_word IS 'Partnerships whose closed sources have delivered an outcome.';
      INSERT INTO outcome_word (partnership_id, outcome_id)
        SELECT i.partnership_id, o.outcome_id
        FROM incident AS i
        JOIN source ON source.id = i.source_id AND source.access <> 'OPEN'
        CROSS JOIN LATERAL (VALUES (i.outcome_id), (i.stated_outcome_id)) AS o (outcome_id)
        WHERE o.outcome_id IS NOT NULL
        UNION
        SELECT e.partnership_id, e.outcome_id
        FROM incident_outcome AS e
        JOIN source ON source.id = e.source_id AND source.access <> 'OPEN';
      ALTER TABLE outcome_word ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own_words ON outcome_word TO csg_viewer USING
        (partnership_id = ANY ((SELECT record_partnerships())::smallint[]));
      GRANT SELECT ON outcome_word TO csg_viewer;
      ALTER POLICY open_or_own ON outcome USING
        (open OR EXISTS (SELECT FROM outcome_word AS w WHERE w.outcome_id = outcome.id))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER POLICY open_or_own ON outcome USING
        (open OR nullif(current_setting('csg.record_partnership', true), '') IS NOT NULL);
      DROP TABLE outcome_word`);
  }
}
