import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ICD-10 block of diagnoses, filled in by the vocabulary, which is loaded after every migration. */
export class IcdBlocks1764979200000 implements MigrationInterface {
  name = 'IcdBlocks1764979200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE offence ADD COLUMN icd_block text;
      COMMENT ON COLUMN offence.icd_block IS 'Of a diagnosis: its block of ICD-10, such as X85-Y09.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE offence DROP COLUMN icd_block');
  }
}
