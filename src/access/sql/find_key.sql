-- Valid key with a hash: one probe of the unique index on api_key.hash.
-- Inputs:  hash (sha256 of the key)
-- Output:  id, role, scopes, partnership_id, agency_id, member_ids and sharing_ids (members of the county that the
--          partnership is, and those of them that share their records); no row where the key is unknown or revoked
SELECT k.id, k.role, k.scopes, k.partnership_id, k.agency_id,
  ARRAY(SELECT member_id FROM partnership_member WHERE county_id = k.partnership_id ORDER BY member_id) AS member_ids,
  ARRAY(SELECT member_id FROM partnership_member WHERE county_id = k.partnership_id AND shares_records) AS sharing_ids
FROM api_key AS k
WHERE k.hash = :hash AND k.revoked_at IS NULL
