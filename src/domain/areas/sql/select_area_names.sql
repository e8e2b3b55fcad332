-- Areas that a caller may have meant by a code: those of a kind, and those of any kind with the code.
-- In: partnership_ids smallint[], kind, code.
-- Out: kind, code, name, from and to (first and last day of any version; null: open).
SELECT a.kind, a.code, max(a.name) AS name,
  CASE WHEN bool_or(a.valid_from IS NULL) THEN NULL ELSE min(a.valid_from) END AS "from",
  CASE WHEN bool_or(a.valid_to IS NULL) THEN NULL ELSE max(a.valid_to) END AS "to"
FROM area AS a
WHERE a.partnership_id = ANY (:partnership_ids::smallint[]) AND (a.kind = :kind OR a.code = :code)
GROUP BY a.kind, a.code
ORDER BY a.kind, a.code COLLATE "C"
