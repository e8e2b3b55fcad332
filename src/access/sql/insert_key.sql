-- Stores a new API key.
-- Inputs:  hash (sha256 of the key), name, role, scopes (array of text), partnership_id (null: whole installation),
--          agency_id (null: no agency of its own)
-- Output:  id
INSERT INTO api_key (hash, name, role, scopes, partnership_id, agency_id)
VALUES (:hash, :name, :role, :scopes::text[], :partnership_id, :agency_id)
RETURNING id
