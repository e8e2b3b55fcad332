-- Page of the refused rows of a delivery, by line and field; one more than asked for, to show that more follow.
-- In: partnership_id, submission_id, after_line and after_field (null: from the first), most. Out: line, field, reason.
SELECT line, field, reason
FROM reject
WHERE partnership_id = :partnership_id AND submission_id = :submission_id
  AND (:after_line::integer IS NULL OR (line, field COLLATE "C") > (:after_line::integer, :after_field::text))
ORDER BY line, field COLLATE "C"
LIMIT :most
