-- How many areas of each kind a partnership has on a day. In: partnership_id, at date. Out: kind, n.
SELECT kind, count(*) AS n
FROM area
WHERE partnership_id = :partnership_id AND daterange(valid_from, valid_to, '[]') @> :at::date
GROUP BY kind
