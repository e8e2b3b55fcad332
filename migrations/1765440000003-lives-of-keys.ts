import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Expiry and last use of keys. */
export class LivesOfKeys1765440000003 implements MigrationInterface {
  name = 'LivesOfKeys1765440000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE api_key ADD COLUMN expires_at timestamptz, ADD COLUMN last_used_at timestamptz;
      COMMENT ON COLUMN api_key.expires_at IS 'Instant from which the key is refused; null: never.';
      COMMENT ON COLUMN api_key.last_used_at IS 'Last use, to some minutes; null where it was not used since the column exists.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE api_key DROP COLUMN expires_at, DROP COLUMN last_used_at');
  }
}
