import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The two tables that every import fills row by row are checked against the vocabulary by the loader, which takes its
 * ids from there in the same transaction, and no longer once per row and column: the eight lookups took longer than
 * the inserts. Neither a partnership nor a term of the vocabulary is ever deleted. A place still has to exist.
 */
export class BulkTables1763900000000 implements MigrationInterface {
  name = 'BulkTables1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident
        DROP CONSTRAINT incident_partnership_id_fkey, DROP CONSTRAINT incident_source_id_fkey,
        DROP CONSTRAINT incident_offence_id_fkey, DROP CONSTRAINT incident_outcome_id_fkey;
      ALTER TABLE incident_count
        DROP CONSTRAINT incident_count_partnership_id_fkey, DROP CONSTRAINT incident_count_source_id_fkey,
        DROP CONSTRAINT incident_count_offence_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident
        ADD FOREIGN KEY (partnership_id) REFERENCES partnership, ADD FOREIGN KEY (source_id) REFERENCES source,
        ADD FOREIGN KEY (offence_id) REFERENCES offence, ADD FOREIGN KEY (outcome_id) REFERENCES outcome;
      ALTER TABLE incident_count
        ADD FOREIGN KEY (partnership_id) REFERENCES partnership, ADD FOREIGN KEY (source_id) REFERENCES source,
        ADD FOREIGN KEY (offence_id) REFERENCES offence`);
  }
}
