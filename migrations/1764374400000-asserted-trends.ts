import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Judgements of trends, stored beside the computed values; each change is a new version. */
export class AssertedTrends1764374400000 implements MigrationInterface {
  name = 'AssertedTrends1764374400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE asserted_trend (
        partnership_id smallint NOT NULL REFERENCES partnership,
        theme_id smallint NOT NULL REFERENCES theme,
        period_from date NOT NULL,
        period_to date NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        value text NOT NULL,
        reason text NOT NULL,
        asserted_by text NOT NULL,
        asserted_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (partnership_id, theme_id, period_from, period_to, version),
        CHECK (period_from <= period_to)
      );
      COMMENT ON TABLE asserted_trend IS 'What people say of the trend of a theme in a period. The greatest version holds; the others are its history.';

      CREATE VIEW shown_asserted_trend WITH (security_barrier) AS
        SELECT partnership_id, theme_id, period_from, period_to, version, value, reason, asserted_at,
          CASE WHEN current_user <> 'csg_viewer'
            OR partnership_id = nullif(current_setting('csg.exact_partnership', true), '')::smallint
          THEN asserted_by END AS asserted_by
        FROM asserted_trend;
      COMMENT ON VIEW shown_asserted_trend IS 'Judgements are for everyone to read; who made them, for the partnership itself.';
      GRANT SELECT ON shown_asserted_trend TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW shown_asserted_trend; DROP TABLE asserted_trend');
  }
}
