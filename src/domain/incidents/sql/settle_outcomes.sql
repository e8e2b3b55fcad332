-- Gives incidents the latest of their outcomes: that of the latest month, where what the incident itself states counts
-- in the month of the incident and yields to an event of the same month. Of several events in the latest month it is
-- the one that the incident states, too, else the first by code: nothing tells their order.
-- In: partnership_id, source_id, outcome_keys uuid[] (of the incidents in question).
-- The steps are fenced (OFFSET 0), each with the one index that it can use: after a load that was undone the planner takes
-- full tables for empty ones, and would walk through them.
UPDATE incident AS i SET outcome_id = latest.outcome_id
FROM (SELECT DISTINCT k.outcome_key FROM unnest(:outcome_keys::uuid[]) AS k (outcome_key)) AS given
JOIN LATERAL (
  SELECT ctid AS row, partnership_id, source_id, month, stated_outcome_id
  FROM incident
  WHERE outcome_key = given.outcome_key
  OFFSET 0
) AS own ON own.partnership_id = :partnership_id AND own.source_id = :source_id
JOIN LATERAL (
  SELECT e.outcome_id
  FROM incident_outcome AS e
  JOIN outcome ON outcome.id = e.outcome_id
  WHERE e.partnership_id = :partnership_id AND e.source_id = :source_id AND e.outcome_key = given.outcome_key
    AND (e.month >= own.month OR own.stated_outcome_id IS NULL)
  ORDER BY e.month DESC, e.outcome_id = own.stated_outcome_id DESC NULLS LAST, outcome.code COLLATE "C"
  LIMIT 1
) AS latest ON true
WHERE i.ctid = own.row AND i.outcome_id IS DISTINCT FROM latest.outcome_id
