-- Adds the shipped columns of the matrices that are not there yet and updates those that are; scales stay as they are,
-- for cells have values on them. Ids follow the given order.
-- In: criteria jsonb, an array as in seeds/matrices.ts.
WITH given AS (
  SELECT matrix, code, name, least, greatest, rule, "judgedBecause" AS judged_because, row_number() OVER () AS ordinal
  FROM jsonb_to_recordset(:criteria::jsonb) AS c (matrix text, code text, name text, least smallint,
    greatest smallint, rule text, "judgedBecause" text)
), updated AS (
  UPDATE matrix_criterion AS m SET name = given.name, rule = given.rule, judged_because = given.judged_because
  FROM given WHERE m.partnership_id IS NULL AND m.matrix = given.matrix AND m.code = given.code
)
INSERT INTO matrix_criterion (matrix, code, name, least, greatest, rule, judged_because)
SELECT matrix, code, name, least, greatest, rule, judged_because
FROM given
WHERE NOT EXISTS (SELECT FROM matrix_criterion AS m
  WHERE m.partnership_id IS NULL AND m.matrix = given.matrix AND m.code = given.code)
ORDER BY ordinal
