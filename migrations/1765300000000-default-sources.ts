import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Sources counted by default, offences that each source can hold, and the closed source whose records an open one
 * publishes. The rows come with the vocabulary, which is loaded after every migration.
 */
export class DefaultSources1765300000000 implements MigrationInterface {
  name = 'DefaultSources1765300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE source ADD COLUMN by_default boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN source.by_default IS 'Whether a question that names no source, theme or offence counts this source.';

      CREATE TABLE source_offence (
        source_id smallint NOT NULL REFERENCES source,
        offence_id smallint NOT NULL REFERENCES offence,
        published_from smallint REFERENCES source,
        PRIMARY KEY (source_id, offence_id)
      );
      COMMENT ON TABLE source_offence IS 'Offences that a source records.';
      COMMENT ON COLUMN source_offence.published_from IS 'Closed source whose records an open source publishes under the offence; null where there is none.';
      GRANT SELECT ON source_offence TO csg_viewer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE source_offence;
      ALTER TABLE source DROP COLUMN by_default`);
  }
}
