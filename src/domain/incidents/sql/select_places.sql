-- Locations with their number of selected incidents.
-- In: {{counts}} (table of the selected counts), partnership_ids, most. Out: partnership_id, id, longitude and latitude (EPSG:4326),
--   easting and northing (EPSG:27700), snapped, count; from west to east, `most` at most.
SELECT l.partnership_id, l.id, l.longitude, l.latitude, l.easting, l.northing, l.snapped, p.count
FROM (
  SELECT c.location_id, sum(c.n)::integer AS count
  FROM {{counts}} AS c
  WHERE c.location_id IS NOT NULL
  GROUP BY c.location_id
) AS p
JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = p.location_id
ORDER BY l.longitude, l.latitude, l.snapped, l.open, l.id
LIMIT :most
