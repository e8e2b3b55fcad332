-- Adds the states of hotspots by month.
-- In: partnership_id, states (JSON array of {hotspot_id, month, incident_count, places, weights, outline (GeoJSON,
--   EPSG:4326), split_from, merged}).
INSERT INTO hotspot_month (partnership_id, hotspot_id, month, incident_count, places, weights, outline, split_from, merged)
SELECT :partnership_id::smallint, s.hotspot_id, s.month, s.incident_count, s.places, s.weights,
  ST_SetSRID(ST_GeomFromGeoJSON(s.outline::text), 4326), s.split_from, s.merged
FROM jsonb_to_recordset(:states::jsonb) AS s (hotspot_id integer, month date, incident_count integer, places integer[],
  weights integer[], outline jsonb, split_from integer, merged integer[])
