-- Adds incidents that are not stored yet.
-- In: partnership_id, source_id, one array per column, no fingerprint twice, and submission_id (the delivery that they
--   belong to, or null). Out: added (number of rows).
-- Safe without ON CONFLICT because loads hold the partnership's lock (lock_partnership): one look-up per row, forced to
-- the index of fingerprints (OFFSET 0, + 0), costs a third of ON CONFLICT. The unique constraint
-- incident_delivered_once still guards.
WITH added AS (
  INSERT INTO incident (partnership_id, source_id, offence_id, location_id, postcode_district, occurred_from,
    occurred_to, month, "precision", outcome_id, stated_outcome_id, flags, reference, outcome_key, fingerprint, submission_id)
  SELECT :partnership_id, :source_id, g.*, :submission_id::integer
  FROM unnest(:offences::smallint[], :locations::integer[], :districts::text[], :froms::timestamptz[],
      :tos::timestamptz[], :months::date[], :precisions::text[], :outcomes::smallint[], :outcomes::smallint[],
      :flags::integer[], :references::text[], :outcome_keys::uuid[], :fingerprints::uuid[])
    AS g (offence_id, location_id, postcode_district, occurred_from, occurred_to, month, "precision", outcome_id,
      stated_outcome_id, flags, reference, outcome_key, fingerprint)
  WHERE NOT EXISTS (
    SELECT FROM incident AS i
    WHERE i.fingerprint = g.fingerprint AND i.partnership_id + 0::smallint = :partnership_id AND i.source_id = :source_id
    OFFSET 0)
  RETURNING 1
)
SELECT count(*) AS added FROM added
