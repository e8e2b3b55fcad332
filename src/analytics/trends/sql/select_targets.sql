-- The targets of a partnership whose periods hold some days, by theme, the shortest period first.
-- In: partnership_id, from, to (dates; null: all targets).
-- Out: theme_id, period_from, period_to, aim, count, version, set_by, set_at.
SELECT theme_id, period_from, period_to, aim, count, version, set_by, set_at
FROM target
WHERE partnership_id = :partnership_id
  AND (:from::date IS NULL OR (period_from <= :from::date AND period_to >= :to::date))
ORDER BY theme_id, period_to - period_from, period_from
