-- Adds the next edition of a weight set.
-- In: code, name, unit, source, weights jsonb (an object from codes of offences to weights).
-- Out: version.
WITH stored AS (
  INSERT INTO weight_set (code, version, name, unit, source)
  SELECT :code::text, coalesce(max(version), 0) + 1, :name, :unit, :source FROM weight_set WHERE code = :code::text
  RETURNING id, version
), added AS (
  INSERT INTO offence_weight (weight_set_id, offence_id, weight)
  SELECT stored.id, offence.id, w.value::float8
  FROM stored
  CROSS JOIN LATERAL jsonb_each_text(:weights::jsonb) AS w (offence_code, value)
  JOIN offence ON offence.code = w.offence_code
)
SELECT version FROM stored
