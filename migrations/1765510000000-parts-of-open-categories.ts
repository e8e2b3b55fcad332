import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parts of the categories of data.police.uk without a place in published counts: with the category, which is known exactly,
 * a part by ward would give the other parts away.
 */
export class PartsOfOpenCategories1765510000000 implements MigrationInterface {
  name = 'PartsOfOpenCategories1765510000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MASK);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(UNMASK);
  }
}

const MASK = `
  ALTER VIEW published_count RENAME TO published_cell;
  REVOKE SELECT ON published_cell FROM csg_viewer;
  COMMENT ON VIEW published_cell IS 'Published values of closed sources by cell.';
  CREATE VIEW published_count AS
    SELECT partnership_id, month, source_id, offence_id, flag,
      CASE WHEN part THEN NULL ELSE ward_id END AS ward_id,
      CASE WHEN part THEN NULL ELSE postcode_district END AS postcode_district, n
    FROM (
      SELECT c.*, c.month >= '2010-12-01' AND (c.source_id, c.offence_id) IN (
          SELECT open.published_from, part.id
          FROM source_offence AS open
          JOIN offence AS part ON part.published_as = open.offence_id
          WHERE open.published_from IS NOT NULL
        ) AS part
      FROM published_cell AS c
    ) AS cell;
  COMMENT ON VIEW published_count IS 'What everyone may read of closed sources. A cell published as nothing has no row, like one without records. Parts of the categories of data.police.uk have no place from its first month on.';
  GRANT SELECT ON published_count TO csg_viewer`;

const UNMASK = `
  DROP VIEW published_count;
  ALTER VIEW published_cell RENAME TO published_count;
  COMMENT ON VIEW published_count IS 'What everyone may read of closed sources. A cell published as nothing has no row, like one without records.';
  GRANT SELECT ON published_count TO csg_viewer`;
