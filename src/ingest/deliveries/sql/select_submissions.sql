-- Deliveries of data sets, oldest first: those of a partnership and, where given, of one quarter; or the one with a
-- public id.
-- In: partnership_id, quarter (first day), public_id (null: any).
-- Out: the columns of StoredSubmission.
SELECT s.partnership_id, s.id, s.public_id, s.content, s.quarter, s.agency_id, a.code AS agency_code, a.name AS agency_name,
  a.kind AS agency_kind, s.file_name, s.file_hash, s.received_at, s.submitted_by, s.fields_present, s.read, s.loaded,
  s.unchanged, s.outside, s.unlocated, s.rejected, s.state, s.ended_at, s.ended_by
FROM submission AS s
JOIN agency AS a ON a.id = s.agency_id
WHERE s.quarter IS NOT NULL
  AND (:partnership_id::smallint IS NULL OR s.partnership_id = :partnership_id::smallint)
  AND (:quarter::date IS NULL OR s.quarter = :quarter::date)
  AND (:public_id::uuid IS NULL OR s.public_id = :public_id::uuid)
ORDER BY s.quarter, s.id
