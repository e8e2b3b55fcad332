-- Adds refused rows of a delivery: line, field and reason, never their values.
-- In: partnership_id, submission_id, lines integer[], fields text[], reasons text[].
INSERT INTO reject (partnership_id, submission_id, line, field, reason)
SELECT :partnership_id, :submission_id, r.* FROM unnest(:lines::integer[], :fields::text[], :reasons::text[]) AS r
ON CONFLICT DO NOTHING
