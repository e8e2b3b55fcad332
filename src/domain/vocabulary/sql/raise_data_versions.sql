-- Tells every reader and cache that what answers are made from has changed, of all partnerships.
UPDATE partnership SET data_version = data_version + 1
