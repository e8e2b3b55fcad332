-- Deliveries of partnerships by source, month and publisher, with the rows of a month for those who may read them.
-- In: partnership_ids smallint[]. Out: partnership_id, source_id, month, publisher, status, declared, rows_read, located, unlocated, rejected.
SELECT m.partnership_id, m.source_id, m.month, m.publisher, m.status, m.declared, sum(e.rows_read)::integer AS rows_read,
  sum(e.located)::integer AS located, sum(e.unlocated)::integer AS unlocated, sum(e.rejected)::integer AS rejected
FROM coverage_month AS m
LEFT JOIN exact_coverage AS e ON e.partnership_id = m.partnership_id AND e.source_id = m.source_id AND e.month = m.month
  AND e.publisher = m.publisher AND e.status = m.status AND (e.declared_by IS NOT NULL) = m.declared
WHERE m.partnership_id = ANY (:partnership_ids::smallint[])
GROUP BY m.partnership_id, m.source_id, m.month, m.publisher, m.status, m.declared
ORDER BY m.partnership_id, m.source_id, m.month, m.publisher
