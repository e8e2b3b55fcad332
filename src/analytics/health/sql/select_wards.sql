-- Wards of a day, by code. In: partnership_ids smallint[], day. Out: code, name.
SELECT code, name
FROM area
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind = 'WARD' AND daterange(valid_from, valid_to, '[]') @> :day::date
ORDER BY code COLLATE "C"
