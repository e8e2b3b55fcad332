-- Writes down what somebody says of months of a publisher, in place of what was said before.
-- In: partnership_id, source_id, months date[], publisher, status, declared_by.
INSERT INTO coverage (partnership_id, source_id, month, publisher, status, declared_by)
SELECT :partnership_id, :source_id, m.month, :publisher, :status, :declared_by
FROM unnest(:months::date[]) AS m (month)
ON CONFLICT ON CONSTRAINT coverage_line DO UPDATE SET status = excluded.status, declared_by = excluded.declared_by
