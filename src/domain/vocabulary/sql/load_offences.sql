-- Adds offences of the shipped vocabulary that are not there yet and updates those that are.
-- Ids follow the given order. In: offences jsonb, an array as in seeds/vocabulary/offences.json.
WITH given AS (
  SELECT code, name, denominator, coalesce(sensitive, false) AS sensitive, "icdBlock" AS icd_block,
    row_number() OVER () AS ordinal
  FROM jsonb_to_recordset(:offences::jsonb) AS o (code text, name text, denominator text, sensitive boolean,
    "icdBlock" text)
), updated AS (
  UPDATE offence SET name = given.name, denominator = given.denominator, sensitive = given.sensitive,
    icd_block = given.icd_block
  FROM given WHERE given.code = offence.code
)
INSERT INTO offence (code, name, denominator, sensitive, icd_block)
SELECT code, name, denominator, sensitive, icd_block
FROM given WHERE NOT EXISTS (SELECT FROM offence WHERE offence.code = given.code)
ORDER BY ordinal
