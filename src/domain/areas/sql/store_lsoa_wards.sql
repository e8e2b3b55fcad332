-- Stores the best-fit ward of LSOAs, for wards of the partnership. At any time an LSOA has one ward: a new one replaces
-- another of the same time.
-- In: partnership_id, lines integer[], lsoas text[], wards text[] (codes), at (day on which the wards were valid; null:
--   every version of a ward). Out: line, fate (loaded, unchanged, or outside where the partnership has no such ward).
WITH given AS (
  SELECT * FROM unnest(:lines::integer[], :lsoas::text[], :wards::text[]) AS g (line, lsoa, ward)
), pair AS MATERIALIZED (
  SELECT g.line, g.lsoa, a.id AS ward_id, daterange(a.valid_from, a.valid_to, '[]') AS valid,
    EXISTS (SELECT FROM lsoa_ward AS l WHERE l.partnership_id = :partnership_id AND l.lsoa_code = g.lsoa
      AND l.ward_id = a.id) AS known
  FROM given AS g
  JOIN area AS a ON a.partnership_id = :partnership_id AND a.kind = 'WARD' AND a.code = g.ward
    AND (:at::date IS NULL OR daterange(a.valid_from, a.valid_to, '[]') @> :at::date)
), replaced AS (
  DELETE FROM lsoa_ward AS l
  USING pair AS p, area AS a
  WHERE NOT p.known AND l.partnership_id = :partnership_id AND l.lsoa_code = p.lsoa AND l.ward_id <> p.ward_id
    AND a.id = l.ward_id AND daterange(a.valid_from, a.valid_to, '[]') && p.valid
), added AS (
  INSERT INTO lsoa_ward (partnership_id, lsoa_code, ward_id)
  SELECT :partnership_id, lsoa, ward_id FROM pair WHERE NOT known
)
SELECT g.line, CASE
    WHEN count(p.ward_id) = 0 THEN 'outside'
    WHEN bool_and(p.known) THEN 'unchanged'
    ELSE 'loaded' END AS fate
FROM given AS g
LEFT JOIN pair AS p ON p.line = g.line
GROUP BY g.line
ORDER BY g.line
