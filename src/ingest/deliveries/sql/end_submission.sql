-- Marks a delivery as replaced or deleted. In: partnership_id, submission_id, state, ended_by.
UPDATE submission SET state = :state, ended_at = now(), ended_by = :ended_by
WHERE partnership_id = :partnership_id AND id = :submission_id
