import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The two matrices that rank themes: rows, criteria, and judgements in their cells. */
export class ThemeRanking1764720000000 implements MigrationInterface {
  name = 'ThemeRanking1764720000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE matrix_theme (
        matrix text NOT NULL CHECK (matrix IN ('PRIORITY_SCANNING', 'THREAT_RISK')),
        theme_id smallint NOT NULL REFERENCES theme,
        position smallint NOT NULL,
        name text NOT NULL,
        PRIMARY KEY (matrix, theme_id)
      );
      COMMENT ON TABLE matrix_theme IS 'The rows of each matrix, under the names that it prints.';

      CREATE TABLE matrix_criterion (
        id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        partnership_id smallint REFERENCES partnership,
        matrix text NOT NULL CHECK (matrix IN ('PRIORITY_SCANNING', 'THREAT_RISK')),
        code text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text NOT NULL,
        least smallint NOT NULL,
        greatest smallint NOT NULL,
        rule text CHECK (rule IN ('VOLUME', 'PEERS', 'TREND', 'HARM', 'COMMUNITY')),
        judged_because text,
        since date,
        CONSTRAINT matrix_criterion_code UNIQUE NULLS NOT DISTINCT (partnership_id, matrix, code),
        CHECK (least < greatest),
        CHECK ((rule IS NULL) <> (judged_because IS NULL))
      );
      COMMENT ON TABLE matrix_criterion IS 'The columns of each matrix with their scales: those of everyone, and those that a partnership has added.';
      COMMENT ON COLUMN matrix_criterion.partnership_id IS 'Null: of every partnership.';
      COMMENT ON COLUMN matrix_criterion.rule IS 'What computes its cells; null where only people can tell.';
      COMMENT ON COLUMN matrix_criterion.judged_because IS 'Why no data can tell, where none can.';
      COMMENT ON COLUMN matrix_criterion.since IS 'It counts in periods that end on this day or later; null: in all.';

      CREATE TABLE asserted_cell (
        partnership_id smallint NOT NULL REFERENCES partnership,
        criterion_id smallint NOT NULL REFERENCES matrix_criterion,
        theme_id smallint NOT NULL REFERENCES theme,
        period_from date NOT NULL,
        period_to date NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        value smallint,
        reason text NOT NULL,
        asserted_by text NOT NULL,
        asserted_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (partnership_id, period_from, period_to, criterion_id, theme_id, version),
        CHECK (period_from <= period_to)
      );
      COMMENT ON TABLE asserted_cell IS 'What people say in a cell of a matrix, for a period. The greatest version holds; the others are its history.';
      COMMENT ON COLUMN asserted_cell.value IS 'On the scale of the criterion; null: somebody says that it is unknown.';

      CREATE VIEW shown_asserted_cell WITH (security_barrier) AS
        SELECT partnership_id, criterion_id, theme_id, period_from, period_to, version, value, reason, asserted_at,
          CASE WHEN current_user <> 'csg_viewer'
            OR partnership_id = nullif(current_setting('csg.exact_partnership', true), '')::smallint
          THEN asserted_by END AS asserted_by
        FROM asserted_cell;
      COMMENT ON VIEW shown_asserted_cell IS 'Judgements are for everyone to read; who made them, for the partnership itself.';
      GRANT SELECT ON matrix_theme, matrix_criterion, shown_asserted_cell TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP VIEW shown_asserted_cell; DROP TABLE asserted_cell, matrix_criterion, matrix_theme',
    );
  }
}
