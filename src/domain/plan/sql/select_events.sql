-- Events of the calendar with their themes, by time. In: partnership_id, id (each null: any), from and to (null: at any
-- time). Out: partnership_id, id, name, starts, ends, themes (JSON: code, name; by name).
SELECT e.partnership_id, e.id, e.name, e.starts, e.ends, coalesce(themes.list, '[]') AS themes
FROM calendar_event AS e
LEFT JOIN LATERAL (
  SELECT json_agg(json_build_object('code', theme.code, 'name', theme.name) ORDER BY theme.name) AS list
  FROM calendar_event_theme AS t
  JOIN theme ON theme.id = t.theme_id
  WHERE t.partnership_id = e.partnership_id AND t.event_id = e.id
) AS themes ON true
WHERE (:partnership_id::smallint IS NULL OR e.partnership_id = :partnership_id::smallint)
  AND (:id::integer IS NULL OR e.id = :id::integer)
  AND daterange(e.starts, e.ends, '[]') && daterange(:from::date, :to::date, '[]')
ORDER BY e.starts, e.ends, e.id
