import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of public perception: survey results by theme, and the priorities of Safer Neighbourhood Team areas. */
export class PublicPerception1764720000001 implements MigrationInterface {
  name = 'PublicPerception1764720000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE survey_result (
        partnership_id smallint NOT NULL REFERENCES partnership,
        survey text NOT NULL,
        surveyed_on date NOT NULL,
        theme_id smallint NOT NULL REFERENCES theme,
        question text NOT NULL,
        share double precision NOT NULL CHECK (share BETWEEN 0 AND 1),
        sample_size integer CHECK (sample_size > 0),
        PRIMARY KEY (partnership_id, survey, surveyed_on, theme_id, question)
      );
      COMMENT ON TABLE survey_result IS 'Published shares of answers; of no single person.';

      CREATE TABLE snt_priority (
        partnership_id smallint NOT NULL REFERENCES partnership,
        period_from date NOT NULL,
        period_to date NOT NULL,
        theme_id smallint NOT NULL REFERENCES theme,
        area_code text NOT NULL,
        PRIMARY KEY (partnership_id, period_from, period_to, theme_id, area_code),
        CHECK (period_from <= period_to)
      );
      COMMENT ON TABLE snt_priority IS 'Themes that an SNT area has made its priority, and for which days.';

      GRANT SELECT ON survey_result, snt_priority TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE snt_priority, survey_result');
  }
}
