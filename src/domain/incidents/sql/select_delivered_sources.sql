-- Months that each source has delivered for partnerships, of a county for any of its members.
-- In: asked integer[], holder_ids smallint[] (pairs: number of the question, a partnership that holds data of it).
-- Out: asked, access (OPEN or CLOSED, of the source), first_month, last_month.
SELECT question.asked, source.access, min(delivered.first_month) AS first_month, max(delivered.last_month) AS last_month
FROM unnest(:asked::integer[], :holder_ids::smallint[]) AS question (asked, holder_id)
JOIN source_coverage AS delivered ON delivered.partnership_id = question.holder_id
JOIN source ON source.id = delivered.source_id
GROUP BY question.asked, source.id
ORDER BY question.asked, source.id
