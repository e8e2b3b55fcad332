-- Incidents on grounds by month, of any number of selections.
-- In: {{counts}} (rows of request, location_id, month, n, of the places of all grounds), requests integer[], grounds integer[]
--   and locations integer[] (one entry per place; a ground has its number within its request).
-- Out: request, ground, month, n; rows for months with incidents only.
WITH place AS MATERIALIZED (
  SELECT *
  FROM unnest(:requests::integer[], :grounds::integer[], :locations::integer[]) AS p (request, ground, location_id)
)
SELECT p.request, p.ground, c.month, sum(c.n)::integer AS n
FROM (
  {{counts}}
) AS c
JOIN place AS p ON p.request = c.request AND p.location_id = c.location_id
GROUP BY p.request, p.ground, c.month
