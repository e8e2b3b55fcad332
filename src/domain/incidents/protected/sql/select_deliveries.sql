-- Months of closed sources that count as delivered, by agency, and whether they may be published: on or after the day on
-- which their quarter is due, held longer where the partnership says so, or declared complete; a month of several agencies
-- when all of them may be, since its count is told as a whole.
-- In: partnership_id, day. Out: source_id, month, agency_id (0: none stated), ripe.
WITH line AS (
  SELECT c.source_id, c.month, c.declared_by IS NOT NULL AS declared,
    coalesce(s.agency_id, CASE WHEN c.declared_by IS NOT NULL THEN a.id END, 0) AS agency_id
  FROM coverage AS c
  JOIN source ON source.id = c.source_id AND source.access = 'CLOSED'
  JOIN source_coverage AS v ON v.partnership_id = c.partnership_id AND v.source_id = c.source_id AND v.delivered @> c.month
  LEFT JOIN submission AS s ON s.partnership_id = c.partnership_id AND s.id = c.submission_id
  LEFT JOIN agency AS a ON a.partnership_id = c.partnership_id AND a.code = c.publisher
  WHERE c.partnership_id = :partnership_id AND c.status = 'DELIVERED'
), delivered AS (
  SELECT source_id, month, agency_id, bool_or(declared) AS complete
  FROM line
  GROUP BY source_id, month, agency_id
)
SELECT d.source_id, d.month, d.agency_id,
  bool_and(d.complete OR (date_trunc('quarter', d.month::timestamp)
    + (6 + 3 * coalesce(h.quarters, 0)) * interval '1 month')::date <= :day::date)
    OVER (PARTITION BY d.source_id, d.month) AS ripe
FROM delivered AS d
LEFT JOIN release_hold AS h ON h.partnership_id = :partnership_id AND h.source_id = d.source_id
ORDER BY d.source_id, d.month, d.agency_id
