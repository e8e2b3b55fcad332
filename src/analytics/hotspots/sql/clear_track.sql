-- Forgets the months of a theme's hotspots from one on; all of them where from is null.
-- In: partnership_id, theme_id, open, from.
WITH step AS (
  DELETE FROM hotspot_step
  WHERE partnership_id = :partnership_id AND theme_id = :theme_id AND open = :open
    AND (:from::date IS NULL OR month >= :from::date)
)
DELETE FROM hotspot_month AS s
USING hotspot AS h
WHERE h.partnership_id = :partnership_id AND h.theme_id = :theme_id AND h.open = :open
  AND s.partnership_id = h.partnership_id AND s.hotspot_id = h.id AND (:from::date IS NULL OR s.month >= :from::date)
