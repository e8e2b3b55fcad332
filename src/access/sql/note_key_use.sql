-- Notes that a key is used now.
-- Inputs:  id
UPDATE api_key SET last_used_at = now() WHERE id = :id
