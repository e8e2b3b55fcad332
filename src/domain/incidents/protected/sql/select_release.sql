-- Last release of partnerships, and the months that it has published, by source.
-- In: partnership_ids smallint[]. Out: at (null where nothing was released), code, name, agency, access, resolution, snapped (of
--   the source; null where no month is published), months text[] (YYYY-MM), late_share (percent, or null).
WITH last AS (
  SELECT max(released_at) AS at FROM release WHERE partnership_id = ANY (:partnership_ids::smallint[])
), published AS (
  SELECT c.source_id, max(c.late_share) AS late_share, array_agg(DISTINCT to_char(m.month, 'YYYY-MM')) AS months
  FROM released_coverage AS c
  CROSS JOIN LATERAL unnest(c.delivered) AS d (stretch)
  CROSS JOIN LATERAL generate_series(lower(stretch)::timestamp, upper(stretch)::timestamp - interval '1 day', interval '1 month') AS m (month)
  WHERE c.partnership_id = ANY (:partnership_ids::smallint[])
  GROUP BY c.source_id
)
SELECT last.at, source.code, source.name, source.agency, source.access, source.resolution, source.snapped, months, late_share
FROM last
LEFT JOIN (published JOIN source ON source.id = published.source_id) ON true
ORDER BY source.id
