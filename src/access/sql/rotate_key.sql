-- Copies a valid key under another hash, and lets the old one expire.
-- Inputs:  id, hash (sha256 of the new key), expires_at (of the new key; null: never), overlap_days (for which the old
--          key stays valid)
-- Output:  id (of the new key), partnership_id; no row where no valid key has this id
WITH old AS (
  UPDATE api_key
  SET expires_at = least(expires_at, now() + make_interval(days => :overlap_days::integer))
  WHERE id = :id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
  RETURNING name, role, scopes, partnership_id, agency_id
)
INSERT INTO api_key (hash, name, role, scopes, partnership_id, agency_id, expires_at)
SELECT :hash, name, role, scopes, partnership_id, agency_id, :expires_at::timestamptz FROM old
RETURNING id, partnership_id
