-- Valid key with a hash: one probe of the unique index on api_key.hash.
-- Inputs:  hash (sha256 of the key)
-- Output:  id, role, scopes, partnership_id, agency_id, member_ids and sharing_ids (members of the county that the
--          partnership is, and those of them that share their records), seen (whether its last use was noted within ten
--          minutes), seconds_left (until it expires; null: it does not); no row where the key is unknown, revoked or
--          expired
SELECT k.id, k.role, k.scopes, k.partnership_id, k.agency_id,
  ARRAY(SELECT member_id FROM partnership_member WHERE county_id = k.partnership_id ORDER BY member_id) AS member_ids,
  ARRAY(SELECT member_id FROM partnership_member WHERE county_id = k.partnership_id AND shares_records) AS sharing_ids,
  coalesce(k.last_used_at > now() - interval '10 minutes', false) AS seen,
  extract(epoch FROM k.expires_at - now())::double precision AS seconds_left
FROM api_key AS k
WHERE k.hash = :hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
