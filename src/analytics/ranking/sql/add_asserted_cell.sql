-- Writes down what someone says in a cell, as a new version of what was said before.
-- In: partnership_id, criterion_id, theme_id, from, to, value (null: unknown), reason, key_id (whose name it is said
--   in; null: the command line), version (the one it replaces; 0 where there is none).
-- Out: the version that it is now; no row where another version was written in the meantime.
INSERT INTO asserted_cell (partnership_id, criterion_id, theme_id, period_from, period_to, version, value, reason,
  asserted_by)
SELECT :partnership_id, :criterion_id, :theme_id, :from::date, :to::date, :version::integer + 1, :value::smallint,
  :reason, coalesce((SELECT name FROM api_key WHERE id = :key_id::integer), 'command line')
WHERE (
  SELECT coalesce(max(version), 0)
  FROM asserted_cell
  WHERE partnership_id = :partnership_id AND criterion_id = :criterion_id AND theme_id = :theme_id
    AND period_from = :from::date AND period_to = :to::date
) = :version::integer
ON CONFLICT DO NOTHING
RETURNING version
