-- Whose areas these are. In: ids integer[]. Out: id, partnership (code), county (code of the county that it is a member of;
-- null where it is none).
SELECT a.id, p.code AS partnership, county.code AS county
FROM area AS a
JOIN partnership AS p ON p.id = a.partnership_id
LEFT JOIN partnership_member AS m ON m.member_id = p.id
LEFT JOIN partnership AS county ON county.id = m.county_id
WHERE a.id = ANY (:ids::integer[])
