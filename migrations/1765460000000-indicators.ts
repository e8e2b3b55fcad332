import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indicator series of partnerships, which describe themes without incidents. */
export class Indicators1765460000000 implements MigrationInterface {
  name = 'Indicators1765460000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE indicator (
        partnership_id smallint NOT NULL REFERENCES partnership ON DELETE CASCADE,
        code text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text NOT NULL,
        unit text NOT NULL,
        frequency text NOT NULL CHECK (frequency IN ('MONTH', 'QUARTER', 'YEAR')),
        higher_is_better boolean NOT NULL,
        source text NOT NULL,
        licence text NOT NULL,
        PRIMARY KEY (partnership_id, code)
      );
      COMMENT ON TABLE indicator IS 'Published series of figures about a partnership, such as proven reoffending. Never counted as incidents.';

      CREATE TABLE indicator_value (
        partnership_id smallint NOT NULL,
        code text NOT NULL,
        period_from date NOT NULL CHECK (extract(day FROM period_from) = 1),
        value double precision NOT NULL,
        numerator double precision CHECK (numerator >= 0),
        denominator double precision CHECK (denominator > 0),
        PRIMARY KEY (partnership_id, code, period_from),
        FOREIGN KEY (partnership_id, code) REFERENCES indicator ON DELETE CASCADE,
        CHECK ((numerator IS NULL) = (denominator IS NULL))
      );
      COMMENT ON COLUMN indicator_value.period_from IS 'First day of the month, or of the three or twelve months, by the frequency of the indicator.';

      GRANT SELECT ON indicator, indicator_value TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE indicator_value, indicator');
  }
}
