import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tracked hotspots as zones of actions: a zone is an area by its code, or a hotspot by its record. */
export class HotspotsAsZones1765420000000 implements MigrationInterface {
  name = 'HotspotsAsZones1765420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE action_zone
        ALTER COLUMN code DROP NOT NULL,
        ADD COLUMN hotspot_id integer,
        ADD FOREIGN KEY (partnership_id, hotspot_id) REFERENCES hotspot,
        DROP CONSTRAINT action_zone_kind_check,
        ADD CONSTRAINT action_zone_kind_check CHECK (
          CASE WHEN kind = 'HOTSPOT' THEN code IS NULL AND hotspot_id IS NOT NULL
          ELSE kind IN ('WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'LSOA') AND code IS NOT NULL AND hotspot_id IS NULL END);
      COMMENT ON TABLE action_zone IS 'Areas by code, in the boundaries of each month, and tracked hotspots by id, at the places that they had before the action began.'`);
  }

  /** Zones that are hotspots go: there is no column for them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM action_zone WHERE kind = 'HOTSPOT';
      ALTER TABLE action_zone
        DROP CONSTRAINT action_zone_kind_check,
        DROP COLUMN hotspot_id,
        ALTER COLUMN code SET NOT NULL,
        ADD CONSTRAINT action_zone_kind_check CHECK (kind IN ('WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'LSOA'));
      COMMENT ON TABLE action_zone IS 'Areas by code, in the boundaries of each month.'`);
  }
}
