-- Stores indicators of a partnership, and tells which of them said something new.
-- In: partnership_id, indicators (JSON text: code, name, unit, frequency, higherIsBetter, source, licence of each, codes
--   different). Out: code of each that did.
WITH given AS (
  SELECT g.code, g.name, g.unit, g.frequency, g."higherIsBetter" AS higher_is_better, g.source, g.licence
  FROM json_to_recordset(:indicators::json) AS g (code text, name text, unit text, frequency text,
    "higherIsBetter" boolean, source text, licence text)
)
INSERT INTO indicator AS stored (partnership_id, code, name, unit, frequency, higher_is_better, source, licence)
SELECT :partnership_id, code, name, unit, frequency, higher_is_better, source, licence
FROM given
ON CONFLICT (partnership_id, code) DO UPDATE SET name = excluded.name, unit = excluded.unit,
  higher_is_better = excluded.higher_is_better, source = excluded.source, licence = excluded.licence
WHERE (stored.name, stored.unit, stored.higher_is_better, stored.source, stored.licence)
  IS DISTINCT FROM (excluded.name, excluded.unit, excluded.higher_is_better, excluded.source, excluded.licence)
RETURNING code
