-- Areas by id. In: ids integer[]. Out: as select_areas.
SELECT id, kind, code, name, origin, valid_from, valid_to,
  ST_Area(geom) / 1e6 AS area_km2,
  ST_X(centroid) AS easting, ST_Y(centroid) AS northing,
  ST_X(degrees) AS longitude, ST_Y(degrees) AS latitude
FROM area
CROSS JOIN LATERAL (SELECT ST_Centroid(geom) AS centroid) AS c
CROSS JOIN LATERAL (SELECT ST_Transform(centroid, 4326) AS degrees) AS d
WHERE id = ANY (:ids::integer[])
