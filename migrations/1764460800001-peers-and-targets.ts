import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Most similar groups, crime recorded in them, its offences in terms of the vocabulary; and targets. */
export class PeersAndTargets1764460800001 implements MigrationInterface {
  name = 'PeersAndTargets1764460800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PEERS);
    await runner.query(TARGETS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE target, recorded_crime, recorded_offence, peer');
  }
}

const PEERS = `
  CREATE TABLE peer (
    partnership_id smallint NOT NULL REFERENCES partnership,
    year smallint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    residents integer CHECK (residents >= 0),
    households integer CHECK (households >= 0),
    vehicles integer CHECK (vehicles >= 0),
    premises integer CHECK (premises >= 0),
    PRIMARY KEY (partnership_id, year, code),
    CONSTRAINT peer_name UNIQUE (partnership_id, year, name)
  );
  COMMENT ON TABLE peer IS 'Members of the most similar group of a partnership, itself among them, as published for a year.';
  COMMENT ON COLUMN peer.name IS 'As recorded-crime tables write it.';

  CREATE TABLE recorded_offence (
    kind text NOT NULL CHECK (kind IN ('CODE', 'SUBGROUP')),
    value text NOT NULL,
    offence_id smallint NOT NULL REFERENCES offence,
    PRIMARY KEY (kind, value)
  );
  COMMENT ON TABLE recorded_offence IS 'Which of our offences an offence code of the recorded-crime tables is; the subgroup decides for codes without a row.';

  CREATE TABLE recorded_crime (
    partnership_id smallint NOT NULL REFERENCES partnership,
    peer_code text NOT NULL,
    quarter date NOT NULL CHECK (extract(day FROM quarter) = 1 AND extract(month FROM quarter) IN (1, 4, 7, 10)),
    offence_code text NOT NULL,
    offence_subgroup text NOT NULL,
    n integer NOT NULL,
    PRIMARY KEY (partnership_id, quarter, peer_code, offence_code)
  );
  COMMENT ON TABLE recorded_crime IS 'Published counts of the members of a most similar group. Negative where a quarter takes back what an earlier one counted.';
  COMMENT ON COLUMN recorded_crime.quarter IS 'First day of the calendar quarter.';

  GRANT SELECT ON peer, recorded_offence, recorded_crime TO csg_viewer`;

const TARGETS = `
  CREATE TABLE target (
    partnership_id smallint NOT NULL REFERENCES partnership,
    theme_id smallint NOT NULL REFERENCES theme,
    period_from date NOT NULL,
    period_to date NOT NULL,
    aim text NOT NULL CHECK (aim IN ('AT_MOST', 'AT_LEAST')),
    count integer NOT NULL CHECK (count >= 0),
    version integer NOT NULL CHECK (version > 0),
    set_by text NOT NULL,
    set_at timestamptz NOT NULL,
    PRIMARY KEY (partnership_id, theme_id, period_from, period_to),
    CHECK (period_from <= period_to)
  );
  COMMENT ON COLUMN target.version IS 'Counts the changes, so that nobody overwrites a change that they have not seen.';

  GRANT SELECT ON target TO csg_viewer`;
