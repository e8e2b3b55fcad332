-- Incidents at each place in the two windows of a question.
-- In: {{counts}} (rows of location_id, current, previous), partnership_ids smallint[].
-- Out: one row. Packed, entry i of each being the same place: location_ids, eastings and northings (EPSG:27700), currents,
--   previouses; all null where there is no place.
SELECT string_agg(int4send(l.id), '') AS location_ids,
  string_agg(float8send(l.easting), '') AS eastings,
  string_agg(float8send(l.northing), '') AS northings,
  string_agg(int4send(p.current), '') AS currents,
  string_agg(int4send(p.previous), '') AS previouses
FROM (
  SELECT c.location_id, sum(c.current)::integer AS current, sum(c.previous)::integer AS previous
  FROM ({{counts}}) AS c
  GROUP BY c.location_id
) AS p
JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = p.location_id
