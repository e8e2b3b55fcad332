-- Stores a new API key.
-- Inputs:  hash (sha256 of the key), name, role, scopes (array of text), partnership_id (null: whole installation)
-- Output:  id
INSERT INTO api_key (hash, name, role, scopes, partnership_id)
VALUES (:hash, :name, :role, :scopes::text[], :partnership_id)
RETURNING id
