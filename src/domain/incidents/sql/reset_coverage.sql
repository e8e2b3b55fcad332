-- Says anew which months a source has delivered: those of its incidents, and those of the quarters of its deliveries that stand.
-- In: partnership_id, source_id, content (what the ledger calls the source's deliveries).
WITH delivered AS (
  SELECT min(month) AS first, max(month) AS last
  FROM incident_count
  WHERE partnership_id = :partnership_id AND source_id = :source_id
  UNION ALL
  SELECT min(quarter), (max(quarter) + interval '2 months')::date
  FROM submission
  WHERE partnership_id = :partnership_id AND content = :content AND quarter IS NOT NULL AND state = 'STANDING'
), span AS (
  SELECT min(first) AS first, max(last) AS last FROM delivered
), changed AS (
  UPDATE source_coverage AS s SET first_month = span.first, last_month = span.last
  FROM span
  WHERE s.partnership_id = :partnership_id AND s.source_id = :source_id AND span.first IS NOT NULL
)
DELETE FROM source_coverage AS s
USING span
WHERE s.partnership_id = :partnership_id AND s.source_id = :source_id AND span.first IS NULL
