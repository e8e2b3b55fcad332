-- Removes the incidents of a delivery and the people in them, and subtracts them from the counts.
-- In: partnership_id, source_id, submission_id, from, to (timestamps between which they began). Out: month (each month
--   that lost incidents), n (number removed).
WITH gone AS (
  DELETE FROM incident
  WHERE partnership_id = :partnership_id AND source_id = :source_id AND submission_id = :submission_id
    AND occurred_from >= :from::timestamptz AND occurred_from <= :to::timestamptz
  RETURNING id, month, offence_id, flags, location_id, postcode_district
), people AS (
  DELETE FROM involvement AS v USING gone WHERE v.partnership_id = :partnership_id AND v.incident_id = gone.id
), uncounted AS (
  -- Every count exists, so each row conflicts and is updated; the unique index treats nulls as equal.
  INSERT INTO incident_count AS c
    (partnership_id, month, source_id, offence_id, flags, location_id, postcode_district, agency_id, n)
  SELECT :partnership_id, month, :source_id, offence_id, flags, location_id, postcode_district,
    coalesce((SELECT agency_id FROM submission WHERE partnership_id = :partnership_id AND id = :submission_id), 0), -count(*)
  FROM gone
  GROUP BY month, offence_id, flags, location_id, postcode_district
  ON CONFLICT ON CONSTRAINT incident_count_cell DO UPDATE SET n = c.n + excluded.n
)
SELECT month, count(*) AS n FROM gone GROUP BY month
