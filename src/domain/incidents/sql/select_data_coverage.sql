-- What each source has delivered for partnerships, as far as the viewer may know: open sources and the viewer's own
-- records exactly, closed ones from the cells. In: partnership_ids smallint[], exact smallint[] (ids of the sources
-- read exactly), {{cells}} (exact_count or published_count). Out: source_id, first_month, last_month, n.
SELECT v.source_id, min(v.first_month) AS first_month, max(v.last_month) AS last_month,
  CASE WHEN v.source_id = ANY (:exact::smallint[])
    THEN (SELECT sum(c.n) FROM incident_count AS c
      WHERE c.partnership_id = ANY (:partnership_ids::smallint[]) AND c.source_id = v.source_id)
    ELSE (SELECT sum(e.n) FROM {{cells}} AS e
      WHERE e.partnership_id = ANY (:partnership_ids::smallint[]) AND e.source_id = v.source_id AND e.flag IS NULL)
  END AS n
FROM source_coverage AS v
WHERE v.partnership_id = ANY (:partnership_ids::smallint[])
GROUP BY v.source_id
ORDER BY v.source_id
