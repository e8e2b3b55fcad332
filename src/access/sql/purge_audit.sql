-- Deletes lines of the audit that are older than some days.
-- Inputs:  days
-- Output:  n (deleted lines)
WITH deleted AS (
  DELETE FROM audit WHERE at < now() - make_interval(days => :days::integer) RETURNING 1
)
SELECT count(*) AS n FROM deleted
