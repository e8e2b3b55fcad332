-- Adds the weight sets of the shipped seeds that are not there yet, and updates their weights.
-- In: sets jsonb, an array as in seeds/vocabulary/weight-sets.json.
WITH given AS (
  SELECT * FROM jsonb_to_recordset(:sets::jsonb)
    AS s (code text, version smallint, name text, unit text, source text, weights jsonb)
), stored AS (
  INSERT INTO weight_set (code, version, name, unit, source)
  SELECT code, version, name, unit, source FROM given
  ON CONFLICT ON CONSTRAINT weight_set_version
    DO UPDATE SET name = excluded.name, unit = excluded.unit, source = excluded.source
  RETURNING id, code, version
)
INSERT INTO offence_weight (weight_set_id, offence_id, weight)
SELECT stored.id, offence.id, w.value::float8
FROM given
JOIN stored ON (stored.code, stored.version) = (given.code, given.version)
CROSS JOIN LATERAL jsonb_each_text(given.weights) AS w (offence_code, value)
JOIN offence ON offence.code = w.offence_code
ON CONFLICT (weight_set_id, offence_id) DO UPDATE SET weight = excluded.weight
