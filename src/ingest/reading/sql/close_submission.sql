-- Stores the account of a submission. In: partnership_id, submission_id, sha256, fields_present (or null), read,
-- loaded, unchanged, outside, unlocated, rejected (numbers of rows).
UPDATE submission
SET sha256 = :sha256, fields_present = :fields_present::text[], read = :read, loaded = :loaded, unchanged = :unchanged, outside = :outside,
  unlocated = :unlocated, rejected = :rejected
WHERE partnership_id = :partnership_id AND id = :submission_id
