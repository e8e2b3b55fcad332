import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Coverage by month, source and publisher, in place of one span from the first month to the last: a month that was not
 * delivered is a hole, not a month without incidents.
 */
export class Coverage1765238400000 implements MigrationInterface {
  name = 'Coverage1765238400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLE, GATE, FILL]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW coverage_month, exact_coverage, unlocated_delivery;
      DROP TABLE coverage, unlocated_count;
      ALTER TABLE source_coverage DROP COLUMN delivered`);
  }
}

const TABLE = `
  CREATE TABLE coverage (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    month date NOT NULL CHECK (month = date_trunc('month', month::timestamp)::date),
    publisher text NOT NULL,
    submission_id integer,
    status text NOT NULL DEFAULT 'DELIVERED' CHECK (status IN ('DELIVERED', 'MISSING', 'UNKNOWN')),
    rows_read integer,
    located integer,
    unlocated integer,
    rejected integer,
    declared_by text,
    CONSTRAINT coverage_line UNIQUE NULLS NOT DISTINCT (partnership_id, source_id, month, publisher, submission_id),
    FOREIGN KEY (partnership_id, submission_id) REFERENCES submission ON DELETE CASCADE
  );
  COMMENT ON TABLE coverage IS 'What a publisher has delivered of a source for a month: one line for each delivery, or what somebody has declared.';
  COMMENT ON COLUMN coverage.publisher IS 'Reported by, of data.police.uk; the code of the agency else.';
  COMMENT ON COLUMN coverage.submission_id IS 'The delivery; null for declarations and for records that came without a file.';
  COMMENT ON COLUMN coverage.rows_read IS 'Rows of the publisher and month in the delivery, those outside the partnership included; null where nobody counted.';
  COMMENT ON COLUMN coverage.declared_by IS 'Who said so, where it is a declaration; a declaration stands above deliveries.';

  CREATE TABLE unlocated_count (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    submission_id integer,
    month date NOT NULL,
    publisher text NOT NULL,
    offence_id smallint NOT NULL REFERENCES offence,
    unlocated integer NOT NULL,
    inside integer NOT NULL,
    located integer NOT NULL,
    CONSTRAINT unlocated_count_line UNIQUE NULLS NOT DISTINCT
      (partnership_id, source_id, month, publisher, offence_id, submission_id),
    FOREIGN KEY (partnership_id, submission_id) REFERENCES submission ON DELETE CASCADE
  );
  COMMENT ON TABLE unlocated_count IS 'Open sources only. Rows without a place of a publisher that serves several partnerships: they belong to none, and widen the bounds of counts.';
  COMMENT ON COLUMN unlocated_count.inside IS 'Located rows of the publisher, month and offence inside the partnership; ÷ located: its likely share of the rows without a place.';
  ALTER TABLE source_coverage ADD COLUMN delivered datemultirange NOT NULL DEFAULT '{}';
  COMMENT ON COLUMN source_coverage.delivered IS 'Months that count as delivered, made of coverage by the rule in delivered-months.ts.'`;

/** Everyone may read whether a month was delivered; its number of rows needs the right to exact counts. */
const GATE = `
  CREATE VIEW coverage_month AS
    SELECT DISTINCT partnership_id, source_id, month, publisher, status, declared_by IS NOT NULL AS declared
    FROM coverage;
  COMMENT ON VIEW coverage_month IS 'What everyone may know of deliveries: that they came.';
  CREATE VIEW exact_coverage WITH (security_barrier) AS
    SELECT DISTINCT ON (c.partnership_id, c.source_id, c.month, c.publisher, c.declared_by,
      coalesce(nullif(s.sha256, ''), c.submission_id::text)) c.*
    FROM coverage AS c
    LEFT JOIN submission AS s ON s.partnership_id = c.partnership_id AND s.id = c.submission_id
    WHERE current_user <> 'csg_viewer'
      OR c.source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
      OR c.partnership_id = ANY ((SELECT exact_partnerships())::smallint[])
    ORDER BY c.partnership_id, c.source_id, c.month, c.publisher, c.declared_by,
      coalesce(nullif(s.sha256, ''), c.submission_id::text), c.submission_id DESC;
  COMMENT ON VIEW exact_coverage IS 'Rows of deliveries for those who may read exact counts; a file that came twice counts once.';
  CREATE VIEW unlocated_delivery AS
    SELECT DISTINCT ON (u.partnership_id, u.source_id, u.month, u.publisher, u.offence_id,
      coalesce(nullif(s.sha256, ''), u.submission_id::text)) u.*
    FROM unlocated_count AS u
    LEFT JOIN submission AS s ON s.partnership_id = u.partnership_id AND s.id = u.submission_id
    ORDER BY u.partnership_id, u.source_id, u.month, u.publisher, u.offence_id,
      coalesce(nullif(s.sha256, ''), u.submission_id::text), u.submission_id DESC;
  COMMENT ON VIEW unlocated_delivery IS 'Rows without a place by delivery; a file that came twice counts once.';
  GRANT SELECT ON coverage_month, exact_coverage, unlocated_delivery TO csg_viewer`;

/**
 * Coverage of the data that is already there: months of a delivery on record and months with incidents are DELIVERED,
 * all others inside the former span UNKNOWN.
 */
const FILL = `
  INSERT INTO coverage (partnership_id, source_id, month, publisher, submission_id)
  SELECT s.partnership_id, source.id, (s.quarter + m.n * interval '1 month')::date, agency.code, s.id
  FROM submission AS s
  JOIN source ON source.code = s.content
  JOIN agency ON agency.partnership_id = s.partnership_id AND agency.id = s.agency_id
  CROSS JOIN generate_series(0, 2) AS m (n)
  WHERE s.quarter IS NOT NULL AND s.state = 'STANDING';

  INSERT INTO coverage (partnership_id, source_id, month, publisher)
  SELECT DISTINCT c.partnership_id, c.source_id, c.month, source.agency
  FROM incident_count AS c
  JOIN source ON source.id = c.source_id
  WHERE NOT EXISTS (SELECT FROM coverage AS v
    WHERE v.partnership_id = c.partnership_id AND v.source_id = c.source_id AND v.month = c.month);

  INSERT INTO coverage (partnership_id, source_id, month, publisher, status)
  SELECT s.partnership_id, s.source_id, m.month::date, source.agency, 'UNKNOWN'
  FROM source_coverage AS s
  JOIN source ON source.id = s.source_id
  CROSS JOIN generate_series(s.first_month, s.last_month, interval '1 month') AS m (month)
  WHERE NOT EXISTS (SELECT FROM coverage AS v
    WHERE v.partnership_id = s.partnership_id AND v.source_id = s.source_id AND v.month = m.month::date);

  UPDATE source_coverage AS s
  SET delivered = d.delivered, first_month = lower(d.delivered), last_month = (upper(d.delivered) - interval '1 month')::date
  FROM (
    SELECT partnership_id, source_id, range_agg(daterange(month, (month + interval '1 month')::date)) AS delivered
    FROM coverage
    WHERE status = 'DELIVERED'
    GROUP BY partnership_id, source_id
  ) AS d
  WHERE d.partnership_id = s.partnership_id AND d.source_id = s.source_id;
  DELETE FROM source_coverage WHERE isempty(delivered)`;
