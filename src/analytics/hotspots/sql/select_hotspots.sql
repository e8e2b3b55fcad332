-- A page of the tracked hotspots of a theme as they were on a day: those that stand by number of incidents, then those that
-- are gone.
-- In: partnership_ids smallint[], theme_id, open, as_of (day; null: the newest month), after_gone boolean, after_count and
--   after_id (of the row before; null: the first page), first.
-- Out: id, name, step (first day of the newest month that was looked at by the day), tracked_since (of the first), gone,
--   is_new, first_month, last_month (first days of the first and last month that it was found on), incident_count
--   (of its last twelve months), outline (GeoJSON text, EPSG:4326), split_from, merged, history (JSON array of
--   {month, count}).
WITH step AS (
  SELECT partnership_id, min(month) AS since, max(month) FILTER (
      WHERE :as_of::date IS NULL OR (month + interval '1 month' - interval '1 day')::date <= :as_of::date) AS month
  FROM hotspot_step
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND theme_id = :theme_id AND open = :open::boolean
  GROUP BY partnership_id
), listed AS (
  SELECT h.partnership_id, h.id, h.name, step.month AS step, step.since, last.*, seen.first_month, last.month < step.month AS gone
  FROM step
  JOIN hotspot AS h ON h.partnership_id = step.partnership_id AND h.theme_id = :theme_id AND h.open = :open::boolean
  JOIN LATERAL (
    SELECT month, incident_count, outline, split_from, merged
    FROM hotspot_month
    WHERE partnership_id = h.partnership_id AND hotspot_id = h.id AND month <= step.month
    ORDER BY month DESC
    LIMIT 1
  ) AS last ON true
  JOIN LATERAL (
    SELECT min(month) AS first_month
    FROM hotspot_month
    WHERE partnership_id = h.partnership_id AND hotspot_id = h.id
  ) AS seen ON true
)
SELECT l.id, l.name, l.step, l.since AS tracked_since, l.gone, l.first_month = l.step AS is_new, l.first_month, l.month AS last_month, l.incident_count,
  ST_AsGeoJSON(l.outline, 7) AS outline, l.split_from, l.merged, history.history
FROM listed AS l
CROSS JOIN LATERAL (
  SELECT json_agg(json_build_object('month', month, 'count', incident_count) ORDER BY month) AS history
  FROM hotspot_month
  WHERE partnership_id = l.partnership_id AND hotspot_id = l.id AND month <= l.step
) AS history
WHERE :after_id::integer IS NULL
  OR (l.gone, -l.incident_count, l.id) > (:after_gone::boolean, -:after_count::integer, :after_id::integer)
ORDER BY l.gone, -l.incident_count, l.id
LIMIT :first
