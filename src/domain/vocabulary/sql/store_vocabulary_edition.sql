-- Stores a document as the next edition of a profile, or of what a partnership has of its own, where it differs from the
-- last one.
-- In: profile, partnership_id (one of them null), content jsonb, made_by.
-- Out: number of the edition; no row where nothing differs.
WITH earlier AS (
  SELECT number, content FROM vocabulary_edition
  WHERE profile IS NOT DISTINCT FROM :profile::text AND partnership_id IS NOT DISTINCT FROM :partnership_id::smallint
  ORDER BY number DESC
  LIMIT 1
)
INSERT INTO vocabulary_edition (profile, partnership_id, number, content, made_by)
SELECT :profile::text, :partnership_id::smallint, coalesce((SELECT number FROM earlier), 0) + 1, :content::jsonb,
  :made_by
WHERE (SELECT content FROM earlier) IS DISTINCT FROM :content::jsonb
RETURNING number
