import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Deliveries that tell nothing of others: random ids in place of one sequence of the installation, and hashes of files
 * that nobody can compute for a guessed file.
 */
export class OpaqueDeliveries1765440000001 implements MigrationInterface {
  name = 'OpaqueDeliveries1765440000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- HMAC (RFC 2104) by hand: pgcrypto is not there in the embedded database, sha256 is. The secret is shorter than
      -- the 64 bytes of a block, so it is padded with zeros.
      CREATE FUNCTION keyed_hash(message bytea) RETURNS bytea
      LANGUAGE sql STABLE AS $$
        SELECT sha256(pads.outer_pad || sha256(pads.inner_pad || message))
        FROM (
          SELECT
            string_agg(set_byte('\\x00'::bytea, 0, byte # 54), ''::bytea ORDER BY i) AS inner_pad,
            string_agg(set_byte('\\x00'::bytea, 0, byte # 92), ''::bytea ORDER BY i) AS outer_pad
          FROM (
            SELECT i, CASE WHEN i < length(disclosure_secret) THEN get_byte(disclosure_secret, i) ELSE 0 END AS byte
            FROM installation, generate_series(0, 63) AS i
          ) AS padded
        ) AS pads
      $$;
      COMMENT ON FUNCTION keyed_hash IS 'HMAC-SHA256 with the secret of the installation.';
      REVOKE ALL ON FUNCTION keyed_hash FROM PUBLIC;

      ALTER TABLE submission ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid();
      CREATE UNIQUE INDEX submission_public_id ON submission (public_id);
      COMMENT ON COLUMN submission.public_id IS 'Id that people see: gaps between those of a sequence would tell how many files others delivered.';
      ALTER TABLE submission RENAME COLUMN sha256 TO file_hash;
      COMMENT ON COLUMN submission.file_hash IS 'HMAC of the partnership, agency, content and SHA-256 of the file: equal files of one line are alike, and a guess cannot be checked.';
      UPDATE submission SET file_hash = encode(keyed_hash(convert_to(
        concat_ws(':', partnership_id, agency_id, content, file_hash), 'UTF8')), 'hex') WHERE file_hash <> ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE submission RENAME COLUMN file_hash TO sha256;
      ALTER TABLE submission DROP COLUMN public_id;
      DROP FUNCTION keyed_hash`);
  }
}
