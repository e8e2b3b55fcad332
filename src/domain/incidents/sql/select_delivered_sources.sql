-- First and last delivered month of each source for partnerships; for a county, of any member.
-- In: asked integer[], holder_ids smallint[] (pairs: number of the question, partnership that holds its data).
-- Out: asked, access (OPEN or CLOSED, of the source), first_month, last_month.
SELECT question.asked, source.access, min(delivered.first_month) AS first_month, max(delivered.last_month) AS last_month
FROM unnest(:asked::integer[], :holder_ids::smallint[]) AS question (asked, holder_id)
JOIN source_coverage AS delivered ON delivered.partnership_id = question.holder_id
JOIN source ON source.id = delivered.source_id
GROUP BY question.asked, source.id
ORDER BY question.asked, source.id
