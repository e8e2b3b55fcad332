-- Notes that a source has delivered months. In: partnership_id, source_id, months date[].
-- Out: extended (1 where it had not delivered all of them before, else 0).
WITH extended AS (
  INSERT INTO source_coverage AS s (partnership_id, source_id, first_month, last_month)
  SELECT :partnership_id, :source_id, min(month), max(month)
  FROM unnest(:months::date[]) AS m (month)
  HAVING count(*) > 0
  ON CONFLICT (partnership_id, source_id) DO UPDATE
    SET first_month = least(s.first_month, excluded.first_month),
      last_month = greatest(s.last_month, excluded.last_month)
    WHERE excluded.first_month < s.first_month OR excluded.last_month > s.last_month
  RETURNING 1
)
SELECT count(*) AS extended FROM extended
