-- Number of refused rows of a delivery. In: partnership_id, submission_id. Out: n.
SELECT count(*) AS n FROM reject WHERE partnership_id = :partnership_id AND submission_id = :submission_id
