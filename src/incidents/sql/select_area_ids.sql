-- Versions of areas, by kind and code, that are valid at some time of a period.
-- In: partnership_id, kinds text[] and codes text[] (pairs), from, to. Out: id, kind, code, valid_from, valid_to.
SELECT a.id, a.kind, a.code, a.valid_from, a.valid_to
FROM unnest(:kinds::text[], :codes::text[]) AS asked (kind, code)
JOIN area AS a ON a.partnership_id = :partnership_id AND a.kind = asked.kind AND a.code = asked.code
  AND daterange(a.valid_from, a.valid_to, '[]') && daterange(:from::date, :to::date, '[]')
ORDER BY a.id
