import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agencies of a partnership, which deliver records and own actions. */
export class Agencies1764547200000 implements MigrationInterface {
  name = 'Agencies1764547200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agency (
        id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        partnership_id smallint NOT NULL REFERENCES partnership,
        code text NOT NULL CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('PARTNERSHIP', 'POLICE', 'FIRE_AND_RESCUE', 'LOCAL_AUTHORITY', 'HEALTH',
          'PROBATION', 'OTHER')),
        CONSTRAINT agency_code UNIQUE (partnership_id, code)
      );
      COMMENT ON TABLE agency IS 'Organisations, never persons.';
      GRANT SELECT ON agency TO csg_viewer;

      INSERT INTO agency (partnership_id, code, name, kind)
      SELECT p.id, a.code, a.name, a.kind
      FROM partnership p
      CROSS JOIN (VALUES
        (1, 'csp', 'Community Safety Partnership', 'PARTNERSHIP'),
        (2, 'police', 'Police', 'POLICE'),
        (3, 'fire', 'Fire and Rescue Service', 'FIRE_AND_RESCUE'),
        (4, 'local-authority', 'Local authority', 'LOCAL_AUTHORITY'),
        (5, 'health', 'Health', 'HEALTH'),
        (6, 'probation', 'Probation Service', 'PROBATION')) AS a (position, code, name, kind)
      ORDER BY p.id, a.position`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE agency');
  }
}
