-- Deletes the exact cells of some months, before they are computed again.
-- In: partnership_id, source_id (null: every source), months date[] (null: all).
DELETE FROM elementary_cell
WHERE partnership_id = :partnership_id
  AND (:source_id::smallint IS NULL OR source_id = :source_id::smallint)
  AND (:months::date[] IS NULL OR month = ANY (:months::date[]))
