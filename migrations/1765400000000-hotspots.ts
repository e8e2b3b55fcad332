import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Names that a publisher gives its map points, the key of hotspots' ids, and hotspots that are followed from month to
 * month.
 */
export class Hotspots1765400000000 implements MigrationInterface {
  name = 'Hotspots1765400000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [NAMES, KEY, TRACKED]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE hotspot_run, hotspot_month, hotspot_step, hotspot;
      DROP FUNCTION hotspot_key();
      ALTER TABLE location DROP COLUMN name`);
  }
}

const NAMES = `
  ALTER TABLE location ADD COLUMN name text CHECK (name IS NULL OR open);
  COMMENT ON COLUMN location.name IS 'Street or place that the publisher of an open source calls an anonymous map point by, such as Toddington Service Area; null where it names only a kind of place, such as a car park.'`;

const KEY = `
  CREATE FUNCTION hotspot_key() RETURNS bytea
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT sha256('hotspot ids'::bytea || disclosure_secret) FROM installation
  $$;
  COMMENT ON FUNCTION hotspot_key IS 'Key that ids of hotspots are sealed with: derived from the secret of the installation, which it does not tell.';
  REVOKE EXECUTE ON FUNCTION hotspot_key() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION hotspot_key() TO csg_viewer`;

/**
 * Hotspots that are made of closed sources too are for those who may read their records; beside them stand the hotspots of
 * open sources alone, for everyone.
 */
const TRACKED = `
  CREATE TABLE hotspot (
    partnership_id smallint NOT NULL REFERENCES partnership,
    id integer GENERATED ALWAYS AS IDENTITY,
    theme_id smallint NOT NULL REFERENCES theme,
    open boolean NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (partnership_id, id)
  );
  COMMENT ON TABLE hotspot IS 'A hotspot of a theme that is followed from month to month. Its id and name stay while it lasts.';
  COMMENT ON COLUMN hotspot.open IS 'Whether it is made of open sources alone.';
  CREATE INDEX hotspot_theme ON hotspot (partnership_id, theme_id, open);

  CREATE TABLE hotspot_month (
    partnership_id smallint NOT NULL,
    hotspot_id integer NOT NULL,
    month date NOT NULL CHECK (month = date_trunc('month', month::timestamp)::date),
    incident_count integer NOT NULL,
    places integer[] NOT NULL,
    weights integer[] NOT NULL,
    outline geometry(Geometry, 4326) NOT NULL,
    split_from integer,
    merged integer[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (partnership_id, hotspot_id, month),
    FOREIGN KEY (partnership_id, hotspot_id) REFERENCES hotspot ON DELETE CASCADE
  );
  COMMENT ON TABLE hotspot_month IS 'A hotspot as it was found on the twelve months that end with a month.';
  COMMENT ON COLUMN hotspot_month.places IS 'Ids of its locations, and in weights the incidents at each.';
  COMMENT ON COLUMN hotspot_month.split_from IS 'Hotspot of the month before that came apart into this one and others.';
  COMMENT ON COLUMN hotspot_month.merged IS 'Hotspots of the month before that grew together to this one.';

  CREATE TABLE hotspot_step (
    partnership_id smallint NOT NULL REFERENCES partnership,
    theme_id smallint NOT NULL REFERENCES theme,
    open boolean NOT NULL,
    month date NOT NULL,
    min_incidents integer NOT NULL,
    digest text NOT NULL,
    PRIMARY KEY (partnership_id, theme_id, open, month)
  );
  COMMENT ON TABLE hotspot_step IS 'Months on which hotspots of a theme were looked for.';
  COMMENT ON COLUMN hotspot_step.digest IS 'Hash of the incidents that they were found on: a month is looked at again where it has changed.';

  CREATE TABLE hotspot_run (
    partnership_id smallint PRIMARY KEY REFERENCES partnership,
    data_version integer NOT NULL
  );
  COMMENT ON TABLE hotspot_run IS 'Version of the data that the hotspots of a partnership were last brought up to.';

  ALTER TABLE hotspot ENABLE ROW LEVEL SECURITY;
  ALTER TABLE hotspot_month ENABLE ROW LEVEL SECURITY;
  ALTER TABLE hotspot_step ENABLE ROW LEVEL SECURITY;
  CREATE POLICY open_or_own ON hotspot TO csg_viewer USING
    (open OR partnership_id = ANY ((SELECT record_partnerships())::smallint[]));
  CREATE POLICY open_or_own ON hotspot_month TO csg_viewer USING
    (EXISTS (SELECT FROM hotspot AS h WHERE h.partnership_id = hotspot_month.partnership_id AND h.id = hotspot_id));
  CREATE POLICY open_or_own ON hotspot_step TO csg_viewer USING
    (open OR partnership_id = ANY ((SELECT record_partnerships())::smallint[]));
  GRANT SELECT ON hotspot, hotspot_month, hotspot_step, hotspot_run TO csg_viewer`;
