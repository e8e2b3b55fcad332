-- Coverage on record of a source, by month and publisher. A file that was delivered twice counts once.
-- In: partnership_id, source_id. Out: month, publisher, status, declared, located (null where not counted).
SELECT c.month, c.publisher, c.status, c.declared_by IS NOT NULL AS declared,
  CASE WHEN bool_or(c.located IS NULL) THEN NULL ELSE sum(c.located)::integer END AS located
FROM exact_coverage AS c
WHERE c.partnership_id = :partnership_id AND c.source_id = :source_id
GROUP BY c.month, c.publisher, c.status, c.declared_by IS NOT NULL
ORDER BY c.month, c.publisher
