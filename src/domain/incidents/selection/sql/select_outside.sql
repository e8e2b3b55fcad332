-- Shapes of a filter that share no ground with the partnership.
-- In: partnership_id (of a county its own: its boundary is that of its members), fields (text[], the names of the shapes),
--   {{regions}} (rows of geom, EPSG:27700, one for each of the fields).
-- Out: field; no row where the partnership has no boundary.
WITH shape AS (
  SELECT row_number() OVER () AS nth, geom FROM ({{regions}}) AS r (geom)
)
SELECT asked.field
FROM unnest(:fields::text[]) WITH ORDINALITY AS asked (field, nth)
JOIN shape USING (nth)
WHERE EXISTS (SELECT FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP')
  AND NOT EXISTS (
    SELECT FROM area AS a
    WHERE a.partnership_id = :partnership_id AND a.kind = 'PARTNERSHIP' AND ST_Intersects(a.geom, shape.geom)
  )
ORDER BY asked.nth
