-- Notes that a delivery does not stand any more, and why. In: partnership_id, submission_id, state, ended_by.
UPDATE submission SET state = :state, ended_at = now(), ended_by = :ended_by
WHERE partnership_id = :partnership_id AND id = :submission_id
