-- Marks consecutive versions of an area that cover the same ground: the overlap of each with the one before is at least
-- 95% of the greater of the two. A ward redrawn at another scale fits; one with new boundaries under its old code does
-- not.
-- In: partnership_id, kind. Out: nothing; writes area.ground, the id of the first version on the ground.
WITH version AS (
  SELECT id, code, valid_from, geom, lag(geom) OVER earlier AS before
  FROM area
  WHERE partnership_id = :partnership_id AND kind = :kind
  WINDOW earlier AS (PARTITION BY code ORDER BY valid_from NULLS FIRST)
), run AS (
  SELECT id, code, valid_from, count(*) FILTER (WHERE before IS NULL
      OR ST_Area(ST_Intersection(geom, before)) < 0.95 * greatest(ST_Area(geom), ST_Area(before)))
    OVER (PARTITION BY code ORDER BY valid_from NULLS FIRST) AS nth
  FROM version
), same AS (
  SELECT id, first_value(id) OVER (PARTITION BY code, nth ORDER BY valid_from NULLS FIRST) AS ground
  FROM run
)
UPDATE area SET ground = same.ground
FROM same
WHERE same.id = area.id AND area.ground IS DISTINCT FROM same.ground
