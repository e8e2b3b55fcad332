-- The SNT areas that have each theme, or a part of it, as a priority on some day of a period.
-- In: partnership_ids smallint[], from, to.
-- Out: theme_id, code and name of the area (the name of its newest boundary, else its code); of a theme that is no
--   priority one row with nulls; by theme and code.
SELECT t.id AS theme_id, p.area_code AS code, coalesce(a.name, p.area_code) AS name
FROM theme AS t
LEFT JOIN (
  SELECT DISTINCT whole.id AS theme_id, s.area_code
  FROM snt_priority AS s
  JOIN theme AS part ON part.id = s.theme_id
  JOIN theme AS whole ON whole.id IN (part.id, part.parent_id)
  WHERE s.partnership_id = ANY (:partnership_ids::smallint[]) AND s.period_from <= :to::date AND s.period_to >= :from::date
) AS p ON p.theme_id = t.id
LEFT JOIN LATERAL (
  SELECT name
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'SNT_AREA' AND code = p.area_code
  ORDER BY valid_from DESC NULLS LAST, id
  LIMIT 1
) AS a ON true
ORDER BY t.id, p.area_code COLLATE "C"
