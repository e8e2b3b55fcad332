-- Offences that stand for unknown codes of a source: those that are not there yet are added.
-- In: source_id, codes text[], names text[] (one for each code).
-- Out: code, id.
WITH given AS (
  SELECT * FROM unnest(:codes::text[], :names::text[]) AS g (code, name)
), added AS (
  INSERT INTO offence (code, name, denominator, sensitive)
  SELECT code, name, 'RESIDENTS', true
  FROM given
  WHERE NOT EXISTS (SELECT FROM offence WHERE offence.code = given.code)
  RETURNING code, id
), known AS (
  SELECT code, id FROM added
  UNION ALL
  SELECT offence.code, offence.id FROM offence JOIN given ON given.code = offence.code
), recorded AS (
  INSERT INTO source_offence (source_id, offence_id)
  SELECT :source_id::smallint, id FROM known
  ON CONFLICT DO NOTHING
)
SELECT code, id FROM known
