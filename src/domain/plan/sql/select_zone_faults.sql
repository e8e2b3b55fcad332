-- Faults of the zones of an action on a day: zones that are not an area, and pairs that overlap by more than a
-- thousandth of the smaller one (outlines of different scales leave slivers).
-- In: partnership_ids smallint[], roles, kinds and codes (text[], one of each for every zone), day.
-- Out: role, other (role of the overlapping zone; null: the zone is not an area).
WITH zone AS (
  SELECT z.position, z.role, a.geom, ST_Area(a.geom) AS size
  FROM unnest(:roles::text[], :kinds::text[], :codes::text[]) WITH ORDINALITY AS z (role, kind, code, position)
  LEFT JOIN area AS a ON a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = z.kind AND a.code = z.code
    AND daterange(a.valid_from, a.valid_to, '[]') @> :day::date
)
SELECT role, NULL AS other
FROM zone
WHERE geom IS NULL
UNION ALL
SELECT later.role, earlier.role
FROM zone AS earlier
JOIN zone AS later ON later.position > earlier.position AND ST_Intersects(later.geom, earlier.geom)
WHERE ST_Area(ST_Intersection(later.geom, earlier.geom)) > 0.001 * least(later.size, earlier.size)
