-- Writes what a delivery was and what became of its rows. In: partnership_id, submission_id, sha256, fields_present (or null), read, loaded,
-- unchanged, outside, unlocated, rejected.
UPDATE submission
SET sha256 = :sha256, fields_present = :fields_present::text[], read = :read, loaded = :loaded, unchanged = :unchanged, outside = :outside,
  unlocated = :unlocated, rejected = :rejected
WHERE partnership_id = :partnership_id AND id = :submission_id
