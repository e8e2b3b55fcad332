-- Changes a recommendation, where the stored one has the version that the caller has seen.
-- In: partnership_id, id, version, text, owner_id, status (each null: as it is).
-- Out: version; no row for another version.
UPDATE recommendation
SET text = coalesce(:text, text), owner_id = coalesce(:owner_id::smallint, owner_id),
  status = coalesce(:status, status), version = version + 1
WHERE partnership_id = :partnership_id AND id = :id AND version = :version::integer
RETURNING version
