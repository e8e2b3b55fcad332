-- Makes loads of one partnership take turns until the transaction ends. In: partnership_id. Out: data_version.
SELECT data_version FROM partnership WHERE id = :partnership_id FOR UPDATE
