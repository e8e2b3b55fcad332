-- Shape, name, areas and offences of the clusters of any number of selections, each cluster given by its places.
-- In: requests integer[], clusters integer[], locations integer[] and weights integer[] (one entry per place; a cluster
--   has its number within its request), eps (metres; a hull narrower than a metre on average is widened by eps/2),
--   centre_requests, centre_clusters, centre_eastings and centre_northings (the mean centres), centre_days (day whose
--   boundaries count), {{counts}} (rows of request, location_id, offence_id, n), partnership_ids smallint[].
-- Out: request, cluster, hull (GeoJSON text, EPSG:4326), longitude and latitude of the centre, name (of the gazetteer, an
--   estate or town centre before a wider area; where the centre lies in none of these the publisher's name of most of the
--   incidents, else that of the SNT area with most of them, else of the ward; else null), ward_id and snt_area_id (those
--   with most of the incidents), offences (JSON array of {offence_id, count}; null where there is none).
-- Method of the hull: concave hull of the places (ratio 0.5 of the longest edge, no holes). One place, two, and a line have
-- no area; nor, to speak of, have places along a straight street, whose coordinates are good to a metre or so.
WITH member AS MATERIALIZED (
  SELECT *
  FROM unnest(:requests::integer[], :clusters::integer[], :locations::integer[], :weights::integer[])
    AS m (request, cluster, location_id, weight)
), shape AS (
  SELECT m.request, m.cluster, ST_ConcaveHull(ST_Collect(l.geom), 0.5) AS hull
  FROM member AS m
  JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = m.location_id
  GROUP BY m.request, m.cluster
), outline AS (
  SELECT request, cluster,
    CASE WHEN ST_Area(hull) > ST_Perimeter(hull) / 2 THEN hull ELSE ST_Buffer(hull, :eps::float8 / 2, 8) END AS hull
  FROM shape
), centre AS MATERIALIZED (
  SELECT c.request, c.cluster, c.day, point AS geom, ST_Transform(point, 4326) AS degrees
  FROM unnest(:centre_requests::integer[], :centre_clusters::integer[], :centre_eastings::float8[],
    :centre_northings::float8[], :centre_days::date[]) AS c (request, cluster, easting, northing, day)
  CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(c.easting, c.northing), 27700) AS point) AS p
), area_weight AS (
  SELECT m.request, m.cluster, a.kind, a.id, a.name, sum(m.weight) AS weight
  FROM member AS m
  JOIN centre AS c ON c.request = m.request AND c.cluster = m.cluster
  JOIN location_area AS la ON la.partnership_id = ANY (:partnership_ids::smallint[]) AND la.location_id = m.location_id
    AND la.kind IN ('WARD', 'SNT_AREA')
  JOIN area AS a ON a.id = la.area_id AND daterange(a.valid_from, a.valid_to, '[]') @> c.day
  GROUP BY m.request, m.cluster, a.kind, a.id, a.name
), main_area AS (
  SELECT DISTINCT ON (request, cluster, kind) request, cluster, kind, id, name
  FROM area_weight
  ORDER BY request, cluster, kind, weight DESC, id
), publisher_name AS (
  SELECT DISTINCT ON (m.request, m.cluster) m.request, m.cluster, l.name
  FROM member AS m
  JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = m.location_id
    AND l.name IS NOT NULL
  GROUP BY m.request, m.cluster, l.name
  ORDER BY m.request, m.cluster, sum(m.weight) DESC, l.name COLLATE "C"
), counts AS MATERIALIZED (
  {{counts}}
), offence_count AS (
  SELECT m.request, m.cluster, c.offence_id, sum(c.n) AS count
  FROM counts AS c
  JOIN member AS m ON m.request = c.request AND m.location_id = c.location_id
  GROUP BY m.request, m.cluster, c.offence_id
), offences AS (
  SELECT request, cluster, json_agg(json_build_object('offence_id', offence_id, 'count', count)
    ORDER BY count DESC, offence_id) AS offences
  FROM offence_count
  GROUP BY request, cluster
)
SELECT o.request, o.cluster,
  ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Transform(o.hull, 4326)), 7) AS hull,
  ST_X(centre.degrees) AS longitude, ST_Y(centre.degrees) AS latitude,
  coalesce(
    (SELECT name FROM place AS p
      WHERE p.partnership_id = ANY (:partnership_ids::smallint[]) AND ST_Intersects(p.geom, centre.geom)
      ORDER BY p.kind NOT IN ('estate', 'town centre'), ST_Distance(ST_Centroid(p.geom), centre.geom), p.name
      LIMIT 1),
    publisher_name.name, snt_area.name, ward.name) AS name,
  ward.id AS ward_id, snt_area.id AS snt_area_id, offences.offences
FROM outline AS o
JOIN centre ON centre.request = o.request AND centre.cluster = o.cluster
LEFT JOIN main_area AS ward ON ward.request = o.request AND ward.cluster = o.cluster AND ward.kind = 'WARD'
LEFT JOIN main_area AS snt_area ON snt_area.request = o.request AND snt_area.cluster = o.cluster
  AND snt_area.kind = 'SNT_AREA'
LEFT JOIN publisher_name ON publisher_name.request = o.request AND publisher_name.cluster = o.cluster
LEFT JOIN offences ON offences.request = o.request AND offences.cluster = o.cluster
ORDER BY o.request, o.cluster
