-- The living key with this hash: one probe of the unique index on api_key.hash.
-- Inputs:  hash (sha256 of the key)
-- Output:  id, role, scopes, partnership_id, agency_id; no row where the key is unknown or revoked
SELECT id, role, scopes, partnership_id, agency_id
FROM api_key
WHERE hash = :hash AND revoked_at IS NULL
