-- What a partnership has of its own, in its last edition. In: partnership_id. Out: number, content; no row where it has nothing.
SELECT number, content FROM vocabulary_edition WHERE partnership_id = :partnership_id ORDER BY number DESC LIMIT 1
