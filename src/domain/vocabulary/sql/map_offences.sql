-- Makes offences parts of wider ones, and gives them what these have.
-- In: mappings jsonb, an array of {code, partOf, name (missing: as before)}.
-- Out: id, code, recut (whether it is published otherwise than before) of each that differs.
WITH given AS (
  SELECT offence.id, offence.sensitive AS was_sensitive, coalesce(m.name, offence.name) AS name, whole.id AS part_of,
    whole.denominator, whole.sensitive, whole.published_as
  FROM jsonb_to_recordset(:mappings::jsonb) AS m (code text, "partOf" text, name text)
  JOIN offence ON offence.code = m.code
  JOIN offence AS whole ON whole.code = m."partOf"
)
UPDATE offence SET name = given.name, part_of = given.part_of, denominator = given.denominator,
  sensitive = given.sensitive, published_as = given.published_as
FROM given
WHERE offence.id = given.id AND (offence.name, offence.part_of) IS DISTINCT FROM (given.name, given.part_of)
RETURNING offence.id, offence.code, given.was_sensitive <> given.sensitive AS recut
