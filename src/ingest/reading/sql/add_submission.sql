-- Opens the ledger's line of a delivery, to be closed with its account (close_submission) in the same transaction.
-- In: partnership_id, content, file_name, agency_id and quarter (null where it is not due for one), submitted_by,
--   received_at (null: now). Out: id, public_id.
INSERT INTO submission (partnership_id, content, file_name, file_hash, agency_id, quarter, submitted_by,
  received_at)
VALUES (:partnership_id, :content, :file_name, '', :agency_id, :quarter::date, :submitted_by,
  coalesce(:received_at::timestamptz, now()))
RETURNING id, public_id
