-- Postcode districts of a day, and how much of each lies in the wards of that day; one that several partnerships have is
-- one row, and lies in the wards of all of them.
-- In: partnership_ids smallint[], day. Out: id, code, name, inside (0 to 1; null where there are no wards).
SELECT DISTINCT ON (d.code COLLATE "C") d.id, d.code, d.name,
  CASE WHEN EXISTS (
    SELECT FROM area AS w
    WHERE w.partnership_id = ANY (:partnership_ids::smallint[]) AND w.kind = 'WARD'
      AND daterange(w.valid_from, w.valid_to, '[]') @> :day::date
  ) THEN coalesce((
    SELECT least(1, sum(o.share_of_other))
    FROM area_overlap AS o
    JOIN area AS w ON w.id = o.ward_id AND daterange(w.valid_from, w.valid_to, '[]') @> :day::date
    JOIN area AS twin ON twin.id = o.other_id AND twin.kind = 'POSTCODE_DISTRICT' AND twin.code = d.code
      AND daterange(twin.valid_from, twin.valid_to, '[]') @> :day::date
    WHERE o.partnership_id = ANY (:partnership_ids::smallint[])
  ), 0) END AS inside
FROM area AS d
WHERE d.partnership_id = ANY (:partnership_ids::smallint[]) AND d.kind = 'POSTCODE_DISTRICT'
  AND daterange(d.valid_from, d.valid_to, '[]') @> :day::date
ORDER BY d.code COLLATE "C", d.id
