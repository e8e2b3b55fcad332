import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Releases: published counts as a table that changes four times a year, in place of a view of the present counts. Their
 * noise is a function of the cell, its agency and its count, in place of one of the records.
 */
export class ReleasedCounts1765500000000 implements MigrationInterface {
  name = 'ReleasedCounts1765500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const part of [FUNCTIONS, TABLES, AGENCIES, KEEP, FORMER_NOISE, COVERAGE]) await runner.query(part);
  }

  /** Records get keys of their fingerprints, since what the former ones were made of is not stored. */
  async down(runner: QueryRunner): Promise<void> {
    for (const part of [DROP, FORMER_RECORDS, FORMER_COUNTS, FORMER_CELLS]) await runner.query(part);
  }
}

const FUNCTIONS = `
  CREATE FUNCTION hmac_pad(mask integer) RETURNS bytea
  LANGUAGE sql STABLE AS $$
    SELECT string_agg(set_byte('\\x00'::bytea, 0, mask # CASE WHEN i < length(disclosure_secret)
      THEN get_byte(disclosure_secret, i) ELSE 0 END), ''::bytea ORDER BY i)
    FROM installation, generate_series(0, 63) AS i
  $$;
  COMMENT ON FUNCTION hmac_pad IS 'Key block of HMAC-SHA256 (RFC 2104) with the secret of the installation: mask 54 for the inner hash, 92 for the outer. Computed once for many cells.';
  REVOKE ALL ON FUNCTION hmac_pad FROM PUBLIC;

  CREATE FUNCTION cell_key(inner_pad bytea, outer_pad bytea, partnership_id smallint, agency_id smallint, source_id smallint,
    month date, offence text, flag integer, ward_id integer, postcode_district text, n integer) RETURNS integer
  LANGUAGE sql STABLE AS $$
    SELECT get_byte(sha256(outer_pad || sha256(inner_pad || convert_to(jsonb_build_array(
      partnership_id, agency_id, source_id, month, offence, flag, ward_id, postcode_district, n)::text, 'UTF8'))), 0)
  $$;
  COMMENT ON FUNCTION cell_key IS 'First byte of the HMAC-SHA256 of a cell and its count. It depends on no record: a count is published alike however often it is delivered again.';

  CREATE FUNCTION renewed_value(published integer, would_be integer) RETURNS integer
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN abs(would_be - published) >= 4 THEN would_be ELSE published END
  $$;
  COMMENT ON FUNCTION renewed_value IS 'Value of a cell in a later release: renewed where it differs by 4 or more from the published one, a function of published values alone.';

  CREATE FUNCTION reads_exact_counts(partnership_id smallint) RETURNS boolean
  LANGUAGE sql STABLE AS $$
    SELECT current_user <> 'csg_viewer' OR coalesce(partnership_id = ANY (exact_partnerships()), false)
  $$;
  COMMENT ON FUNCTION reads_exact_counts IS 'Whether this session may read exact counts of a partnership.'`;

const TABLES = `
  ALTER TABLE partnership
    ADD COLUMN open_version integer NOT NULL DEFAULT 1,
    ADD COLUMN release_number integer NOT NULL DEFAULT 0,
    ADD COLUMN release_due date NOT NULL
      DEFAULT (date_trunc('quarter', now() AT TIME ZONE 'Europe/London') + interval '3 months')::date;
  COMMENT ON COLUMN partnership.open_version IS 'Version of what everyone may read without a release: raised like data_version, but by loads of closed sources.';
  COMMENT ON COLUMN partnership.release_number IS 'Number of releases of protected counts; of a county, those of all its members.';
  COMMENT ON COLUMN partnership.release_due IS 'Day on which the next release is due: the first of a quarter.';
  UPDATE partnership SET open_version = data_version;

  CREATE TABLE release (
    partnership_id smallint NOT NULL REFERENCES partnership,
    number integer NOT NULL,
    released_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (partnership_id, number)
  );
  COMMENT ON TABLE release IS 'Publications of protected counts, of which the last one holds.';

  CREATE TABLE release_hold (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    quarters integer NOT NULL CHECK (quarters BETWEEN 1 AND 8),
    PRIMARY KEY (partnership_id, source_id)
  );
  COMMENT ON TABLE release_hold IS 'Sources with many late records: quarters for which their months are held after they are due.';

  CREATE TABLE released_month (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    month date NOT NULL,
    key_agency_id smallint NOT NULL,
    agency_id smallint,
    ward_ids integer[] NOT NULL,
    first_release integer NOT NULL,
    first_total integer NOT NULL DEFAULT 0,
    PRIMARY KEY (partnership_id, source_id, month, key_agency_id)
  );
  COMMENT ON TABLE released_month IS 'Months of closed sources that were published, by agency.';
  COMMENT ON COLUMN released_month.key_agency_id IS 'Agency that the noise is keyed by: the first that had the month. 0: none was stated.';
  COMMENT ON COLUMN released_month.agency_id IS 'Agency whose records are counted; null while none of them has the month.';
  COMMENT ON COLUMN released_month.ward_ids IS 'Wards that the month was cut by at its first publication, and is cut by for good.';
  COMMENT ON COLUMN released_month.first_total IS 'Sum of its values at first publication.';

  CREATE TABLE released_cell (
    partnership_id smallint NOT NULL REFERENCES partnership,
    month date NOT NULL,
    source_id smallint NOT NULL REFERENCES source,
    key_agency_id smallint NOT NULL,
    offence_id smallint REFERENCES offence,
    flag integer REFERENCES flag,
    ward_id integer REFERENCES area,
    postcode_district text,
    n integer NOT NULL CHECK (n NOT IN (1, 2) AND n >= 0),
    shown boolean NOT NULL,
    CONSTRAINT released_cell_key UNIQUE NULLS NOT DISTINCT
      (partnership_id, month, source_id, key_agency_id, offence_id, flag, ward_id, postcode_district),
    CHECK ((offence_id IS NULL) <> (flag IS NULL))
  );
  COMMENT ON TABLE released_cell IS 'Published values of the last release. A cell without a row was published as nothing.';
  COMMENT ON COLUMN released_cell.shown IS 'Whether the value counts: not while no agency has the month, whose values wait for its return.';

  CREATE TABLE released_coverage (
    partnership_id smallint NOT NULL REFERENCES partnership,
    source_id smallint NOT NULL REFERENCES source,
    first_month date NOT NULL,
    last_month date NOT NULL,
    delivered datemultirange NOT NULL,
    late_share smallint,
    PRIMARY KEY (partnership_id, source_id)
  );
  COMMENT ON TABLE released_coverage IS 'Months of closed sources that are published, as of the last release.';
  COMMENT ON COLUMN released_coverage.late_share IS 'Share of the published counts that came after the first publication of their month, percent, rounded to 5; null below a hundred.'`;

const AGENCIES = `
  ALTER TABLE incident_count DROP COLUMN keys, ADD COLUMN agency_id smallint NOT NULL DEFAULT 0;
  COMMENT ON TABLE incident_count IS 'Incidents by place and month, kept in the transaction of the load.';
  COMMENT ON COLUMN incident_count.agency_id IS 'Agency that delivered them. 0: none was stated, as of open data.';
  ALTER TABLE incident_count DROP CONSTRAINT incident_count_cell;
  DELETE FROM incident_count WHERE source_id IN (SELECT id FROM source WHERE access = 'CLOSED');
  INSERT INTO incident_count
    (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, agency_id, n)
  SELECT i.partnership_id, i.month, i.source_id, i.offence_id, i.flags, i.location_id, i.postcode_district,
    coalesce(s.agency_id, 0), count(*)
  FROM incident AS i
  JOIN source ON source.id = i.source_id AND source.access = 'CLOSED'
  LEFT JOIN submission AS s ON s.partnership_id = i.partnership_id AND s.id = i.submission_id
  GROUP BY i.partnership_id, i.month, i.source_id, i.offence_id, i.flags, i.location_id, i.postcode_district, s.agency_id;
  ALTER TABLE incident_count ADD CONSTRAINT incident_count_cell UNIQUE NULLS NOT DISTINCT
    (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, agency_id);
  ALTER TABLE incident DROP COLUMN record_key;
  COMMENT ON TABLE installation IS 'One row. The secret makes the noise of protected counts unguessable; losing it changes what is published from then on.'`;

/**
 * Present values as the first release, because drawing them again would give a second value of each count away. Where
 * several agencies share a cell, it stays with the first of them; later releases move what differs by 4 or more.
 */
const KEEP = `
  INSERT INTO release (partnership_id, number)
  SELECT id, 1 FROM partnership AS p WHERE NOT EXISTS (SELECT FROM partnership_member WHERE county_id = p.id);
  UPDATE partnership AS p
  SET release_number = greatest(1, (SELECT count(*) FROM partnership_member WHERE county_id = p.id));

  INSERT INTO released_month
    (partnership_id, source_id, month, key_agency_id, agency_id, ward_ids, first_release)
  SELECT DISTINCT c.partnership_id, c.source_id, c.month, coalesce(s.agency_id, 0), coalesce(s.agency_id, 0),
    ARRAY(SELECT a.id FROM area AS a WHERE a.partnership_id = c.partnership_id AND a.kind = 'WARD'
      AND daterange(a.valid_from, a.valid_to, '[]') @> c.month ORDER BY a.id), 1
  FROM coverage AS c
  JOIN source ON source.id = c.source_id AND source.access = 'CLOSED'
  JOIN source_coverage AS v ON v.partnership_id = c.partnership_id AND v.source_id = c.source_id AND v.delivered @> c.month
  LEFT JOIN submission AS s ON s.partnership_id = c.partnership_id AND s.id = c.submission_id
  WHERE c.status = 'DELIVERED';

  INSERT INTO released_cell (partnership_id, month, source_id, key_agency_id, offence_id, flag, ward_id, postcode_district, n, shown)
  SELECT e.partnership_id, e.month, e.source_id, m.key_agency_id, e.offence_id, e.flag, e.ward_id, e.postcode_district,
    e.published, true
  FROM elementary_cell AS e
  JOIN (
    SELECT partnership_id, source_id, month, coalesce(min(key_agency_id) FILTER (WHERE key_agency_id > 0), 0) AS key_agency_id
    FROM released_month
    GROUP BY partnership_id, source_id, month
  ) AS m ON m.partnership_id = e.partnership_id AND m.source_id = e.source_id AND m.month = e.month
  WHERE e.published > 0;

  UPDATE released_month AS m SET first_total = t.total
  FROM (
    SELECT partnership_id, source_id, month, key_agency_id, sum(n) AS total
    FROM released_cell
    WHERE flag IS NULL
    GROUP BY partnership_id, source_id, month, key_agency_id
  ) AS t
  WHERE (t.partnership_id, t.source_id, t.month, t.key_agency_id)
      = (m.partnership_id, m.source_id, m.month, m.key_agency_id);

  INSERT INTO released_coverage (partnership_id, source_id, first_month, last_month, delivered)
  SELECT partnership_id, source_id, min(month), max(month),
    range_agg(daterange(month, (month + interval '1 month')::date))
  FROM released_month
  GROUP BY partnership_id, source_id`;

const FORMER_NOISE = `
  DROP VIEW published_count;
  ALTER TABLE elementary_cell DROP COLUMN keys, DROP COLUMN published;
  COMMENT ON TABLE elementary_cell IS 'Closed sources only. Present counts by cell of the disclosure control, exact: ward (or postcode district, or neither) x month x offence; sensitive offences and sensitive flags by partnership.';
  CREATE VIEW published_count AS
    SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n
    FROM released_cell
    WHERE shown AND n > 0;
  COMMENT ON VIEW published_count IS 'What everyone may read of closed sources. A cell published as nothing has no row, like one without records.';
  GRANT SELECT ON published_count, released_coverage, release TO csg_viewer`;

const COVERAGE = `
  CREATE VIEW known_coverage WITH (security_barrier) AS
    SELECT v.partnership_id, v.source_id, v.first_month, v.last_month, v.delivered, NULL::smallint AS late_share,
      CASE source.access WHEN 'OPEN' THEN 'OPEN' ELSE 'EXACT' END AS basis
    FROM source_coverage AS v
    JOIN source ON source.id = v.source_id
    WHERE source.access = 'OPEN' OR reads_exact_counts(v.partnership_id)
    UNION ALL
    SELECT partnership_id, source_id, first_month, last_month, delivered, late_share, 'RELEASED'
    FROM released_coverage;
  COMMENT ON VIEW known_coverage IS 'Months that a viewer may know to be delivered: of closed sources those of the last release (RELEASED) and, with the right to exact counts, the present ones (EXACT).';
  GRANT SELECT ON known_coverage TO csg_viewer;
  REVOKE SELECT ON source_coverage FROM csg_viewer;

  ALTER TABLE hotspot_run ADD COLUMN open_version integer NOT NULL DEFAULT 0;
  COMMENT ON COLUMN hotspot_run.open_version IS 'Version of the open data that the run followed.'`;

const DROP = `
  DROP VIEW known_coverage, published_count;
  GRANT SELECT ON source_coverage TO csg_viewer;
  ALTER TABLE hotspot_run DROP COLUMN open_version;
  DROP FUNCTION reads_exact_counts(smallint);
  DROP FUNCTION cell_key(bytea, bytea, smallint, smallint, smallint, date, text, integer, integer, text, integer);
  DROP FUNCTION hmac_pad(integer)`;

const FORMER_RECORDS = `
  ALTER TABLE incident ADD COLUMN record_key smallint NOT NULL DEFAULT 0 CHECK (record_key BETWEEN 0 AND 255);
  ALTER TABLE incident ALTER COLUMN record_key DROP DEFAULT;
  UPDATE incident AS i SET record_key = get_byte(sha256(disclosure_secret || convert_to(fingerprint::text, 'UTF8')), 0)
  FROM installation WHERE i.source_id IN (SELECT id FROM source WHERE access = 'CLOSED');
  COMMENT ON COLUMN incident.record_key IS 'First byte of sha256(secret, identity): its share of the cell key of the disclosure control.';
  COMMENT ON TABLE installation IS 'One row. The secret makes record keys unguessable; losing it changes every protected count.'`;

const FORMER_COUNTS = `
  ALTER TABLE incident_count DROP CONSTRAINT incident_count_cell, DROP COLUMN agency_id,
    ADD COLUMN keys integer NOT NULL DEFAULT 0;
  ALTER TABLE incident_count ALTER COLUMN keys DROP DEFAULT;
  DELETE FROM incident_count WHERE source_id IN (SELECT id FROM source WHERE access = 'CLOSED');
  INSERT INTO incident_count (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, n, keys)
  SELECT partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, count(*), sum(record_key) % 256
  FROM incident
  WHERE source_id IN (SELECT id FROM source WHERE access = 'CLOSED')
  GROUP BY partnership_id, month, source_id, offence_id, flags, location_id, postcode_district;
  ALTER TABLE incident_count ADD CONSTRAINT incident_count_cell UNIQUE NULLS NOT DISTINCT
    (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district);
  COMMENT ON TABLE incident_count IS 'Incidents by place and month, kept in the transaction of the load. keys = sum of record keys mod 256.'`;

/**
 * Published values stay until the former program counts a cell again: drawing them again would give more away. Months that
 * were not published get values, since the former program takes none for 0.
 */
const FORMER_CELLS = `
  ALTER TABLE elementary_cell ADD COLUMN keys integer NOT NULL DEFAULT 0, ADD COLUMN published integer NOT NULL DEFAULT 0;
  ALTER TABLE elementary_cell ALTER COLUMN keys DROP DEFAULT, ALTER COLUMN published DROP DEFAULT;
  UPDATE elementary_cell AS e SET published = r.n
  FROM (
    SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, sum(n) AS n
    FROM released_cell
    WHERE shown
    GROUP BY partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district
  ) AS r
  WHERE (r.partnership_id, r.month, r.source_id) = (e.partnership_id, e.month, e.source_id)
    AND r.offence_id IS NOT DISTINCT FROM e.offence_id AND r.flag IS NOT DISTINCT FROM e.flag
    AND r.ward_id IS NOT DISTINCT FROM e.ward_id AND r.postcode_district IS NOT DISTINCT FROM e.postcode_district;
  UPDATE elementary_cell AS e SET published = published_value(n, get_byte(sha256(disclosure_secret || convert_to(
    jsonb_build_array(partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n)::text, 'UTF8')), 0))
  FROM installation
  WHERE NOT EXISTS (
    SELECT FROM released_month AS m
    WHERE m.partnership_id = e.partnership_id AND m.source_id = e.source_id AND m.month = e.month
  );
  COMMENT ON TABLE elementary_cell IS 'Closed sources only. Cells of the disclosure control: ward (or postcode district, or neither) x month x offence; sensitive offences and sensitive flags by partnership.';
  CREATE VIEW published_count AS
    SELECT partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, published AS n
    FROM elementary_cell
    WHERE published > 0;
  COMMENT ON VIEW published_count IS 'What everyone may read of closed sources. A cell published as nothing has no row, like one without records.';
  GRANT SELECT ON published_count TO csg_viewer;
  DROP FUNCTION renewed_value(integer, integer);
  DROP TABLE released_coverage, released_cell, released_month, release_hold, release;
  ALTER TABLE partnership DROP COLUMN open_version, DROP COLUMN release_number, DROP COLUMN release_due`;
