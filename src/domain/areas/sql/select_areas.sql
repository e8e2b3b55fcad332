-- Areas of one kind that are valid on a day, by code. An area of several partnerships (a postcode district that reaches
-- into two members of a county) is one row.
-- In: partnership_ids smallint[], kind, at date, after_code / after_id (null: from the first), most.
-- Out: the columns of AreaRow; easting and northing (EPSG:27700), longitude and latitude (EPSG:4326) of the centroid,
--   twins integer[] (ids of the same area in other partnerships).
SELECT area.id, area.kind, area.code, area.name, area.origin, area.valid_from, area.valid_to,
  ST_Area(area.geom) / 1e6 AS area_km2,
  ST_X(centroid) AS easting, ST_Y(centroid) AS northing,
  ST_X(degrees) AS longitude, ST_Y(degrees) AS latitude, twins
FROM area
CROSS JOIN LATERAL (SELECT ST_Centroid(geom) AS centroid) AS c
CROSS JOIN LATERAL (SELECT ST_Transform(centroid, 4326) AS degrees) AS d
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(twin.id ORDER BY twin.id), '{}') AS twins, coalesce(bool_or(twin.id < area.id), false) AS told
  FROM area AS twin
  WHERE twin.partnership_id = ANY (:partnership_ids::smallint[]) AND twin.kind = area.kind AND twin.code = area.code
    AND twin.valid_from IS NOT DISTINCT FROM area.valid_from AND twin.id <> area.id
    AND daterange(twin.valid_from, twin.valid_to, '[]') @> :at::date
) AS t
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = :kind
  AND daterange(valid_from, valid_to, '[]') @> :at::date
  AND (:after_code::text IS NULL OR (code COLLATE "C", id) > (:after_code, :after_id::integer))
  AND NOT told
ORDER BY code COLLATE "C", id
LIMIT :most
