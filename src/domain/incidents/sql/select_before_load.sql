-- State of the database before a load of a source. In: partnership_id, source_id. Out: has_outcomes (whether any
-- outcome events of the source are stored), last_id (greatest id of the partnership's incidents).
SELECT
  EXISTS (SELECT FROM incident_outcome WHERE partnership_id = :partnership_id AND source_id = :source_id) AS has_outcomes,
  coalesce((SELECT max(id) FROM incident WHERE partnership_id = :partnership_id), 0) AS last_id
