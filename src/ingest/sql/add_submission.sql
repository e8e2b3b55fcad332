-- Opens the ledger's line of a delivery, to be closed with its account (close_submission) in the same transaction.
-- In: partnership_id, content, file_name. Out: id.
INSERT INTO submission (partnership_id, content, file_name, sha256)
VALUES (:partnership_id, :content, :file_name, '')
RETURNING id
