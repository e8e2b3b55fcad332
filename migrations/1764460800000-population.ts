import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Denominators: residents of areas by age band, sex and ethnicity, and households, vehicles and premises. */
export class Population1764460800000 implements MigrationInterface {
  name = 'Population1764460800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE population (
        partnership_id smallint NOT NULL REFERENCES partnership,
        measure text NOT NULL CHECK (measure IN ('RESIDENTS', 'HOUSEHOLDS', 'VEHICLES', 'PREMISES')),
        area_kind text NOT NULL CHECK (area_kind IN ('WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'LSOA', 'PARTNERSHIP')),
        area_code text NOT NULL,
        year smallint NOT NULL,
        age_band_system text,
        age_band text,
        sex text CHECK (sex IN ('FEMALE', 'MALE')),
        ethnicity_system text,
        ethnicity text,
        n integer NOT NULL CHECK (n >= 0),
        estimated boolean NOT NULL,
        CONSTRAINT population_cell UNIQUE NULLS NOT DISTINCT
          (partnership_id, area_kind, year, measure, area_code, age_band_system, age_band, sex, ethnicity_system, ethnicity),
        CHECK ((age_band_system IS NULL) = (age_band IS NULL)),
        CHECK ((ethnicity_system IS NULL) = (ethnicity IS NULL)),
        CHECK (measure = 'RESIDENTS' OR num_nonnulls(age_band, sex, ethnicity) = 0)
      );
      COMMENT ON TABLE population IS 'Published figures of areas. A null age band, sex or ethnicity means all of them. The rows of one area, year and measure with the same systems and the same nulls are one complete table; rows of different tables count the same people and are never added.';
      COMMENT ON COLUMN population.area_code IS 'Code of an area of that kind, whether or not its boundary has been imported.';
      COMMENT ON COLUMN population.estimated IS 'Summed from smaller areas that fit best, not delivered for this area.';

      GRANT SELECT ON population TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE population');
  }
}
