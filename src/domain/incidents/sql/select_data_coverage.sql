-- First and last delivered month (of closed sources, below exact counts, as of the last release) of each source of some partnerships, with the number of incidents that the viewer may
-- read: records of open sources, and of closed ones by the viewer's rights records, exact counts or published counts.
-- In: asked integer[], holder_ids smallint[] (pairs: number of a question from 0, partnership that holds its data),
--   reads_records boolean[], reads_exact boolean[] (by number of the question: whether the viewer may read records and
--   exact counts of closed sources).
-- Out: asked, code, name, agency, access, resolution, snapped (of the source), first_month, last_month, n.
WITH question AS (
  SELECT asked, array_agg(holder_id) AS holder_ids, (:reads_records::boolean[])[asked + 1] AS reads_records,
    (:reads_exact::boolean[])[asked + 1] AS reads_exact
  FROM unnest(:asked::integer[], :holder_ids::smallint[]) AS pair (asked, holder_id)
  GROUP BY asked
)
SELECT asked, source.code, source.name, source.agency, source.access, source.resolution, source.snapped,
  first_month, last_month,
  CASE
    WHEN source.access = 'OPEN' OR reads_records
      THEN (SELECT sum(c.n) FROM incident_count AS c
        WHERE c.partnership_id = ANY (holder_ids) AND c.source_id = source.id)
    WHEN reads_exact
      THEN (SELECT sum(e.n) FROM exact_count AS e
        WHERE e.partnership_id = ANY (holder_ids) AND e.source_id = source.id AND e.flag IS NULL)
    ELSE (SELECT sum(e.n) FROM published_count AS e
      WHERE e.partnership_id = ANY (holder_ids) AND e.source_id = source.id AND e.flag IS NULL)
  END AS n
FROM question
CROSS JOIN LATERAL (
  SELECT source_id, min(first_month) AS first_month, max(last_month) AS last_month
  FROM known_coverage
  WHERE partnership_id = ANY (holder_ids) AND basis IN ('OPEN', CASE WHEN reads_exact THEN 'EXACT' ELSE 'RELEASED' END)
  GROUP BY source_id
) AS delivered
JOIN source ON source.id = delivered.source_id
ORDER BY asked, source.id
