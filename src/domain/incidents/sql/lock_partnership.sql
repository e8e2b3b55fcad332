-- Makes loads of one partnership take turns until the transaction ends. In: partnership_id.
SELECT id FROM partnership WHERE id = :partnership_id FOR UPDATE
