-- Removes figures of indicators. In: partnership_id, figures (JSON text: line, code, from of each).
-- Out: line of each that was there.
WITH given AS (
  SELECT g.line, g.code, g."from" AS period_from
  FROM json_to_recordset(:figures::json) AS g (line integer, code text, "from" date)
), removed AS (
  DELETE FROM indicator_value AS v
  USING given AS g
  WHERE v.partnership_id = :partnership_id AND (v.code, v.period_from) = (g.code, g.period_from)
  RETURNING g.line
)
SELECT line FROM removed
