-- The state of a tracked hotspot in the newest month that it was found in.
-- In: id, as_of (day by which the month had ended; null: any). Out: partnership and theme (codes), month (first day of the last of its twelve months), min_incidents, and packed
--   eastings and northings (EPSG:27700) of its places. No row where there is no such hotspot, or the viewer may not see it.
SELECT p.code AS partnership, t.code AS theme, s.month, step.min_incidents, place.eastings, place.northings
FROM hotspot AS h
JOIN partnership AS p ON p.id = h.partnership_id
JOIN theme AS t ON t.id = h.theme_id
JOIN LATERAL (
  SELECT month, places
  FROM hotspot_month
  WHERE partnership_id = h.partnership_id AND hotspot_id = h.id
    AND (:as_of::date IS NULL OR (month + interval '1 month' - interval '1 day')::date <= :as_of::date)
  ORDER BY month DESC
  LIMIT 1
) AS s ON true
JOIN hotspot_step AS step ON step.partnership_id = h.partnership_id AND step.theme_id = h.theme_id AND step.open = h.open
  AND step.month = s.month
CROSS JOIN LATERAL (
  SELECT string_agg(float8send(l.easting), '') AS eastings, string_agg(float8send(l.northing), '') AS northings
  FROM location AS l
  WHERE l.partnership_id = h.partnership_id AND l.id = ANY (s.places)
) AS place
WHERE h.id = :id
