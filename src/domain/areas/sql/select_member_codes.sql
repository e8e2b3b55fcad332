-- Codes of the members of a county. In: partnership_id. Out: code, by code; no row where it is not a county.
SELECT p.code
FROM partnership_member AS m
JOIN partnership AS p ON p.id = m.member_id
WHERE m.county_id = :partnership_id
ORDER BY p.code COLLATE "C"
