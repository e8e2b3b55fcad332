-- The last edition of each profile, in the order in which they were first stored. Out: number, content.
SELECT last.number, last.content
FROM vocabulary_edition AS first
CROSS JOIN LATERAL (
  SELECT number, content FROM vocabulary_edition AS each WHERE each.profile = first.profile ORDER BY number DESC LIMIT 1
) AS last
WHERE first.profile IS NOT NULL AND first.number = 1
ORDER BY first.id
