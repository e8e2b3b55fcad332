-- Stores the account of a submission, with a keyed hash of its file.
-- In: partnership_id, submission_id, sha256 (of the file, in hexadecimal), fields_present (or null), read, loaded,
--   unchanged, outside, unlocated, rejected (numbers of rows).
-- Out: submitted_by, content, agency (code or null), quarter (first day or null).
UPDATE submission
SET file_hash = encode(keyed_hash(convert_to(concat_ws(':', partnership_id, agency_id, content, :sha256::text), 'UTF8')), 'hex'),
  fields_present = :fields_present::text[], read = :read, loaded = :loaded, unchanged = :unchanged, outside = :outside,
  unlocated = :unlocated, rejected = :rejected
WHERE partnership_id = :partnership_id AND id = :submission_id
RETURNING submitted_by, content, (SELECT code FROM agency WHERE id = agency_id) AS agency, quarter
