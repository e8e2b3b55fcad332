-- Incidents at each place in each step of time, counted from a first month.
-- In: {{counts}} (table of the selected counts, whole months only), partnership_ids, first (first day of the first step),
--   months (length of a step).
-- Out: location_id, easting and northing (EPSG:27700), step (0, 1, …), n; rows of null place for incidents without one.
SELECT l.id AS location_id, l.easting, l.northing, p.step, p.n
FROM (
  SELECT c.location_id, sum(c.n)::integer AS n, ((
      extract(year FROM c.month) * 12 + extract(month FROM c.month)
      - extract(year FROM :first::date) * 12 - extract(month FROM :first::date)
    )::integer / :months::integer) AS step
  FROM {{counts}} AS c
  GROUP BY c.location_id, step
) AS p
LEFT JOIN location AS l ON l.partnership_id = ANY (:partnership_ids::smallint[]) AND l.id = p.location_id
