-- Areas of one kind that are valid on a day, by code.
-- In: partnership_id, kind, at date, after_code / after_id (null: from the first), most.
-- Out: the columns of AreaRow; easting and northing (EPSG:27700), longitude and latitude (EPSG:4326) of the centroid.
SELECT id, kind, code, name, origin, valid_from, valid_to,
  ST_Area(geom) / 1e6 AS area_km2,
  ST_X(centroid) AS easting, ST_Y(centroid) AS northing,
  ST_X(degrees) AS longitude, ST_Y(degrees) AS latitude
FROM area
CROSS JOIN LATERAL (SELECT ST_Centroid(geom) AS centroid) AS c
CROSS JOIN LATERAL (SELECT ST_Transform(centroid, 4326) AS degrees) AS d
WHERE partnership_id = :partnership_id AND kind = :kind
  AND daterange(valid_from, valid_to, '[]') @> :at::date
  AND (:after_code::text IS NULL OR (code COLLATE "C", id) > (:after_code, :after_id::integer))
ORDER BY code COLLATE "C", id
LIMIT :most
