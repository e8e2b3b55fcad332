-- Areas of every kind that contain a point on a day. On a shared edge or overlap the lowest code wins, as for incidents
-- (see complete_location_areas). In: partnership_ids smallint[], longitude, latitude, at. Out: as select_areas.
WITH point AS MATERIALIZED (
  -- The projection has no values far from Britain: move such a point to a place that has no areas either.
  SELECT ST_Transform(ST_SetSRID(ST_MakePoint(least(greatest(:longitude::float8, -12), 6),
    least(greatest(:latitude::float8, 47), 64)), 4326), 27700) AS geom
)
SELECT DISTINCT ON (a.kind) a.id, a.kind, a.code, a.name, a.origin, a.valid_from, a.valid_to,
  ST_Area(a.geom) / 1e6 AS area_km2,
  ST_X(centroid) AS easting, ST_Y(centroid) AS northing,
  ST_X(degrees) AS longitude, ST_Y(degrees) AS latitude
FROM area AS a
JOIN point ON ST_Intersects(a.geom, point.geom)
CROSS JOIN LATERAL (SELECT ST_Centroid(a.geom) AS centroid) AS c
CROSS JOIN LATERAL (SELECT ST_Transform(centroid, 4326) AS degrees) AS d
WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND daterange(a.valid_from, a.valid_to, '[]') @> :at::date
ORDER BY a.kind, a.code COLLATE "C", a.id
