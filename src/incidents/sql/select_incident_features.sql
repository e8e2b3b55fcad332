-- The selected incidents that have a place, as one GeoJSON FeatureCollection (EPSG:4326) built in one go.
-- In: {{selected}} (condition on incident AS c), most. Out: collection (text); numberMatched counts all of them.
WITH located AS (
  SELECT c.id, c.source_id, c.offence_id, c.outcome_id, c.month, c."precision", l.longitude, l.latitude, l.snapped,
    count(*) OVER () AS matched
  FROM incident AS c
  JOIN location AS l ON l.partnership_id = c.partnership_id AND l.id = c.location_id
  WHERE {{selected}}
  ORDER BY c.occurred_from, c.id
  LIMIT :most
)
SELECT json_build_object(
  'type', 'FeatureCollection',
  'numberMatched', coalesce(max(located.matched), 0),
  'numberReturned', count(*),
  'features', coalesce(json_agg(json_build_object(
    'type', 'Feature',
    'id', located.id,
    'geometry', json_build_object('type', 'Point',
      'coordinates', json_build_array(round(located.longitude::numeric, 7), round(located.latitude::numeric, 7))),
    'properties', json_build_object('source', source.code, 'offence', offence.code, 'offenceName', offence.name,
      'month', to_char(located.month, 'YYYY-MM'), 'precision', located."precision", 'snapped', located.snapped,
      'outcome', outcome.code)
  )), '[]'::json)
)::text AS collection
FROM located
JOIN source ON source.id = located.source_id
JOIN offence ON offence.id = located.offence_id
LEFT JOIN outcome ON outcome.id = located.outcome_id
