-- Notes that a closed source of a partnership has delivered some outcomes, so that its readers of records may know them.
-- In: partnership_id, codes text[] (of stored outcomes).
INSERT INTO outcome_word (partnership_id, outcome_id)
SELECT :partnership_id, id FROM outcome WHERE code = ANY (:codes::text[])
ON CONFLICT DO NOTHING
