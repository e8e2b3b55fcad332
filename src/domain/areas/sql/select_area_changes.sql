-- Areas that ended and areas that began inside a period, and months of it without any area of a kind. Versions of an
-- area that cover the same ground are no change.
-- In: partnership_ids smallint[], kinds text[] and codes text[] (pairs; a null code means all areas of the kind), from
--   (a change on this day is none), to (last day).
-- Out: kind, day, ended text[], began text[] (codes; one in both was redrawn), names jsonb (by code, the later one). With
--   a code: its own changes, and the areas that replaced it or that it replaced. For months without areas of a kind that has others: day null,
--   first_month and last_month of each gap (for null codes only).
WITH asked AS (
  SELECT DISTINCT kind, code FROM unnest(:kinds::text[], :codes::text[]) AS a (kind, code)
), version AS (
  SELECT a.partnership_id, a.id, a.kind, a.code, a.name, a.ground, a.geom, a.valid_to, a.valid_from, daterange(a.valid_from, a.valid_to, '[]') AS valid
  FROM area AS a
  WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind IN (SELECT kind FROM asked)
), event AS (
  SELECT v.kind, v.valid_to + 1 AS day, true AS ended, v.code, v.name, v.geom
  FROM version AS v
  WHERE v.valid_to >= :from::date AND v.valid_to < :to::date
    AND NOT EXISTS (SELECT FROM version AS n WHERE n.kind = v.kind AND n.ground = v.ground AND n.valid @> v.valid_to + 1)
  UNION ALL
  SELECT v.kind, v.valid_from, false, v.code, v.name, v.geom
  FROM version AS v
  WHERE v.valid_from > :from::date AND v.valid_from <= :to::date
    AND NOT EXISTS (SELECT FROM version AS n WHERE n.kind = v.kind AND n.ground = v.ground AND n.valid @> v.valid_from - 1)
), concerned AS (
  SELECT e.*
  FROM event AS e
  WHERE EXISTS (SELECT FROM asked AS a WHERE a.kind = e.kind AND (a.code IS NULL OR a.code = e.code))
    OR EXISTS (
      SELECT FROM event AS o
      JOIN asked AS a ON a.kind = o.kind AND a.code = o.code
      WHERE o.kind = e.kind AND o.day = e.day AND o.ended <> e.ended AND ST_Intersects(o.geom, e.geom)
        AND ST_Area(ST_Intersection(o.geom, e.geom)) > 0.01 * least(ST_Area(o.geom), ST_Area(e.geom))
    )
), hole AS (
  SELECT a.kind, unnest(datemultirange(daterange(:from::date, :to::date, '[]')) - range_agg(v.valid)) AS days
  FROM asked AS a
  JOIN version AS v ON v.kind = a.kind
  WHERE a.code IS NULL
  GROUP BY a.kind, v.partnership_id
), gap AS (
  -- The months whose first days lie in it.
  SELECT DISTINCT kind, date_trunc('month', lower(days) + interval '1 month' - interval '1 day') AS first_month,
    date_trunc('month', upper(days) - 1) AS last_month
  FROM hole
)
SELECT kind, day,
  coalesce(array_agg(DISTINCT code COLLATE "C" ORDER BY code COLLATE "C") FILTER (WHERE ended), '{}') AS ended,
  coalesce(array_agg(DISTINCT code COLLATE "C" ORDER BY code COLLATE "C") FILTER (WHERE NOT ended), '{}') AS began,
  jsonb_object_agg(code, name ORDER BY ended DESC) AS names,
  NULL::text AS first_month, NULL::text AS last_month
FROM concerned
GROUP BY kind, day
UNION ALL
SELECT kind, NULL, '{}', '{}', '{}', to_char(first_month, 'YYYY-MM'), to_char(last_month, 'YYYY-MM')
FROM gap
WHERE first_month <= last_month
ORDER BY kind, day, first_month
