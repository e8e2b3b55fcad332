import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Drop the remaining foreign keys that loads check row by row. A session plans the check when it first needs it, in a
 * first import while the referenced table is empty, and keeps that plan, which reads all rows of the partnership:
 * loading a file of people took time by the square of its rows. The loaders take the ids from these tables in the
 * statement or transaction that uses them; a location is never deleted, and remove_incidents deletes an incident's
 * people with it.
 *
 * Lead the unique indexes by the column that a load looks up (fingerprint, position). In a database with other
 * partnerships the statistics estimate no rows for a new one, so the planner holds any index by partnership for as
 * good.
 */
export class LoadsWithoutLookups1765152000000 implements MigrationInterface {
  name = 'LoadsWithoutLookups1765152000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE involvement
        DROP CONSTRAINT involvement_partnership_id_incident_id_fkey, DROP CONSTRAINT involvement_source_id_fkey;
      ALTER TABLE incident_redelivery DROP CONSTRAINT incident_redelivery_partnership_id_incident_id_fkey;
      ALTER TABLE location_area DROP CONSTRAINT location_area_partnership_id_location_id_fkey;
      ALTER TABLE incident DROP CONSTRAINT incident_delivered_once,
        ADD CONSTRAINT incident_delivered_once UNIQUE (fingerprint, partnership_id, source_id);
      ALTER TABLE location DROP CONSTRAINT location_place,
        ADD CONSTRAINT location_place UNIQUE (longitude, latitude, partnership_id, snapped, open)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incident DROP CONSTRAINT incident_delivered_once,
        ADD CONSTRAINT incident_delivered_once UNIQUE (partnership_id, source_id, fingerprint);
      ALTER TABLE location DROP CONSTRAINT location_place,
        ADD CONSTRAINT location_place UNIQUE (partnership_id, longitude, latitude, snapped, open);
      ALTER TABLE involvement
        ADD FOREIGN KEY (partnership_id, incident_id) REFERENCES incident ON DELETE CASCADE,
        ADD FOREIGN KEY (source_id) REFERENCES source;
      ALTER TABLE incident_redelivery
        ADD FOREIGN KEY (partnership_id, incident_id) REFERENCES incident ON DELETE CASCADE;
      ALTER TABLE location_area
        ADD FOREIGN KEY (partnership_id, location_id) REFERENCES location ON DELETE CASCADE`);
  }
}
