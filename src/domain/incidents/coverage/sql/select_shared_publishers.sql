-- Publishers of which a delivery has had rows outside the partnership. In: partnership_id, source_id. Out: publisher.
SELECT DISTINCT publisher
FROM coverage
WHERE partnership_id = :partnership_id AND source_id = :source_id
  AND rows_read > located + unlocated + coalesce(rejected, 0)
