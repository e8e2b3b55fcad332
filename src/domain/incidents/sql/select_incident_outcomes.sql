-- Outcome events of incidents, the latest of each incident first. In: partnerships smallint[] and ids bigint[] (pairs),
-- most (limit of events per incident). Out: id (of the incident), month, code, name.
SELECT i.id, e.month, outcome.code, outcome.name
FROM unnest(:partnerships::smallint[], :ids::bigint[]) AS asked (partnership_id, id)
JOIN incident AS i ON i.partnership_id = asked.partnership_id AND i.id = asked.id
JOIN LATERAL (
  SELECT o.month, o.outcome_id, o.ordinal
  FROM incident_outcome AS o
  WHERE o.partnership_id = i.partnership_id AND o.source_id = i.source_id AND o.outcome_key = i.outcome_key
  ORDER BY o.month DESC, o.outcome_id, o.ordinal
  LIMIT :most
) AS e ON true
JOIN outcome ON outcome.id = e.outcome_id
ORDER BY i.id, e.month DESC, outcome.code, e.ordinal
