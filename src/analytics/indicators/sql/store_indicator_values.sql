-- Stores figures of indicators, which exist, and tells which of them said something new.
-- In: partnership_id, figures (JSON text: line, code, from, value, numerator, denominator of each, code and from different).
-- Out: line of each that did.
WITH given AS (
  SELECT g.line, g.code, g."from" AS period_from, g.value, g.numerator, g.denominator
  FROM json_to_recordset(:figures::json) AS g (line integer, code text, "from" date, value float8, numerator float8,
    denominator float8)
), changed AS (
  SELECT g.*
  FROM given AS g
  LEFT JOIN indicator_value AS v ON v.partnership_id = :partnership_id
    AND (v.code, v.period_from) = (g.code, g.period_from)
  WHERE (v.value, v.numerator, v.denominator) IS DISTINCT FROM (g.value, g.numerator, g.denominator)
), stored AS (
  INSERT INTO indicator_value (partnership_id, code, period_from, value, numerator, denominator)
  SELECT :partnership_id, code, period_from, value, numerator, denominator
  FROM changed
  ON CONFLICT (partnership_id, code, period_from)
    DO UPDATE SET value = excluded.value, numerator = excluded.numerator, denominator = excluded.denominator
)
SELECT line FROM changed
