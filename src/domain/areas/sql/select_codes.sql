-- Areas of one kind that are valid on a day; of two with one code, the later. In: partnership_id, kind, at date.
-- Out: id, code, by code.
SELECT DISTINCT ON (code COLLATE "C") id, code
FROM area
WHERE partnership_id = :partnership_id AND kind = :kind AND daterange(valid_from, valid_to, '[]') @> :at::date
ORDER BY code COLLATE "C", valid_from DESC NULLS LAST
