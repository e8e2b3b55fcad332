-- Writes down what a delivery has brought for each month and publisher.
-- In: partnership_id, source_id, submission_id (null without a file), months date[], publishers text[], rows_read, located,
-- unlocated, rejected integer[] (elements null where nobody counted).
INSERT INTO coverage (partnership_id, source_id, month, publisher, submission_id, rows_read, located, unlocated, rejected)
SELECT :partnership_id, :source_id, l.month, l.publisher, :submission_id::integer, l.rows_read, l.located, l.unlocated, l.rejected
FROM unnest(:months::date[], :publishers::text[], :rows_read::integer[], :located::integer[], :unlocated::integer[],
  :rejected::integer[]) AS l (month, publisher, rows_read, located, unlocated, rejected)
ON CONFLICT ON CONSTRAINT coverage_line DO UPDATE
  SET status = excluded.status, rows_read = excluded.rows_read, located = excluded.located, unlocated = excluded.unlocated,
    rejected = excluded.rejected
