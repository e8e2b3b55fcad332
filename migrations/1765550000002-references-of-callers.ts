import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['recommendation', 'action', 'partnership_activity', 'calendar_event'];

/** References of callers, by which a repeated request finds what it has added. */
export class ReferencesOfCallers1765550000002 implements MigrationInterface {
  name = 'ReferencesOfCallers1765550000002';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN reference text;
        COMMENT ON COLUMN ${table}.reference IS 'Name that the caller who added the row gave it; null where none was given.';
        CREATE UNIQUE INDEX ${table}_reference ON ${table} (partnership_id, reference)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} DROP COLUMN reference`);
  }
}
