import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Offences that are parts of wider ones, such as the offence codes of the Home Office. */
export class PartsOfOffences1765410000001 implements MigrationInterface {
  name = 'PartsOfOffences1765410000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE offence ADD COLUMN part_of smallint REFERENCES offence;
      COMMENT ON COLUMN offence.part_of IS 'Wider offence that it is part of: themes and filters of that hold it too.';
      CREATE VIEW known_weight AS
        SELECT weight_set_id, offence_id, weight FROM offence_weight
        UNION ALL
        SELECT w.weight_set_id, part.id, w.weight
        FROM offence AS part
        JOIN offence_weight AS w ON w.offence_id = part.part_of
        WHERE NOT EXISTS (SELECT FROM offence_weight AS own
          WHERE own.weight_set_id = w.weight_set_id AND own.offence_id = part.id);
      COMMENT ON VIEW known_weight IS 'Weights of offences; a part without a weight of its own has that of the whole.';
      GRANT SELECT ON known_weight TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW known_weight; ALTER TABLE offence DROP COLUMN part_of');
  }
}
