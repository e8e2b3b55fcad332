-- Locks partnerships until the transaction ends, in the order of their ids. In: ids smallint[]. Out: id.
SELECT id FROM partnership WHERE id = ANY (:ids::smallint[]) ORDER BY id FOR UPDATE
