import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The other tables that loads fill row by row are no longer checked once per row either. The check is planned when its
 * session first needs it, during a first import while the table looked up is empty, and that plan, which reads all rows of
 * the partnership, is then kept: a file of people took time by the square of its rows. The loaders take the ids from
 * these tables in the statement or the transaction that uses them; a place is never deleted, and an incident goes
 * with its people (remove_incidents).
 *
 * What a load looks up for each row, a fingerprint or a position, leads its index: the statistics of a database with other
 * partnerships say that the new one has no rows, so every index by partnership looks as good to the planner as the right one.
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
