-- Adds hotspots under reserved ids. In: partnership_id, theme_id, open, ids integer[], names text[].
INSERT INTO hotspot (partnership_id, id, theme_id, open, name)
OVERRIDING SYSTEM VALUE
SELECT :partnership_id::smallint, h.id, :theme_id::smallint, :open::boolean, h.name
FROM unnest(:ids::integer[], :names::text[]) AS h (id, name)
