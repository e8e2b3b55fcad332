-- Revokes a key by its id, or every valid key of a partnership by its name.
-- Inputs:  id, or name and partnership_id (the others null)
-- Output:  id, partnership_id of each key that was valid until now
UPDATE api_key
SET revoked_at = now()
WHERE revoked_at IS NULL
  AND (id = :id::integer OR (name = :name::text AND partnership_id = :partnership_id::smallint))
RETURNING id, partnership_id
