-- The SNT areas that have each theme as a priority on some day of a period: the theme itself, a part of it, or a theme that
-- it is part of.
-- In: partnership_ids smallint[], from, to, theme_ids smallint[] and names text[] of the partnership's themes, part_ids and
--   whole_ids smallint[] (pairs of a theme and one that it is part of).
-- Out: theme_id; code and name of the area (the name of its newest boundary, else its code); via (name of the theme that the
--   area has as a priority, null where that is the theme itself); offered (whether areas could choose the theme). Of a
--   theme that is no priority one row without area; by theme and code.
WITH theme_of AS (
  SELECT * FROM unnest(:theme_ids::smallint[], :names::text[]) AS t (id, name)
), within AS (
  SELECT * FROM unnest(:part_ids::smallint[], :whole_ids::smallint[]) AS w (part_id, whole_id)
), related AS (
  SELECT id AS theme_id, id AS via_id FROM theme_of
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
  JOIN theme_of AS via ON via.id = r.via_id
  ORDER BY r.theme_id, c.area_code, r.via_id <> r.theme_id, r.via_id
)
SELECT t.id AS theme_id, p.area_code AS code, coalesce(a.name, p.area_code) AS name, p.via,
  EXISTS (SELECT FROM chosen WHERE chosen.theme_id = t.id) AS offered
FROM theme_of AS t
LEFT JOIN priority AS p ON p.theme_id = t.id
LEFT JOIN LATERAL (
  SELECT name
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'SNT_AREA' AND code = p.area_code
  ORDER BY valid_from DESC NULLS LAST, id
  LIMIT 1
) AS a ON true
ORDER BY t.id, p.area_code COLLATE "C"
