-- Own document of a partnership, in its last edition.
-- In: partnership_id. Out: number, content; no row without an own document.
SELECT number, content FROM vocabulary_edition WHERE partnership_id = :partnership_id ORDER BY number DESC LIMIT 1
