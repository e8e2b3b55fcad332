import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Themes and matrices of profiles and of single partnerships, as dated editions, in place of one set for everyone. The
 * documents of the profiles come with the vocabulary, which is loaded after every migration; a partnership without a
 * document of its own has the profile assessment-2009, which is the set that everyone had.
 */
export class VocabularyEditions1765410000000 implements MigrationInterface {
  name = 'VocabularyEditions1765410000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vocabulary_edition (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        profile text CHECK (profile ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        partnership_id smallint REFERENCES partnership ON DELETE CASCADE,
        number integer NOT NULL CHECK (number > 0),
        content jsonb NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now(),
        made_by text NOT NULL,
        CONSTRAINT vocabulary_edition_number UNIQUE NULLS NOT DISTINCT (profile, partnership_id, number),
        CHECK ((profile IS NULL) <> (partnership_id IS NULL))
      );
      COMMENT ON TABLE vocabulary_edition IS 'Themes and matrices of a profile, or what a partnership has of its own. The greatest number holds; earlier ones stay for the assessments that were made with them.';
      COMMENT ON COLUMN vocabulary_edition.content IS 'The document, as csg export vocabulary writes it.';
      GRANT SELECT (id, profile, partnership_id, number, content, made_at) ON vocabulary_edition TO csg_viewer;

      ALTER TABLE offence ADD COLUMN published_as smallint REFERENCES offence;
      COMMENT ON COLUMN offence.published_as IS 'Category under which an open source publishes the offence; null where none does.';

      ALTER TABLE flag ADD COLUMN has_cells boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN flag.has_cells IS 'Whether the records with the flag are a protected count of their own.';
      CREATE TABLE flag_offence (
        bit integer NOT NULL REFERENCES flag,
        offence_id smallint NOT NULL REFERENCES offence,
        PRIMARY KEY (bit, offence_id)
      );
      COMMENT ON TABLE flag_offence IS 'Offences whose records the protected count of a flag leaves out, because a theme adds their own count to it.';
      GRANT SELECT ON flag_offence TO csg_viewer;

      DROP TABLE matrix_theme, source_theme, offence_theme;
      ALTER TABLE theme DROP COLUMN theme_group, DROP COLUMN parent_id, DROP COLUMN aliases, DROP COLUMN flags,
        DROP COLUMN sensitive;
      COMMENT ON TABLE theme IS 'Codes that any vocabulary has or had, with the name that each was first given.'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE theme ADD COLUMN theme_group text, ADD COLUMN parent_id smallint REFERENCES theme,
        ADD COLUMN aliases text[] NOT NULL DEFAULT '{}', ADD COLUMN flags integer NOT NULL DEFAULT 0,
        ADD COLUMN sensitive boolean NOT NULL DEFAULT false;
      CREATE TABLE offence_theme (
        offence_id smallint NOT NULL REFERENCES offence,
        theme_id smallint NOT NULL REFERENCES theme,
        PRIMARY KEY (offence_id, theme_id)
      );
      CREATE TABLE source_theme (
        source_id smallint NOT NULL REFERENCES source,
        theme_id smallint NOT NULL REFERENCES theme,
        coverage text NOT NULL CHECK (coverage IN ('EXACT', 'PARENT_ONLY')),
        PRIMARY KEY (source_id, theme_id)
      );
      CREATE TABLE matrix_theme (
        matrix text NOT NULL CHECK (matrix IN ('PRIORITY_SCANNING', 'THREAT_RISK')),
        theme_id smallint NOT NULL REFERENCES theme,
        position smallint NOT NULL,
        name text NOT NULL,
        PRIMARY KEY (matrix, theme_id)
      );
      GRANT SELECT ON offence_theme, source_theme, matrix_theme TO csg_viewer;
      DROP TABLE flag_offence, vocabulary_edition;
      ALTER TABLE flag DROP COLUMN has_cells;
      ALTER TABLE offence DROP COLUMN published_as`);
  }
}
