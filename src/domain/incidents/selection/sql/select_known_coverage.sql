-- Months that sources have delivered to partnerships, as far as the session may know.
-- In: partnership_ids smallint[]. Out: partnership_id, source_id, delivered (multirange of days, as text), late_share (percent
--   of the published counts that came after their first publication, rounded to 5, or null), basis (OPEN: of an open source;
--   of a closed one EXACT: as of now, or RELEASED: as of the last release).
SELECT partnership_id, source_id, delivered::text AS delivered, late_share, basis
FROM known_coverage
WHERE partnership_id = ANY (:partnership_ids::smallint[])
ORDER BY partnership_id, source_id
