-- What is on record of a source, by month and publisher. A file that was delivered twice counts once.
-- In: partnership_id, source_id. Out: month, publisher, status, declared, located (null where nobody counted).
SELECT c.month, c.publisher, c.status, c.declared_by IS NOT NULL AS declared,
  CASE WHEN bool_or(c.located IS NULL) THEN NULL ELSE sum(c.located)::integer END AS located
FROM (
  SELECT DISTINCT ON (v.month, v.publisher, v.declared_by, coalesce(nullif(s.sha256, ''), v.submission_id::text)) v.*
  FROM coverage AS v
  LEFT JOIN submission AS s ON s.partnership_id = v.partnership_id AND s.id = v.submission_id
  WHERE v.partnership_id = :partnership_id AND v.source_id = :source_id
  ORDER BY v.month, v.publisher, v.declared_by, coalesce(nullif(s.sha256, ''), v.submission_id::text), v.submission_id DESC
) AS c
GROUP BY c.month, c.publisher, c.status, c.declared_by IS NOT NULL
ORDER BY c.month, c.publisher
