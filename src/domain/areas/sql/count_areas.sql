-- How many areas of each kind partnerships have on a day; one that several of them have counts once.
-- In: partnership_ids smallint[], at date. Out: kind, n.
SELECT kind, count(DISTINCT (code, valid_from)) AS n
FROM area
WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND daterange(valid_from, valid_to, '[]') @> :at::date
GROUP BY kind
