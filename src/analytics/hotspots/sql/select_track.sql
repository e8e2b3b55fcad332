-- Hotspots of a theme as they were found month by month.
-- In: partnership_id, theme_id, open. Out: hotspot_id, name, month, places and weights (integer[]), by month and hotspot.
SELECT s.hotspot_id, h.name, s.month, s.places, s.weights
FROM hotspot AS h
JOIN hotspot_month AS s ON s.partnership_id = h.partnership_id AND s.hotspot_id = h.id
WHERE h.partnership_id = :partnership_id AND h.theme_id = :theme_id AND h.open = :open
ORDER BY s.month, s.hotspot_id
