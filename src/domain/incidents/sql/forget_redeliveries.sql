-- Deletes the redeliveries of a delivery. In: partnership_id, submission_id.
DELETE FROM incident_redelivery WHERE partnership_id = :partnership_id AND submission_id = :submission_id
