-- Ends a run: hotspots without any month go, and the version of the data is noted.
-- In: partnership_id, data_version.
WITH gone AS (
  DELETE FROM hotspot AS h
  WHERE h.partnership_id = :partnership_id
    AND NOT EXISTS (SELECT FROM hotspot_month AS s WHERE s.partnership_id = h.partnership_id AND s.hotspot_id = h.id)
)
INSERT INTO hotspot_run (partnership_id, data_version, open_version)
SELECT id, :data_version::integer, open_version FROM partnership WHERE id = :partnership_id
ON CONFLICT (partnership_id) DO UPDATE SET data_version = excluded.data_version, open_version = excluded.open_version
