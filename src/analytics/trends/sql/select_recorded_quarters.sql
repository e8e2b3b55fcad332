-- The first and the last quarter that recorded-crime tables were imported for. In: partnership_id.
-- Out: first, last (first days; both null where there is none).
SELECT min(quarter) AS first, max(quarter) AS last
FROM recorded_crime
WHERE partnership_id = :partnership_id
