-- Sites of hospitals of the gazetteer, and the postcode district of a day that each lies in; where two overlap the one
-- with the least code. A site that several partnerships have in their gazetteers is one.
-- In: partnership_ids smallint[], day. Out: name, longitude, latitude, easting, northing, district_id (null where it lies in none).
SELECT p.name, ST_X(d.degrees) AS longitude, ST_Y(d.degrees) AS latitude, ST_X(p.point) AS easting,
  ST_Y(p.point) AS northing, (
    SELECT a.id
    FROM area AS a
    WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND a.kind = 'POSTCODE_DISTRICT'
      AND daterange(a.valid_from, a.valid_to, '[]') @> :day::date AND ST_Intersects(a.geom, p.point)
    ORDER BY a.code COLLATE "C", a.id
    LIMIT 1
  ) AS district_id
FROM (
  SELECT DISTINCT name, ST_Centroid(geom) AS point FROM place
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'hospital'
) AS p
CROSS JOIN LATERAL (SELECT ST_Transform(p.point, 4326) AS degrees) AS d
ORDER BY p.name COLLATE "C"
