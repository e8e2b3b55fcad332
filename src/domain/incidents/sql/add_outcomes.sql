-- Adds outcomes that are not stored yet, and marks those as open that an open source delivers now.
-- In: codes text[], names text[], open boolean (whether the source is open).
WITH given AS (
  SELECT DISTINCT ON (code) code, name FROM unnest(:codes::text[], :names::text[]) AS o (code, name)
), opened AS (
  UPDATE outcome SET open = true, name = given.name
  FROM given WHERE given.code = outcome.code AND :open::boolean AND NOT outcome.open
)
INSERT INTO outcome (code, name, open)
SELECT code, name, :open::boolean FROM given
WHERE NOT EXISTS (SELECT FROM outcome WHERE outcome.code = given.code)
ON CONFLICT DO NOTHING
