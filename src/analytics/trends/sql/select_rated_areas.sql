-- The areas of a kind that are valid at some time of a period, one row per code with its newest boundary and the days on
-- which it was valid, or those of one day, which count at all times; and how much of it lies on the ground that the
-- filter asks about.
-- In: partnership_ids smallint[], kind, from, to, areas_as_of (null: each in its own time), {{region}} (geometry,
--   EPSG:27700; null: everywhere).
-- Out: id, code, name, days, share (0 to 1).
WITH region AS MATERIALIZED (
  SELECT {{region}} AS geom
), version AS (
  SELECT a.id, a.code, a.name, a.geom, a.valid_from,
    CASE WHEN :areas_as_of::date IS NULL THEN daterange(a.valid_from, a.valid_to, '[]') ELSE '(,)' END
      * daterange(:from::date, :to::date, '[]') AS valid
  FROM area AS a
  WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = :kind
    AND (:areas_as_of::date IS NULL OR daterange(a.valid_from, a.valid_to, '[]') @> :areas_as_of::date)
), newest AS (
  SELECT DISTINCT ON (code) id, code, name, geom
  FROM version
  WHERE NOT isempty(valid)
  ORDER BY code, valid_from DESC NULLS LAST, id
), lifetime AS (
  SELECT code, (SELECT sum(upper(part) - lower(part)) FROM unnest(valids) AS part) AS days
  FROM (SELECT code, range_agg(valid) AS valids FROM version GROUP BY code) AS each
)
SELECT n.id, n.code, n.name, t.days,
  CASE WHEN r.geom IS NULL THEN 1
    ELSE coalesce(ST_Area(ST_Intersection(n.geom, r.geom)) / nullif(ST_Area(n.geom), 0), 0) END AS share
FROM newest AS n
JOIN lifetime AS t ON t.code = n.code
CROSS JOIN region AS r
ORDER BY n.code COLLATE "C"
