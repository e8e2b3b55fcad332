import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of closed sources, viewers below exact counts know which months are published, and nothing else. */
export class CoverageOfClosedSources1765510000001 implements MigrationInterface {
  name = 'CoverageOfClosedSources1765510000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(FORMER);
  }
}

/** Rows that only those with the right to exact counts may read. */
const MAY_READ = `(current_user <> 'csg_viewer'
        OR c.source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
        OR c.partnership_id = ANY ((SELECT exact_partnerships())::smallint[]))`;

const DELIVERIES = `
    SELECT DISTINCT ON (u.partnership_id, u.source_id, u.month, u.publisher, u.offence_id,
      coalesce(nullif(s.file_hash, ''), u.submission_id::text)) u.*
    FROM unlocated_count AS u
    LEFT JOIN submission AS s ON s.partnership_id = u.partnership_id AND s.id = u.submission_id`;

const LATEST = `
    ORDER BY u.partnership_id, u.source_id, u.month, u.publisher, u.offence_id,
      coalesce(nullif(s.file_hash, ''), u.submission_id::text), u.submission_id DESC`;

/** The months that such viewers may know are those of the last release. */
const GATE = `
  CREATE OR REPLACE VIEW coverage_month WITH (security_barrier) AS
    SELECT DISTINCT c.partnership_id, c.source_id, c.month, c.publisher, c.status, c.declared_by IS NOT NULL AS declared
    FROM coverage AS c
    WHERE ${MAY_READ}
    UNION ALL
    SELECT c.partnership_id, c.source_id, day::date, source.agency, 'DELIVERED', false
    FROM released_coverage AS c
    JOIN source ON source.id = c.source_id
    CROSS JOIN unnest(c.delivered) AS stretch
    CROSS JOIN generate_series(lower(stretch), upper(stretch) - 1, interval '1 month') AS day
    WHERE ${MAY_READ} IS NOT TRUE;
  COMMENT ON VIEW coverage_month IS 'What a viewer may know of deliveries: that they came; of closed sources, below exact counts, only which months the last release has published.';
  CREATE OR REPLACE VIEW unlocated_delivery WITH (security_barrier) AS${DELIVERIES}
    WHERE ${MAY_READ.replaceAll('c.', 'u.')}${LATEST}`;

const FORMER = `
  CREATE OR REPLACE VIEW coverage_month AS
    SELECT DISTINCT partnership_id, source_id, month, publisher, status, declared_by IS NOT NULL AS declared
    FROM coverage;
  ALTER VIEW coverage_month RESET (security_barrier);
  COMMENT ON VIEW coverage_month IS 'What everyone may know of deliveries: that they came.';
  CREATE OR REPLACE VIEW unlocated_delivery AS${DELIVERIES}${LATEST};
  ALTER VIEW unlocated_delivery RESET (security_barrier)`;
