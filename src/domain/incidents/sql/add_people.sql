-- Adds people to incidents, given by fingerprint, and updates details of people who are stored already; a blank detail
-- removes nothing. People of incidents that are not stored are left out.
-- In: partnership_id, source_id, and one array per column; no person of an incident twice.
-- Out: stored (rows that are new, or that have changed).
WITH stored AS (
  INSERT INTO involvement AS v (partnership_id, incident_id, person_key, source_id, role, organisation, sex,
    age_band_system, age_band, self_defined_system, self_defined, officer_defined_system, officer_defined, home_kind,
    home_code)
  SELECT i.partnership_id, i.id, g.person_key, i.source_id, g.role, g.organisation, g.sex, g.age_band_system, g.age_band,
    g.self_defined_system, g.self_defined, g.officer_defined_system, g.officer_defined, g.home_kind, g.home_code
  FROM unnest(:incidents::uuid[], :person_keys::uuid[], :roles::text[], :organisations::boolean[], :sexes::text[],
      :age_band_systems::text[], :age_bands::text[], :self_defined_systems::text[], :self_defineds::text[],
      :officer_defined_systems::text[], :officer_defineds::text[], :home_kinds::text[], :home_codes::text[])
    AS g (incident, person_key, role, organisation, sex, age_band_system, age_band, self_defined_system, self_defined,
      officer_defined_system, officer_defined, home_kind, home_code)
  -- One index look-up per person, forced by OFFSET 0 and + 0: the planner misjudges the size of the table during a
  -- load.
  CROSS JOIN LATERAL (
    SELECT partnership_id, source_id, id
    FROM incident
    WHERE fingerprint = g.incident AND partnership_id + 0::smallint = :partnership_id AND source_id = :source_id
    OFFSET 0
  ) AS i
  ON CONFLICT (partnership_id, incident_id, person_key) DO UPDATE
    SET sex = coalesce(excluded.sex, v.sex), age_band_system = coalesce(excluded.age_band_system, v.age_band_system),
      age_band = coalesce(excluded.age_band, v.age_band),
      self_defined_system = coalesce(excluded.self_defined_system, v.self_defined_system),
      self_defined = coalesce(excluded.self_defined, v.self_defined),
      officer_defined_system = coalesce(excluded.officer_defined_system, v.officer_defined_system),
      officer_defined = coalesce(excluded.officer_defined, v.officer_defined),
      home_kind = coalesce(excluded.home_kind, v.home_kind), home_code = coalesce(excluded.home_code, v.home_code)
    WHERE (v.sex, v.age_band_system, v.age_band, v.self_defined_system, v.self_defined, v.officer_defined_system,
        v.officer_defined, v.home_kind, v.home_code)
      IS DISTINCT FROM (coalesce(excluded.sex, v.sex), coalesce(excluded.age_band_system, v.age_band_system),
        coalesce(excluded.age_band, v.age_band), coalesce(excluded.self_defined_system, v.self_defined_system),
        coalesce(excluded.self_defined, v.self_defined),
        coalesce(excluded.officer_defined_system, v.officer_defined_system),
        coalesce(excluded.officer_defined, v.officer_defined), coalesce(excluded.home_kind, v.home_kind),
        coalesce(excluded.home_code, v.home_code))
  RETURNING 1
)
SELECT count(*) AS stored FROM stored
