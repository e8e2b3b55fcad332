-- Deletes counts that have become zero. In: partnership_id, source_id, months date[].
DELETE FROM incident_count
WHERE partnership_id = :partnership_id AND source_id = :source_id AND month = ANY (:months::date[]) AND n = 0
