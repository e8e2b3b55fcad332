-- Ends an activity, where the stored one has the version that the caller has seen. In: partnership_id, id, version,
-- ends.
-- Out: version; no row for another version.
UPDATE partnership_activity
SET ends = :ends::date, version = version + 1
WHERE partnership_id = :partnership_id AND id = :id AND version = :version::integer
RETURNING version
