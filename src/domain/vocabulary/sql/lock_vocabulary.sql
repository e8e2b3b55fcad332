-- Keeps what a partnership has of its own as it is until the transaction ends. In: partnership_id. Out: id.
SELECT id FROM partnership WHERE id = :partnership_id FOR UPDATE
