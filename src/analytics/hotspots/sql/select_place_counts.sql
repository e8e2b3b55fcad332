-- Distribution of places by number of incidents of a filter, including places without any.
-- In: {{counts}} (table of the selected counts), {{inside}} (condition on location AS l, true inside the regions of the
--   filter), partnership_ids smallint[], sources smallint[].
-- Out: is_place (false: incidents without a place), n (incidents at each), places (number of places with n incidents).
--   A place is a location with an incident of these sources, at any time and of any offence.
WITH counted AS (
  SELECT c.location_id, sum(c.n)::integer AS n
  FROM {{counts}} AS c
  GROUP BY c.location_id
), known AS (
  SELECT DISTINCT c.location_id
  FROM incident_count AS c
  JOIN location AS l ON l.partnership_id = c.partnership_id AND l.id = c.location_id
  WHERE c.partnership_id = ANY (:partnership_ids::smallint[]) AND c.source_id = ANY (:sources::smallint[]) AND {{inside}}
)
SELECT location_id IS NOT NULL AS is_place, coalesce(counted.n, 0) AS n, count(*)::integer AS places
FROM known
FULL JOIN counted USING (location_id)
GROUP BY 1, 2
ORDER BY 1, 2
