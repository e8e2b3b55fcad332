-- Builds the exact cells of closed sources from present counts: each record counts in exactly one cell by offence, that of
-- its ward (or postcode district, or neither) and month; sensitive offences by partnership. Flags that are published have
-- cells of their own by partnership, without the records of the offences that a theme adds to them.
-- In: partnership_id, source_id (null: every source), months date[] (null: all).
WITH placed AS MATERIALIZED (
  SELECT c.month, c.source_id, c.offence_id, c.flags, c.n, o.sensitive,
    CASE WHEN o.sensitive THEN NULL ELSE w.area_id END AS ward_id,
    CASE WHEN o.sensitive THEN NULL ELSE c.postcode_district END AS postcode_district
  FROM incident_count AS c
  JOIN source ON source.id = c.source_id AND source.access = 'CLOSED'
  JOIN offence AS o ON o.id = c.offence_id
  LEFT JOIN (
    SELECT la.location_id, la.area_id, daterange(a.valid_from, a.valid_to, '[]') AS valid
    FROM location_area AS la JOIN area AS a ON a.id = la.area_id
    WHERE la.partnership_id = :partnership_id AND la.kind = 'WARD'
  ) AS w ON w.location_id = c.location_id AND w.valid @> c.month
  WHERE c.partnership_id = :partnership_id
    AND (:source_id::smallint IS NULL OR c.source_id = :source_id::smallint)
    AND (:months::date[] IS NULL OR c.month = ANY (:months::date[]))
), cell AS (
  SELECT month, source_id, offence_id, NULL::integer AS flag, ward_id, postcode_district, sum(n)::integer AS n
  FROM placed
  GROUP BY month, source_id, offence_id, ward_id, postcode_district
  UNION ALL
  SELECT p.month, p.source_id, NULL, f.bit, NULL, NULL, sum(p.n)::integer
  FROM placed AS p
  JOIN flag AS f ON f.has_cells AND p.flags & f.bit <> 0
    AND NOT EXISTS (SELECT FROM flag_offence AS o WHERE o.offence_id = p.offence_id AND o.bit = f.bit)
  GROUP BY p.month, p.source_id, f.bit
)
INSERT INTO elementary_cell (partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n)
SELECT :partnership_id, month, source_id, offence_id, flag, ward_id, postcode_district, n
FROM cell
