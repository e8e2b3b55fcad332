-- Gives an id to each theme code that has none yet. Ids follow the given order.
-- In: themes jsonb, an array of {code, name}.
INSERT INTO theme (code, name)
SELECT code, name
FROM (
  SELECT code, name, row_number() OVER () AS ordinal
  FROM jsonb_to_recordset(:themes::jsonb) AS t (code text, name text)
) AS given
WHERE NOT EXISTS (SELECT FROM theme WHERE theme.code = given.code)
ORDER BY ordinal
