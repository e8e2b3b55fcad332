-- Stores priorities of SNT areas and tells which of them were new.
-- In: partnership_id, priorities (JSON text: theme, areaCode, from, to of each, all different).
-- Out: ordinal (from 1) of each that was.
WITH given AS (
  SELECT row_number() OVER () AS ordinal, g."from" AS period_from, g."to" AS period_to, theme.id AS theme_id,
    g."areaCode" AS area_code
  FROM json_to_recordset(:priorities::json) AS g (theme text, "areaCode" text, "from" date, "to" date)
  JOIN theme ON theme.code = g.theme
), stored AS (
  INSERT INTO snt_priority (partnership_id, period_from, period_to, theme_id, area_code)
  SELECT :partnership_id, period_from, period_to, theme_id, area_code
  FROM given
  ON CONFLICT DO NOTHING
  RETURNING period_from, period_to, theme_id, area_code
)
SELECT g.ordinal
FROM given AS g
JOIN stored AS s USING (period_from, period_to, theme_id, area_code)
