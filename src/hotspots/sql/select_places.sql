-- Incidents at each place: of the period itself, and of the two windows of a comparison.
-- In: {{counts}} (rows of location_id, n, current, previous, weighted, without_weight; one branch per window),
--   partnership_id, weight_set where the counts are weighed.
-- Out: location_id, easting and northing (EPSG:27700), n, current, previous, weighted (summed weight of the n),
--   without_weight (those of the n whose offence has no weight); one row of null place for incidents without one.
SELECT l.id AS location_id, l.easting, l.northing, p.n, p.current, p.previous, p.weighted, p.without_weight
FROM (
  SELECT c.location_id, sum(c.n)::integer AS n, sum(c.current)::integer AS current,
    sum(c.previous)::integer AS previous, sum(c.weighted) AS weighted,
    sum(c.without_weight)::integer AS without_weight
  FROM ({{counts}}) AS c
  GROUP BY c.location_id
) AS p
LEFT JOIN location AS l ON l.partnership_id = :partnership_id AND l.id = p.location_id
