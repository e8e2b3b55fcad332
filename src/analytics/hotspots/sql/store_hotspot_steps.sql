-- Adds months on which hotspots of a theme were looked for.
-- In: partnership_id, theme_id, open, months date[], min_incidents integer[], digests text[].
INSERT INTO hotspot_step (partnership_id, theme_id, open, month, min_incidents, digest)
SELECT :partnership_id::smallint, :theme_id::smallint, :open::boolean, s.month, s.min_incidents, s.digest
FROM unnest(:months::date[], :min_incidents::integer[], :digests::text[]) AS s (month, min_incidents, digest)
