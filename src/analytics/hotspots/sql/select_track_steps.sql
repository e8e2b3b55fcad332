-- Months on which hotspots of a theme were looked for.
-- In: partnership_id, theme_id, open. Out: month, digest, by month.
SELECT month, digest
FROM hotspot_step
WHERE partnership_id = :partnership_id AND theme_id = :theme_id AND open = :open
ORDER BY month
