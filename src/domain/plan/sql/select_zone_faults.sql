-- Faults of the zones of an action on a day: zones that are not an area, and pairs that overlap by more than a
-- thousandth of the smaller one (outlines of different scales leave slivers). A hotspot is a circle of one metre round each
-- of its places, in the newest month that had ended before the day.
-- In: partnership_ids smallint[], roles and kinds text[], codes text[] (null: a hotspot) and hotspots integer[] (null: an
--   area), one of each for every zone, day.
-- Out: role, other (role of the overlapping zone; null: the zone is not an area).
WITH zone AS (
  SELECT z.position, z.role, ground.geom, ST_Area(ground.geom) AS size
  FROM unnest(:roles::text[], :kinds::text[], :codes::text[], :hotspots::integer[]) WITH ORDINALITY
    AS z (role, kind, code, hotspot_id, position)
  LEFT JOIN area AS a ON a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = z.kind AND a.code = z.code
    AND daterange(a.valid_from, a.valid_to, '[]') @> :day::date
  LEFT JOIN LATERAL (
    SELECT partnership_id, places
    FROM hotspot_month
    WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND hotspot_id = z.hotspot_id
      AND month + interval '1 month' <= :day::date
    ORDER BY month DESC
    LIMIT 1
  ) AS spot ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(a.geom, (
      SELECT ST_Buffer(ST_Collect(l.geom), 1)
      FROM location AS l
      WHERE l.partnership_id = spot.partnership_id AND l.id = ANY (spot.places)
    )) AS geom
  ) AS ground
)
SELECT role, NULL AS other
FROM zone
WHERE geom IS NULL
UNION ALL
SELECT later.role, earlier.role
FROM zone AS earlier
JOIN zone AS later ON later.position > earlier.position AND ST_Intersects(later.geom, earlier.geom)
WHERE ST_Area(ST_Intersection(later.geom, earlier.geom)) > 0.001 * least(later.size, earlier.size)
