-- Adds outcomes that were not known. In: codes text[], names text[].
INSERT INTO outcome (code, name)
SELECT code, name FROM unnest(:codes::text[], :names::text[]) AS o (code, name)
WHERE NOT EXISTS (SELECT FROM outcome WHERE outcome.code = o.code)
ON CONFLICT DO NOTHING
