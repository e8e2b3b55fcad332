import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ledger of statutory deliveries: quarter, state and fields of each submission, data sets that an agency holds, and
 * keys that deliver for one agency.
 */
export class Deliveries1764892800000 implements MigrationInterface {
  name = 'Deliveries1764892800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [LEDGER, INCIDENTS, KEYS, GATE]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP POLICY own_lines ON submission;
      DROP POLICY own_lines ON reject;
      ALTER TABLE submission DISABLE ROW LEVEL SECURITY;
      ALTER TABLE reject DISABLE ROW LEVEL SECURITY;
      REVOKE SELECT ON submission, reject FROM csg_viewer;
      ALTER TABLE api_key DROP COLUMN agency_id;
      DROP TABLE incident_redelivery, holding;
      DELETE FROM involvement WHERE role = 'EXCLUDED';
      ALTER TABLE involvement DROP CONSTRAINT involvement_role_check,
        ADD CONSTRAINT involvement_role_check CHECK (role IN ('VICTIM', 'OFFENDER', 'SEARCHED'));
      ALTER TABLE incident DROP COLUMN submission_id, DROP COLUMN casualties;
      ALTER TABLE submission DROP COLUMN agency_id, DROP COLUMN quarter, DROP COLUMN fields_present,
        DROP COLUMN submitted_by, DROP COLUMN state, DROP COLUMN ended_at, DROP COLUMN ended_by`);
  }
}

const LEDGER = `
  ALTER TABLE submission
    ADD COLUMN agency_id smallint REFERENCES agency,
    ADD COLUMN quarter date CHECK (quarter >= '2007-07-01' AND quarter = date_trunc('quarter', quarter::timestamp)::date),
    ADD COLUMN fields_present text[],
    ADD COLUMN submitted_by text NOT NULL DEFAULT 'command line',
    ADD COLUMN state text NOT NULL DEFAULT 'STANDING' CHECK (state IN ('STANDING', 'REPLACED', 'DELETED')),
    ADD COLUMN ended_at timestamptz,
    ADD COLUMN ended_by text,
    ADD CHECK ((agency_id IS NULL) = (quarter IS NULL)),
    ADD CHECK ((state = 'STANDING') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL));
  COMMENT ON COLUMN submission.quarter IS 'First day of the quarter that a statutory data set was delivered for; null for other files.';
  COMMENT ON COLUMN submission.fields_present IS 'Fields of the data set that some row filled.';
  COMMENT ON COLUMN submission.state IS 'A delivery that was replaced or deleted has no rows any more; that it existed stays on record.';
  CREATE INDEX submission_of_quarter ON submission (partnership_id, quarter) WHERE quarter IS NOT NULL;

  CREATE TABLE holding (
    partnership_id smallint NOT NULL REFERENCES partnership,
    agency_id smallint NOT NULL REFERENCES agency,
    dataset text NOT NULL,
    from_quarter date NOT NULL CHECK (from_quarter >= '2007-07-01'
      AND from_quarter = date_trunc('quarter', from_quarter::timestamp)::date),
    held boolean NOT NULL,
    version integer NOT NULL,
    declared_by text NOT NULL,
    declared_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partnership_id, agency_id, dataset, from_quarter)
  );
  COMMENT ON TABLE holding IS 'Whether an agency holds records of a data set, from a quarter on until it says otherwise; without a row it does.'`;

const INCIDENTS = `
  ALTER TABLE incident ADD COLUMN submission_id integer, ADD COLUMN casualties smallint[];
  COMMENT ON COLUMN incident.submission_id IS 'The delivery of a statutory data set that it belongs to; null where it came another way.';
  COMMENT ON COLUMN incident.casualties IS 'Of a collision: adults killed, seriously, slightly injured, then children likewise; null where not told.';

  CREATE TABLE incident_redelivery (
    partnership_id smallint NOT NULL,
    incident_id bigint NOT NULL,
    submission_id integer NOT NULL,
    PRIMARY KEY (partnership_id, incident_id, submission_id),
    FOREIGN KEY (partnership_id, incident_id) REFERENCES incident ON DELETE CASCADE
  );
  COMMENT ON TABLE incident_redelivery IS 'Deliveries that have an incident which belongs to another one: they keep it when that one is withdrawn.';

  ALTER TABLE involvement DROP CONSTRAINT involvement_role_check,
    ADD CONSTRAINT involvement_role_check CHECK (role IN ('VICTIM', 'OFFENDER', 'SEARCHED', 'EXCLUDED'))`;

const KEYS = `
  ALTER TABLE api_key ADD COLUMN agency_id smallint REFERENCES agency;
  COMMENT ON COLUMN api_key.agency_id IS 'The agency that a key delivers for, and whose lines of the ledger it sees; null: all of the partnership.'`;

/** Row-level security of the ledger: its accounts are exact counts of closed records. */
const GATE = `
  ALTER TABLE submission ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reject ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own_lines ON submission TO csg_viewer USING
    (partnership_id = (SELECT nullif(current_setting('csg.ledger_partnership', true), '')::smallint)
     AND ((SELECT nullif(current_setting('csg.ledger_agency', true), '')) IS NULL
       OR agency_id = (SELECT nullif(current_setting('csg.ledger_agency', true), '')::smallint)));
  CREATE POLICY own_lines ON reject TO csg_viewer USING
    (EXISTS (SELECT FROM submission AS s WHERE s.partnership_id = reject.partnership_id AND s.id = reject.submission_id));
  GRANT SELECT ON submission, reject, holding TO csg_viewer`;
