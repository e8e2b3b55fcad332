-- Stores a new API key.
-- Inputs:  hash (sha256 of the key), name, role, scopes (array of text), partnership_id (null: whole installation),
--          agency_id (null: no agency of its own), expires_at (null: never)
-- Output:  id
INSERT INTO api_key (hash, name, role, scopes, partnership_id, agency_id, expires_at)
VALUES (:hash, :name, :role, :scopes::text[], :partnership_id, :agency_id, :expires_at::timestamptz)
RETURNING id
