-- Selected incidents with a place, as one GeoJSON FeatureCollection (EPSG:4326).
-- In: {{incidents}} (table of the selected incidents), most. Out: collection (text), its ids the numbers of partnership and incident; numberMatched counts all of them.
WITH matched AS MATERIALIZED (
  SELECT c.partnership_id, c.id, c.source_id, c.offence_id, c.outcome_id, c.occurred_from, c.month, c."precision", c.location_id
  FROM {{incidents}} AS c
  WHERE c.location_id IS NOT NULL
), located AS (
  SELECT m.*, l.longitude, l.latitude, l.snapped
  FROM (SELECT * FROM matched ORDER BY occurred_from, id LIMIT :most) AS m
  JOIN location AS l ON l.partnership_id = m.partnership_id AND l.id = m.location_id
)
SELECT json_build_object(
  'type', 'FeatureCollection',
  'numberMatched', (SELECT count(*) FROM matched),
  'numberReturned', count(*),
  'features', coalesce(json_agg(json_build_object(
    'type', 'Feature',
    'id', json_build_object('partnership', located.partnership_id, 'incident', located.id),
    'geometry', json_build_object('type', 'Point',
      'coordinates', json_build_array(round(located.longitude::numeric, 7), round(located.latitude::numeric, 7))),
    'properties', json_build_object('source', source.code, 'offence', offence.code, 'offenceName', offence.name,
      'month', to_char(located.month, 'YYYY-MM'), 'precision', located."precision", 'snapped', located.snapped,
      'outcome', outcome.code)
  ) ORDER BY located.occurred_from, located.id), '[]'::json)
)::text AS collection
FROM located
JOIN source ON source.id = located.source_id
JOIN offence ON offence.id = located.offence_id
LEFT JOIN outcome ON outcome.id = located.outcome_id
