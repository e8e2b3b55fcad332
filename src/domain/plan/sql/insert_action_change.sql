-- Adds a version of an action's status and progress.
-- In: partnership_id, action_id, version (the one it follows; 0: the first), status, progress and due (null: as they
--   were), note (or null), by (a name; null: that of the key), key_id (null: the command line), at (null: now).
-- Out: version; no row where another version was added in the meantime.
INSERT INTO action_change (partnership_id, action_id, version, status, progress, due, note, changed_by, changed_at)
SELECT asked.partnership_id, asked.action_id, :version::integer + 1, :status, coalesce(:progress::smallint, last.progress, 0),
  coalesce(:due::date, last.due), :note,
  coalesce(:by::text, (SELECT name FROM api_key WHERE id = :key_id::integer), 'command line'),
  coalesce(:at::timestamptz, now())
FROM (SELECT :partnership_id::smallint AS partnership_id, :action_id::integer AS action_id) AS asked
LEFT JOIN LATERAL (
  SELECT c.version, c.progress, c.due
  FROM action_change AS c
  WHERE c.partnership_id = asked.partnership_id AND c.action_id = asked.action_id
  ORDER BY c.version DESC
  LIMIT 1
) AS last ON true
WHERE coalesce(last.version, 0) = :version::integer
ON CONFLICT DO NOTHING
RETURNING version
