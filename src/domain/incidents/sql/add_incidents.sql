-- Adds incidents that were not delivered before.
-- In: partnership_id, source_id, one array per column, no fingerprint twice, and submission_id (the delivery that they
-- belong to; null where they belong to none). Out: added (number of rows).
-- Loads of a partnership take turns (lock_partnership), so what is not there when looked for is not there when it is added:
-- a look for each, fenced (OFFSET 0) and by the fingerprint's index alone (+ 0), costs a third of ON CONFLICT. Were it otherwise, incident_delivered_once would refuse it.
WITH added AS (
  INSERT INTO incident (partnership_id, source_id, offence_id, location_id, postcode_district, occurred_from,
    occurred_to, month, "precision", outcome_id, stated_outcome_id, flags, record_key, reference, outcome_key, fingerprint,
    submission_id)
  SELECT :partnership_id, :source_id, g.*, :submission_id::integer
  FROM unnest(:offences::smallint[], :locations::integer[], :districts::text[], :froms::timestamptz[],
      :tos::timestamptz[], :months::date[], :precisions::text[], :outcomes::smallint[], :outcomes::smallint[],
      :flags::integer[], :record_keys::smallint[], :references::text[], :outcome_keys::uuid[], :fingerprints::uuid[])
    AS g (offence_id, location_id, postcode_district, occurred_from, occurred_to, month, "precision", outcome_id,
      stated_outcome_id, flags, record_key, reference, outcome_key, fingerprint)
  WHERE NOT EXISTS (
    SELECT FROM incident AS i
    WHERE i.fingerprint = g.fingerprint AND i.partnership_id + 0::smallint = :partnership_id AND i.source_id = :source_id
    OFFSET 0)
  RETURNING 1
)
SELECT count(*) AS added FROM added
