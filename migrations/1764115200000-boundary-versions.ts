import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of a boundary that cover the same ground, and look-ups between successive wards and LSOAs. */
export class BoundaryVersions1764115200000 implements MigrationInterface {
  name = 'BoundaryVersions1764115200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE area ADD COLUMN ground integer;
      COMMENT ON COLUMN area.ground IS 'Equal in consecutive versions of an area that cover the same ground: the id of the first of them.';

      CREATE TABLE lsoa_ward (
        partnership_id smallint NOT NULL REFERENCES partnership,
        lsoa_code text NOT NULL,
        ward_id integer NOT NULL REFERENCES area ON DELETE CASCADE,
        PRIMARY KEY (partnership_id, lsoa_code, ward_id)
      );
      COMMENT ON TABLE lsoa_ward IS 'Best fit: the ward in which most of an LSOA lives, one at any time. By code, since LSOAs need no outline for it.';
      CREATE INDEX lsoa_ward_ward ON lsoa_ward (ward_id);

      CREATE TABLE lsoa_change (
        partnership_id smallint NOT NULL REFERENCES partnership,
        lsoa_code text NOT NULL,
        became_code text NOT NULL,
        PRIMARY KEY (partnership_id, lsoa_code, became_code)
      );
      COMMENT ON TABLE lsoa_change IS 'What became of the LSOAs of one census in the next: unchanged, split, merged, or both.';

      GRANT SELECT ON lsoa_ward, lsoa_change TO csg_viewer`);
    // Same rule as complete_grounds, which marks boundaries that are imported later.
    await runner.query(`
      WITH version AS (
        SELECT id, partnership_id, kind, code, valid_from, geom, lag(geom) OVER earlier AS before
        FROM area
        WINDOW earlier AS (PARTITION BY partnership_id, kind, code ORDER BY valid_from NULLS FIRST)
      ), run AS (
        SELECT id, partnership_id, kind, code, valid_from, count(*) FILTER (WHERE before IS NULL
            OR ST_Area(ST_Intersection(geom, before)) < 0.95 * greatest(ST_Area(geom), ST_Area(before)))
          OVER (PARTITION BY partnership_id, kind, code ORDER BY valid_from NULLS FIRST) AS nth
        FROM version
      )
      UPDATE area SET ground = same.ground
      FROM (
        SELECT id, first_value(id) OVER (PARTITION BY partnership_id, kind, code, nth ORDER BY valid_from NULLS FIRST) AS ground
        FROM run
      ) AS same
      WHERE same.id = area.id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lsoa_change, lsoa_ward; ALTER TABLE area DROP COLUMN ground');
  }
}
