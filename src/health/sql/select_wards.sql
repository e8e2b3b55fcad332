-- Wards of a day, by code. In: partnership_id, day. Out: code, name.
SELECT code, name
FROM area
WHERE partnership_id = :partnership_id AND kind = 'WARD' AND daterange(valid_from, valid_to, '[]') @> :day::date
ORDER BY code COLLATE "C"
