import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Removal of agencies' codes for people. The keys that were made from them are made again, as the import makes them, so
 * that the same file again finds its people.
 */
export class NoPseudonyms1765550000000 implements MigrationInterface {
  name = 'NoPseudonyms1765550000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE involvement AS v
      SET person_key = left(encode(sha256(convert_to(p.content || chr(31) || p.ordinal, 'UTF8')), 'hex'), 32)::uuid
      FROM (
        SELECT partnership_id, incident_id, person_key, pseudonym, content,
          row_number() OVER (PARTITION BY partnership_id, incident_id, content
            ORDER BY pseudonym IS NOT NULL, person_key) AS ordinal
        FROM (
          SELECT partnership_id, incident_id, person_key, pseudonym,
            array_to_string(ARRAY[role, organisation::text, sex, age_band_system, age_band,
              coalesce(self_defined_system, officer_defined_system), coalesce(self_defined, officer_defined),
              home_kind, home_code], chr(31), '') AS content
          FROM involvement
        ) AS told
      ) AS p
      WHERE p.pseudonym IS NOT NULL
        AND (v.partnership_id, v.incident_id, v.person_key) = (p.partnership_id, p.incident_id, p.person_key);
      ALTER TABLE involvement DROP COLUMN pseudonym`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE involvement ADD COLUMN pseudonym text CHECK (length(pseudonym) <= 64)');
  }
}
