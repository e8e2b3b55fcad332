-- Tells every reader and cache that what answers of a partnership are made from has changed. In: partnership_id.
UPDATE partnership SET data_version = data_version + 1, open_version = open_version + 1 WHERE id = :partnership_id
