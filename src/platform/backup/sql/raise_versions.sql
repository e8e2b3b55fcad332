-- Raises data versions after the data of all partnerships was replaced, so that no answer kept for an earlier version
-- passes for one of the new data. In: version (highest seen before).
UPDATE partnership SET data_version = greatest(data_version, :version + 1), open_version = greatest(open_version, :version + 1)
WHERE data_version <= :version OR open_version <= :version
