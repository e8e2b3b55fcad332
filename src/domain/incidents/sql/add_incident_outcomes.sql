-- Adds outcome events that are not stored yet, with or without their incidents.
-- In: partnership_id, source_id, outcome_keys uuid[], months date[], outcomes smallint[], ordinals integer[].
-- Out: added (number of rows).
WITH added AS (
  INSERT INTO incident_outcome (partnership_id, source_id, outcome_key, month, outcome_id, ordinal)
  SELECT :partnership_id, :source_id, g.*
  FROM unnest(:outcome_keys::uuid[], :months::date[], :outcomes::smallint[], :ordinals::integer[]) AS g
  ON CONFLICT DO NOTHING
  RETURNING 1
)
SELECT count(*) AS added FROM added
