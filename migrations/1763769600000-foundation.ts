import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Locations, incidents, their counts, the disclosure gate and the keys. Every table of facts begins its primary key
 * with `partnership_id`, so that it can be partitioned or distributed by it.
 */
export class Foundation1763769600000 implements MigrationInterface {
  name = 'Foundation1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS postgis');
    for (const part of [VOCABULARY, PLACES, SHARING, INCIDENTS, ACCESS, GATE]) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Keep the role csg_viewer: it belongs to the cluster, where another database may use it.
    await runner.query(`
      DROP VIEW published_count, exact_count;
      DROP TABLE audit, api_key, elementary_cell, source_coverage, incident_count, incident, outcome, location_area, location,
        area_overlap, area, place, reject, submission, source_theme, offence_theme, flag, theme, offence, source,
        partnership, installation;
      DROP FUNCTION published_value(integer, integer);
      REVOKE USAGE ON SCHEMA public FROM csg_viewer`);
  }
}

const VOCABULARY = `
  CREATE TABLE installation (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    disclosure_secret bytea NOT NULL
  );
  COMMENT ON TABLE installation IS 'One row. The secret makes record keys unguessable; losing it changes every protected count.';

  CREATE TABLE source (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    agency text NOT NULL,
    statutory_number smallint,
    access text NOT NULL CHECK (access IN ('OPEN', 'CLOSED')),
    resolution text NOT NULL CHECK (resolution IN ('MINUTE', 'DAY', 'MONTH')),
    snapped boolean NOT NULL,
    adds_to_themes boolean NOT NULL
  );
  COMMENT ON COLUMN source.adds_to_themes IS 'Whether a filter by theme takes this source without naming it.';

  CREATE TABLE offence (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    denominator text CHECK (denominator IN ('RESIDENTS', 'HOUSEHOLDS', 'VEHICLES', 'PREMISES')),
    sensitive boolean NOT NULL
  );
  COMMENT ON COLUMN offence.sensitive IS 'Published at partnership level only.';

  CREATE TABLE theme (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    theme_group text,
    parent_id smallint REFERENCES theme,
    aliases text[] NOT NULL DEFAULT '{}',
    flags integer NOT NULL DEFAULT 0,
    sensitive boolean NOT NULL
  );
  COMMENT ON COLUMN theme.flags IS 'Bitmask: an incident with any of these flags belongs to the theme, whatever its offence.';

  CREATE TABLE flag (
    bit integer PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL
  );

  CREATE TABLE offence_theme (
    offence_id smallint NOT NULL REFERENCES offence,
    theme_id smallint NOT NULL REFERENCES theme,
    PRIMARY KEY (offence_id, theme_id)
  );

  CREATE TABLE source_theme (
    source_id smallint NOT NULL REFERENCES source,
    theme_id smallint NOT NULL REFERENCES theme,
    coverage text NOT NULL CHECK (coverage IN ('EXACT', 'PARENT_ONLY', 'NONE')),
    PRIMARY KEY (source_id, theme_id)
  )`;

const PLACES = `
  CREATE TABLE partnership (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    synthetic boolean NOT NULL DEFAULT false,
    data_version integer NOT NULL DEFAULT 1
  );
  COMMENT ON COLUMN partnership.data_version IS 'Raised by every load; part of every answer and of every cache key.';

  CREATE TABLE area (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partnership_id smallint NOT NULL REFERENCES partnership,
    kind text NOT NULL CHECK (kind IN ('WARD', 'SNT_AREA', 'POSTCODE_DISTRICT', 'LSOA', 'PARTNERSHIP')),
    code text NOT NULL,
    name text NOT NULL,
    geom geometry(MultiPolygon, 27700) NOT NULL,
    valid_from date,
    valid_to date,
    origin text NOT NULL CHECK (origin IN ('IMPORTED', 'DERIVED', 'SYNTHETIC')),
    CONSTRAINT area_version UNIQUE NULLS NOT DISTINCT (partnership_id, kind, code, valid_from),
    CHECK (valid_from <= valid_to)
  );
  COMMENT ON COLUMN area.valid_from IS 'First day of this boundary; null where it always was.';
  COMMENT ON COLUMN area.valid_to IS 'Last day of this boundary; null while it lasts.';
  CREATE INDEX area_geom ON area USING gist (geom);

  CREATE TABLE area_overlap (
    partnership_id smallint NOT NULL REFERENCES partnership,
    ward_id integer NOT NULL REFERENCES area ON DELETE CASCADE,
    other_id integer NOT NULL REFERENCES area ON DELETE CASCADE,
    share_of_ward double precision NOT NULL,
    share_of_other double precision NOT NULL,
    PRIMARY KEY (partnership_id, ward_id, other_id)
  );
  COMMENT ON TABLE area_overlap IS 'How wards and the SNT areas and postcode districts of the same time share ground.';
  CREATE INDEX area_overlap_other ON area_overlap (other_id);

  CREATE TABLE place (
    partnership_id smallint NOT NULL REFERENCES partnership,
    id integer GENERATED ALWAYS AS IDENTITY,
    name text NOT NULL,
    kind text NOT NULL,
    geom geometry(Geometry, 27700) NOT NULL,
    PRIMARY KEY (partnership_id, id),
    CONSTRAINT place_name UNIQUE (partnership_id, name, kind)
  );
  COMMENT ON TABLE place IS 'Gazetteer: the names that people use for estates and town centres. The geometry is the ground a name covers.';
  CREATE INDEX place_geom ON place USING gist (geom);

  CREATE TABLE location (
    partnership_id smallint NOT NULL REFERENCES partnership,
    id integer GENERATED ALWAYS AS IDENTITY,
    longitude double precision NOT NULL,
    latitude double precision NOT NULL,
    easting double precision NOT NULL,
    northing double precision NOT NULL,
    geom geometry(Point, 27700) NOT NULL,
    snapped boolean NOT NULL,
    open boolean NOT NULL,
    PRIMARY KEY (partnership_id, id),
    CONSTRAINT location_place UNIQUE (partnership_id, longitude, latitude, snapped, open)
  );
  COMMENT ON TABLE location IS 'A distinct place of one or more incidents; areas are resolved here once, not per incident.';
  CREATE INDEX location_geom ON location USING gist (geom);

  CREATE TABLE location_area (
    partnership_id smallint NOT NULL,
    location_id integer NOT NULL,
    area_id integer NOT NULL REFERENCES area ON DELETE CASCADE,
    kind text NOT NULL,
    open boolean NOT NULL,
    PRIMARY KEY (partnership_id, area_id, location_id),
    FOREIGN KEY (partnership_id, location_id) REFERENCES location ON DELETE CASCADE
  );
  CREATE INDEX location_area_location ON location_area (partnership_id, location_id, kind) INCLUDE (area_id)`;

const SHARING = `
  CREATE TABLE submission (
    partnership_id smallint NOT NULL REFERENCES partnership,
    id integer GENERATED ALWAYS AS IDENTITY,
    content text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    read integer NOT NULL DEFAULT 0,
    loaded integer NOT NULL DEFAULT 0,
    unchanged integer NOT NULL DEFAULT 0,
    outside integer NOT NULL DEFAULT 0,
    unlocated integer NOT NULL DEFAULT 0,
    rejected integer NOT NULL DEFAULT 0,
    PRIMARY KEY (partnership_id, id),
    CHECK (read = loaded + unchanged + outside + unlocated + rejected)
  );

  CREATE TABLE reject (
    partnership_id smallint NOT NULL,
    submission_id integer NOT NULL,
    line integer NOT NULL,
    field text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (partnership_id, submission_id, line, field),
    FOREIGN KEY (partnership_id, submission_id) REFERENCES submission ON DELETE CASCADE
  );
  COMMENT ON TABLE reject IS 'Rows that were refused: where and why, never what they said.'`;

const INCIDENTS = `
  CREATE TABLE outcome (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    open boolean NOT NULL
  );
  COMMENT ON COLUMN outcome.open IS 'Whether an open source has delivered it: the words of closed ones are for those who may read their records.';

  CREATE TABLE incident (
    partnership_id smallint NOT NULL REFERENCES partnership,
    id bigint GENERATED ALWAYS AS IDENTITY,
    source_id smallint NOT NULL REFERENCES source,
    offence_id smallint NOT NULL REFERENCES offence,
    location_id integer,
    postcode_district text,
    occurred_from timestamptz NOT NULL,
    occurred_to timestamptz NOT NULL,
    month date NOT NULL,
    "precision" text NOT NULL CHECK ("precision" IN ('MINUTE', 'DAY', 'MONTH')),
    outcome_id smallint REFERENCES outcome,
    flags integer NOT NULL,
    record_key smallint NOT NULL CHECK (record_key BETWEEN 0 AND 255),
    reference text,
    fingerprint uuid NOT NULL,
    PRIMARY KEY (partnership_id, id),
    CONSTRAINT incident_delivered_once UNIQUE (partnership_id, source_id, fingerprint),
    FOREIGN KEY (partnership_id, location_id) REFERENCES location,
    CHECK (occurred_from <= occurred_to)
  );
  COMMENT ON COLUMN incident.record_key IS 'First byte of sha256(secret, identity): its share of the cell key of the disclosure control.';
  COMMENT ON COLUMN incident.fingerprint IS 'Hash of what tells this incident from every other of its source.';
  CREATE INDEX incident_in_time ON incident (partnership_id, occurred_from, id);
  CREATE INDEX incident_at_location ON incident (partnership_id, location_id);

  CREATE TABLE incident_count (
    partnership_id smallint NOT NULL REFERENCES partnership,
    month date NOT NULL,
    source_id smallint NOT NULL REFERENCES source,
    offence_id smallint NOT NULL REFERENCES offence,
    flags integer NOT NULL,
    location_id integer,
    postcode_district text,
    n integer NOT NULL,
    keys integer NOT NULL,
    CONSTRAINT incident_count_cell UNIQUE NULLS NOT DISTINCT
      (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district)
  );
  COMMENT ON TABLE incident_count IS 'Incidents by place and month, kept in the transaction of the load. keys = sum of record keys mod 256.';

  CREATE TABLE source_coverage (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    first_month date NOT NULL,
    last_month date NOT NULL,
    PRIMARY KEY (partnership_id, source_id)
  );
  COMMENT ON TABLE source_coverage IS 'The months that a source has delivered, kept in the transaction of the load.';

  CREATE TABLE elementary_cell (
    partnership_id smallint NOT NULL REFERENCES partnership,
    month date NOT NULL,
    source_id smallint NOT NULL REFERENCES source,
    offence_id smallint REFERENCES offence,
    flag integer REFERENCES flag,
    ward_id integer REFERENCES area ON DELETE CASCADE,
    postcode_district text,
    n integer NOT NULL,
    keys integer NOT NULL,
    published integer NOT NULL,
    CONSTRAINT elementary_cell_key UNIQUE NULLS NOT DISTINCT
      (partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district),
    CHECK ((offence_id IS NULL) <> (flag IS NULL))
  );
  COMMENT ON TABLE elementary_cell IS 'Closed sources only. Cells of the disclosure control: ward (or postcode district, or neither) x month x offence; sensitive offences and sensitive flags by partnership.';

  CREATE FUNCTION published_value(n integer, cell_key integer) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT n + CASE
      WHEN n = 0 THEN 0
      WHEN n = 1 THEN CASE WHEN cell_key <= 170 THEN -1 ELSE 2 END
      WHEN n = 2 THEN CASE WHEN cell_key <= 84 THEN -2 ELSE 1 END
      WHEN n = 3 THEN CASE WHEN cell_key <= 25 THEN -3 WHEN cell_key <= 191 THEN 0 WHEN cell_key <= 241 THEN 1 ELSE 2 END
      WHEN n = 4 THEN CASE WHEN cell_key <= 89 THEN -1 WHEN cell_key <= 180 THEN 0 WHEN cell_key <= 240 THEN 1 ELSE 2 END
      ELSE CASE WHEN cell_key <= 31 THEN -2 WHEN cell_key <= 95 THEN -1 WHEN cell_key <= 159 THEN 0 WHEN cell_key <= 223 THEN 1 ELSE 2 END
    END
  $$;
  COMMENT ON FUNCTION published_value IS 'Cell-key perturbation (method as used by ONS for Census 2021): unbiased, and never 1 or 2.'`;

const ACCESS = `
  CREATE TABLE api_key (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('PARTNER', 'ANALYST', 'ADMIN')),
    scopes text[] NOT NULL DEFAULT '{}',
    partnership_id smallint REFERENCES partnership,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
  );
  COMMENT ON COLUMN api_key.hash IS 'sha256 of the key, which itself is shown once and kept nowhere.';

  CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    partnership_id smallint REFERENCES partnership,
    detail jsonb NOT NULL DEFAULT '{}'
  )`;

/**
 * Disclosure gate. A viewer's transaction runs as csg_viewer, which sees rows of open sources, and rows of closed ones
 * only for the partnership whose records the viewer may read. Of all other closed records it sees published_count.
 */
const GATE = `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'csg_viewer') THEN CREATE ROLE csg_viewer NOLOGIN; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  GRANT csg_viewer TO CURRENT_USER;
  GRANT USAGE ON SCHEMA public TO csg_viewer;

  CREATE VIEW published_count AS
    SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, published AS n
    FROM elementary_cell
    WHERE published > 0;
  COMMENT ON VIEW published_count IS 'What everyone may read of closed sources. A cell published as nothing has no row, like one without records.';
  CREATE VIEW exact_count WITH (security_barrier) AS
    SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n
    FROM elementary_cell
    WHERE partnership_id = nullif(current_setting('csg.exact_partnership', true), '')::smallint;

  ALTER TABLE location ENABLE ROW LEVEL SECURITY;
  ALTER TABLE location_area ENABLE ROW LEVEL SECURITY;
  ALTER TABLE outcome ENABLE ROW LEVEL SECURITY;
  ALTER TABLE incident ENABLE ROW LEVEL SECURITY;
  ALTER TABLE incident_count ENABLE ROW LEVEL SECURITY;
  CREATE POLICY open_or_own ON location TO csg_viewer USING
    (open OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));
  CREATE POLICY open_or_own ON location_area TO csg_viewer USING
    (open OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));
  CREATE POLICY open_or_own ON outcome TO csg_viewer USING
    (open OR nullif(current_setting('csg.record_partnership', true), '') IS NOT NULL);
  CREATE POLICY open_or_own ON incident TO csg_viewer USING
    (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
     OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));
  CREATE POLICY open_or_own ON incident_count TO csg_viewer USING
    (source_id = ANY (ARRAY(SELECT id FROM source WHERE access = 'OPEN'))
     OR partnership_id = (SELECT nullif(current_setting('csg.record_partnership', true), '')::smallint));

  GRANT SELECT ON source, offence, theme, flag, offence_theme, source_theme, outcome, partnership, area, area_overlap, place,
    source_coverage, location, location_area, incident, incident_count, published_count, exact_count TO csg_viewer`;
