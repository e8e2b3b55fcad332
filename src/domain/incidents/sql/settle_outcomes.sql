-- Sets the outcome of incidents to the latest: the event of the latest month. The outcome stated with the incident
-- itself counts in the incident's month, and yields to an event of that month. Of several events in the latest month,
-- the one that equals the stated outcome wins, else the first by code, since nothing records their order.
-- In: partnership_id, source_id, outcome_keys uuid[] (of the incidents in question).
-- Each step is forced to the one index that it can use (OFFSET 0): after a load that was undone the planner takes full
-- tables for empty ones, and would scan them.
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
