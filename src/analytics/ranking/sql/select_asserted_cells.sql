-- Judgements in the cells of both matrices for a period, every version.
-- In: partnership_id, from, to.
-- Out: criterion_id, theme_id, value (null: unknown), asserted_by (null where the viewer may not know), asserted_at,
--   reason, version; of each cell the newest first.
SELECT criterion_id, theme_id, value, asserted_by, asserted_at, reason, version
FROM shown_asserted_cell
WHERE partnership_id = :partnership_id AND period_from = :from::date AND period_to = :to::date
ORDER BY criterion_id, theme_id, version DESC
