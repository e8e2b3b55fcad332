import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Agencies that an administrator allows to deliver a data set whose duty is on another kind of agency. Without a row an
 * agency delivers the data sets of its own kind only.
 */
export class WhoseDataSets1765440000000 implements MigrationInterface {
  name = 'WhoseDataSets1765440000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE delivery_exception (
        partnership_id smallint NOT NULL REFERENCES partnership,
        agency_id smallint NOT NULL REFERENCES agency,
        dataset text NOT NULL,
        allowed_by text NOT NULL,
        allowed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (partnership_id, agency_id, dataset)
      );
      COMMENT ON TABLE delivery_exception IS 'Agencies that may deliver a data set whose duty is on another kind of agency.';
      GRANT SELECT ON delivery_exception TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE delivery_exception');
  }
}
