-- The SNT areas that have each theme as a priority on some day of a period: the theme itself, a part of it, or a theme that
-- it is part of. A theme is part of another where it hangs under it, or where all its offences of closed sources are the
-- other's.
-- In: partnership_ids smallint[], from, to.
-- Out: theme_id; code and name of the area (the name of its newest boundary, else its code); via (name of the theme that the
--   area has as a priority, null where that is the theme itself); offered (whether areas could choose the theme). Of a
--   theme that is no priority one row without area; by theme and code.
WITH made AS (
  SELECT ot.theme_id, array_agg(DISTINCT ot.offence_id) AS offences
  FROM offence_theme AS ot
  JOIN source_offence AS so ON so.offence_id = ot.offence_id
  JOIN source ON source.id = so.source_id AND source.access = 'CLOSED'
  GROUP BY ot.theme_id
), within AS (
  SELECT part.theme_id AS part_id, whole.theme_id AS whole_id
  FROM made AS part
  JOIN made AS whole ON whole.theme_id <> part.theme_id AND whole.offences @> part.offences
  UNION
  SELECT id, parent_id FROM theme WHERE parent_id IS NOT NULL
), related AS (
  SELECT id AS theme_id, id AS via_id FROM theme
  UNION
  SELECT part_id, whole_id FROM within
  UNION
  SELECT whole_id, part_id FROM within
), chosen AS (
  SELECT theme_id, area_code
  FROM snt_priority
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND period_from <= :to::date AND period_to >= :from::date
), priority AS (
  SELECT DISTINCT ON (r.theme_id, c.area_code) r.theme_id, c.area_code,
    CASE WHEN r.via_id <> r.theme_id THEN via.name END AS via
  FROM related AS r
  JOIN chosen AS c ON c.theme_id = r.via_id AND c.area_code <> ''
  JOIN theme AS via ON via.id = r.via_id
  ORDER BY r.theme_id, c.area_code, r.via_id <> r.theme_id, r.via_id
)
SELECT t.id AS theme_id, p.area_code AS code, coalesce(a.name, p.area_code) AS name, p.via,
  EXISTS (SELECT FROM chosen WHERE chosen.theme_id = t.id) AS offered
FROM theme AS t
LEFT JOIN priority AS p ON p.theme_id = t.id
LEFT JOIN LATERAL (
  SELECT name
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'SNT_AREA' AND code = p.area_code
  ORDER BY valid_from DESC NULLS LAST, id
  LIMIT 1
) AS a ON true
ORDER BY t.id, p.area_code COLLATE "C"
