-- Sets a target that is not there yet, or changes the version that the caller has seen.
-- In: partnership_id, theme_id, from, to, aim, count, version (0: a new one), set_by.
-- Out: the target as it is now; no row where the version is another one.
INSERT INTO target AS t (partnership_id, theme_id, period_from, period_to, aim, count, version, set_by, set_at)
SELECT :partnership_id, :theme_id, :from::date, :to::date, :aim, :count, 1, :set_by, now()
WHERE :version::integer = 0 OR EXISTS (SELECT FROM target WHERE partnership_id = :partnership_id
  AND theme_id = :theme_id AND period_from = :from::date AND period_to = :to::date)
ON CONFLICT (partnership_id, theme_id, period_from, period_to) DO UPDATE
  SET aim = excluded.aim, count = excluded.count, version = t.version + 1, set_by = excluded.set_by,
    set_at = excluded.set_at
  WHERE t.version = :version::integer
RETURNING theme_id, period_from, period_to, aim, count, version, set_by, set_at
