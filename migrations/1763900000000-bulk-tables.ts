import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Drop the foreign keys of incident and incident_count, the tables that every import fills row by row. The nine
 * look-ups per row took longer than the inserts. The loader takes the ids of partnership, vocabulary and location in
 * the same transaction, and none of those rows is ever deleted.
 */
export class BulkTables1763900000000 implements MigrationInterface {
  name = 'BulkTables1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident
        DROP CONSTRAINT incident_partnership_id_fkey, DROP CONSTRAINT incident_source_id_fkey,
        DROP CONSTRAINT incident_offence_id_fkey, DROP CONSTRAINT incident_outcome_id_fkey,
        DROP CONSTRAINT incident_partnership_id_location_id_fkey;
      ALTER TABLE incident_count
        DROP CONSTRAINT incident_count_partnership_id_fkey, DROP CONSTRAINT incident_count_source_id_fkey,
        DROP CONSTRAINT incident_count_offence_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident
        ADD FOREIGN KEY (partnership_id) REFERENCES partnership, ADD FOREIGN KEY (source_id) REFERENCES source,
        ADD FOREIGN KEY (offence_id) REFERENCES offence, ADD FOREIGN KEY (outcome_id) REFERENCES outcome,
        ADD FOREIGN KEY (partnership_id, location_id) REFERENCES location;
      ALTER TABLE incident_count
        ADD FOREIGN KEY (partnership_id) REFERENCES partnership, ADD FOREIGN KEY (source_id) REFERENCES source,
        ADD FOREIGN KEY (offence_id) REFERENCES offence`);
  }
}
