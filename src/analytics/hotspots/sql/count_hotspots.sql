-- Number of tracked hotspots of a theme that had been found by a day.
-- In: partnership_ids smallint[], theme_id, open, as_of (day; null: the newest month). Out: n.
SELECT count(*)::integer AS n
FROM hotspot AS h
WHERE h.partnership_id = ANY (:partnership_ids::smallint[]) AND h.theme_id = :theme_id AND h.open = :open::boolean
  AND EXISTS (
    SELECT FROM hotspot_month AS s
    WHERE s.partnership_id = h.partnership_id AND s.hotspot_id = h.id
      AND (:as_of::date IS NULL OR (s.month + interval '1 month' - interval '1 day')::date <= :as_of::date))
