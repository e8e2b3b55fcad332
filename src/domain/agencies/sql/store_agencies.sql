-- Adds agencies to a partnership, or changes the name and kind of those that are there.
-- In: partnership_id, codes, names, kinds (arrays of equal length, in the order in which they are to be listed).
-- Out: id, code, name, kind of each.
INSERT INTO agency AS a (partnership_id, code, name, kind)
SELECT :partnership_id, code, name, kind
FROM unnest(:codes::text[], :names::text[], :kinds::text[]) WITH ORDINALITY AS g (code, name, kind, position)
ORDER BY position
ON CONFLICT (partnership_id, code) DO UPDATE SET name = excluded.name, kind = excluded.kind
RETURNING a.id, a.code, a.name, a.kind
