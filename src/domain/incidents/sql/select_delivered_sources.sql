-- First and last delivered month of each source for partnerships; for a county, of any member.
-- In: asked integer[], holder_ids smallint[] (pairs: number of the question from 0, partnership that holds its data),
--   reads_exact boolean[] (by number of the question: whether the viewer may read exact counts of closed sources).
-- Out: asked, access (OPEN or CLOSED, of the source), first_month, last_month.
SELECT question.asked, source.access, min(delivered.first_month) AS first_month, max(delivered.last_month) AS last_month
FROM unnest(:asked::integer[], :holder_ids::smallint[]) AS question (asked, holder_id)
JOIN known_coverage AS delivered ON delivered.partnership_id = question.holder_id
  AND delivered.basis IN ('OPEN', CASE WHEN (:reads_exact::boolean[])[question.asked + 1] THEN 'EXACT' ELSE 'RELEASED' END)
JOIN source ON source.id = delivered.source_id
GROUP BY question.asked, source.id
ORDER BY question.asked, source.id
