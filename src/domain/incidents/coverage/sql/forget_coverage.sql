-- Takes back what a delivery has brought, its rows without a place too. In: partnership_id, submission_id. Out: source_id of each source concerned.
WITH gone AS (
  DELETE FROM coverage
  WHERE partnership_id = :partnership_id AND submission_id = :submission_id
  RETURNING source_id
), unlocated AS (
  DELETE FROM unlocated_count
  WHERE partnership_id = :partnership_id AND submission_id = :submission_id
)
SELECT DISTINCT source_id FROM gone
