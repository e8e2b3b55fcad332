-- Takes out of some periods all priorities that are not among those given.
-- In: partnership_id, priorities (JSON text: theme, areaCode, from, to of each).
-- Out: area_code of each that was taken out.
WITH given AS (
  SELECT g."from" AS period_from, g."to" AS period_to, theme.id AS theme_id, g."areaCode" AS area_code
  FROM json_to_recordset(:priorities::json) AS g (theme text, "areaCode" text, "from" date, "to" date)
  JOIN theme ON theme.code = g.theme
)
DELETE FROM snt_priority AS p
WHERE p.partnership_id = :partnership_id
  AND (p.period_from, p.period_to) IN (SELECT period_from, period_to FROM given)
  AND (p.period_from, p.period_to, p.theme_id, p.area_code)
    NOT IN (SELECT period_from, period_to, theme_id, area_code FROM given)
RETURNING p.area_code
