-- Sets the months of a source that count as delivered; none takes the source off the list.
-- In: partnership_id, source_id, months date[]. Out: changed (0 or 1).
WITH new AS (
  SELECT range_agg(daterange(m.month, (m.month + interval '1 month')::date)) AS delivered
  FROM unnest(:months::date[]) AS m (month)
), stored AS (
  INSERT INTO source_coverage AS s (partnership_id, source_id, first_month, last_month, delivered)
  SELECT :partnership_id, :source_id, lower(delivered), (upper(delivered) - interval '1 month')::date, delivered
  FROM new
  WHERE delivered IS NOT NULL
  ON CONFLICT (partnership_id, source_id) DO UPDATE
    SET first_month = excluded.first_month, last_month = excluded.last_month, delivered = excluded.delivered
    WHERE s.delivered <> excluded.delivered
  RETURNING 1
), gone AS (
  DELETE FROM source_coverage
  WHERE partnership_id = :partnership_id AND source_id = :source_id AND (SELECT delivered FROM new) IS NULL
  RETURNING 1
)
SELECT ((SELECT count(*) FROM stored) + (SELECT count(*) FROM gone))::integer AS changed
