-- Assigns incidents of a delivery that other deliveries contain too to the first of those.
-- In: partnership_id, submission_id.
WITH heir AS (
  SELECT r.incident_id, min(r.submission_id) AS submission_id
  FROM incident_redelivery AS r
  JOIN incident AS i ON i.partnership_id = r.partnership_id AND i.id = r.incident_id
  WHERE r.partnership_id = :partnership_id AND i.submission_id = :submission_id AND r.submission_id <> :submission_id
  GROUP BY r.incident_id
), handed AS (
  UPDATE incident AS i SET submission_id = heir.submission_id
  FROM heir
  WHERE i.partnership_id = :partnership_id AND i.id = heir.incident_id
)
DELETE FROM incident_redelivery AS r
USING heir
WHERE r.partnership_id = :partnership_id AND r.incident_id = heir.incident_id AND r.submission_id = heir.submission_id
