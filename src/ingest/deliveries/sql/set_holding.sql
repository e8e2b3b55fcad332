-- Stores the declaration that an agency holds records of a data set, or none, from a quarter on; or changes the version
-- that the caller has seen.
-- In: partnership_id, agency_id, dataset, from (first day of the quarter), held, version (0: a new one; null: any),
--   declared_by.
-- Out: the stored declaration; no row for another version.
INSERT INTO holding AS h (partnership_id, agency_id, dataset, from_quarter, held, version, declared_by, declared_at)
SELECT :partnership_id, :agency_id, :dataset, :from::date, :held, 1, :declared_by, now()
WHERE coalesce(:version::integer, 0) = 0 OR EXISTS (SELECT FROM holding WHERE partnership_id = :partnership_id
  AND agency_id = :agency_id AND dataset = :dataset AND from_quarter = :from::date)
ON CONFLICT (partnership_id, agency_id, dataset, from_quarter) DO UPDATE
  SET held = excluded.held, version = h.version + 1, declared_by = excluded.declared_by,
    declared_at = excluded.declared_at
  WHERE h.version = coalesce(:version::integer, h.version)
RETURNING agency_id, dataset, from_quarter, held, version, declared_by, declared_at
