-- First month that hotspots of a theme were looked for in.
-- In: partnership_ids smallint[], theme_id, open. Out: month (its first day; null where they never were).
SELECT min(month) AS month
FROM hotspot_step
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND theme_id = :theme_id AND open = :open::boolean
