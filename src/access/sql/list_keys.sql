-- All keys ever made, oldest first, without their hashes.
-- Output:  id, name, role, scopes, partnership and agency (codes or null), created_at, expires_at, last_used_at,
--          revoked_at
SELECT k.id, k.name, k.role, k.scopes, p.code AS partnership, a.code AS agency, k.created_at, k.expires_at,
  k.last_used_at, k.revoked_at
FROM api_key k
LEFT JOIN partnership p ON p.id = k.partnership_id
LEFT JOIN agency a ON a.id = k.agency_id
ORDER BY k.id
