-- Shape, areas and offences of clusters, each given by its places.
-- In: clusters integer[], locations integer[] and weights integer[] (one entry per place), eps (metres; a hull
--   narrower than a metre on average is widened by eps/2), centre_clusters, centre_eastings and centre_northings (the mean centres), at
--   (day whose boundaries count), {{counts}} (subquery as of countsIn), partnership_ids.
-- Out: cluster, hull (GeoJSON text, EPSG:4326), area_km2, longitude and latitude of the centre, place_name (of
--   the gazetteer, an estate or town centre before a wider area; null where the centre lies in none), ward_id and
--   snt_area_id (those with most of the incidents), offences (JSON array of {offence_id, count}).
-- Method of the hull: concave hull of the places (ratio 0.5 of the longest edge, no holes). One place, two, and a line
-- have no area; nor, to speak of, have places along a straight street, whose coordinates are good to a metre or so.
WITH member AS MATERIALIZED (
  SELECT * FROM unnest(:clusters::integer[], :locations::integer[], :weights::integer[])
    AS m (cluster, location_id, weight)
), shape AS (
  SELECT m.cluster, ST_ConcaveHull(ST_Collect(l.geom), 0.5) AS hull
  FROM member AS m
  JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = m.location_id
  GROUP BY m.cluster
), outline AS (
  SELECT cluster, CASE WHEN ST_Area(hull) > ST_Perimeter(hull) / 2 THEN hull ELSE ST_Buffer(hull, :eps::float8 / 2, 8) END AS hull
  FROM shape
), centre AS (
  SELECT c.cluster, point AS geom, ST_Transform(point, 4326) AS degrees
  FROM unnest(:centre_clusters::integer[], :centre_eastings::float8[], :centre_northings::float8[])
    AS c (cluster, easting, northing)
  CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(c.easting, c.northing), 27700) AS point) AS p
), area_weight AS (
  SELECT m.cluster, a.kind, a.id, sum(m.weight) AS weight
  FROM member AS m
  JOIN location_area AS la ON la.partnership_id = ANY (:partnership_ids::smallint[]) AND la.location_id = m.location_id
    AND la.kind IN ('WARD', 'SNT_AREA')
  JOIN area AS a ON a.id = la.area_id AND daterange(a.valid_from, a.valid_to, '[]') @> :at::date
  GROUP BY m.cluster, a.kind, a.id
), main_area AS (
  SELECT DISTINCT ON (cluster, kind) cluster, kind, id
  FROM area_weight
  ORDER BY cluster, kind, weight DESC, id
), offence_count AS (
  SELECT m.cluster, c.offence_id, sum(c.n) AS count
  FROM {{counts}} AS c
  JOIN member AS m ON m.location_id = c.location_id
  GROUP BY m.cluster, c.offence_id
), offences AS (
  SELECT cluster, json_agg(json_build_object('offence_id', offence_id, 'count', count)
    ORDER BY count DESC, offence_id) AS offences
  FROM offence_count
  GROUP BY cluster
)
SELECT o.cluster, ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Transform(o.hull, 4326)), 7) AS hull, ST_Area(o.hull) / 1e6 AS area_km2,
  ST_X(centre.degrees) AS longitude, ST_Y(centre.degrees) AS latitude,
  (SELECT name FROM place AS p
    WHERE p.partnership_id = ANY (:partnership_ids::smallint[]) AND ST_Intersects(p.geom, centre.geom)
    ORDER BY p.kind NOT IN ('estate', 'town centre'), ST_Distance(ST_Centroid(p.geom), centre.geom), p.name
    LIMIT 1) AS place_name,
  (SELECT id FROM main_area AS a WHERE a.cluster = o.cluster AND a.kind = 'WARD') AS ward_id,
  (SELECT id FROM main_area AS a WHERE a.cluster = o.cluster AND a.kind = 'SNT_AREA') AS snt_area_id,
  offences.offences
FROM outline AS o
JOIN centre ON centre.cluster = o.cluster
LEFT JOIN offences ON offences.cluster = o.cluster
ORDER BY o.cluster
