-- Deletes lines of the audit that are older than some days.
-- Inputs:  days
DELETE FROM audit WHERE at < now() - make_interval(days => :days::integer)
