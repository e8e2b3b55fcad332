import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Positions of postcodes, by which a district without an imported outline is outlined. */
export class Postcodes1764979200001 implements MigrationInterface {
  name = 'Postcodes1764979200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE postcode_point (
        partnership_id smallint NOT NULL REFERENCES partnership,
        district text NOT NULL,
        hectare_east integer NOT NULL,
        hectare_north integer NOT NULL,
        coarse boolean NOT NULL,
        geom geometry(Point, 27700) NOT NULL,
        PRIMARY KEY (partnership_id, district, hectare_east, hectare_north)
      );
      COMMENT ON TABLE postcode_point IS 'One postcode of each district and hectare of the National Grid around the partnership. Open data; tells of no person.';
      COMMENT ON COLUMN postcode_point.coarse IS 'Stands for a whole district, of which no postcodes are known.';
      CREATE INDEX postcode_point_geom ON postcode_point USING gist (geom);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE postcode_point');
  }
}
