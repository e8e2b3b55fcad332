import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The weights that were called the Cambridge index are medians of it within subgroups of recorded crime, and are called so:
 * the code is free for the index itself.
 */
export class NamesOfWeightSets1765410000002 implements MigrationInterface {
  name = 'NamesOfWeightSets1765410000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE weight_set SET code = 'crime-harm-medians' WHERE code = 'crime-harm-index'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE weight_set SET code = 'crime-harm-index' WHERE code = 'crime-harm-medians'");
  }
}
