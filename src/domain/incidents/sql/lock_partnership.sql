-- Makes loads and releases of one partnership take turns until the transaction ends.
-- In: partnership_id, day. Out: release_due (whether its release is due on the day).
SELECT release_due <= :day::date AS release_due FROM partnership WHERE id = :partnership_id FOR UPDATE
