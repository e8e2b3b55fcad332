import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Weight sets: relative weight of an incident of each offence, by a published index. */
export class WeightSets1763856000000 implements MigrationInterface {
  name = 'WeightSets1763856000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE weight_set (
        id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        code text NOT NULL,
        version smallint NOT NULL CHECK (version > 0),
        name text NOT NULL,
        unit text NOT NULL,
        source text NOT NULL,
        CONSTRAINT weight_set_version UNIQUE (code, version)
      );
      COMMENT ON COLUMN weight_set.version IS 'Counts the editions of a code; the greatest is current, earlier ones stay.';

      CREATE TABLE offence_weight (
        weight_set_id smallint NOT NULL REFERENCES weight_set ON DELETE CASCADE,
        offence_id smallint NOT NULL REFERENCES offence,
        weight double precision NOT NULL CHECK (weight > 0),
        PRIMARY KEY (weight_set_id, offence_id)
      );
      COMMENT ON TABLE offence_weight IS 'No row: the weight is unknown, not zero.';

      GRANT SELECT ON weight_set, offence_weight TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE offence_weight, weight_set');
  }
}
