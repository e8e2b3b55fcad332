-- Locks a delivery, so that it is not ended twice at once. In: partnership_id, submission_id. Out: state.
SELECT state FROM submission WHERE partnership_id = :partnership_id AND id = :submission_id FOR UPDATE
