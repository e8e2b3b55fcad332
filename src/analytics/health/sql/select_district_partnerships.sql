-- Partnerships that areas belong to. In: ids integer[]. Out: id, partnership (code).
SELECT a.id, p.code AS partnership
FROM area AS a
JOIN partnership AS p ON p.id = a.partnership_id
WHERE a.id = ANY (:ids::integer[])
