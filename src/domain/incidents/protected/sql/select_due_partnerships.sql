-- Partnerships whose release is due. Counties hold no data of their own. In: day. Out: id.
SELECT p.id
FROM partnership AS p
WHERE p.release_due <= :day::date AND NOT EXISTS (SELECT FROM partnership_member WHERE county_id = p.id)
ORDER BY p.id
