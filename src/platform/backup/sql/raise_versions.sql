-- After the data of all partnerships was replaced: no answer that was kept for a version seen before (In: version)
-- may pass for one of the new data.
UPDATE partnership SET data_version = :version + 1 WHERE data_version <= :version
