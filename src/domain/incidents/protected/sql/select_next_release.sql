-- Number of the next release of a partnership. In: partnership_id. Out: number.
SELECT coalesce(max(number), 0) + 1 AS number FROM release WHERE partnership_id = :partnership_id
