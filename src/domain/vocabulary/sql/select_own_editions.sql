-- Editions of what a partnership has of its own, the newest first. In: partnership_id. Out: number, made_at, content.
SELECT number, made_at, content FROM vocabulary_edition WHERE partnership_id = :partnership_id ORDER BY number DESC
