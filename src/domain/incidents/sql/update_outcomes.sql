-- Updates outcomes stated by newer deliveries of the same incidents; a delivery without an outcome removes none.
-- Outcome events are compared with them afterwards, see settle_outcomes.
-- In: partnership_id, source_id, fingerprints uuid[], outcomes smallint[]. Out: updated (number of rows).
WITH updated AS (
  UPDATE incident AS i SET stated_outcome_id = g.outcome_id, outcome_id = g.outcome_id
  FROM unnest(:fingerprints::uuid[], :outcomes::smallint[]) AS g (fingerprint, outcome_id)
  -- One index look-up each, forced by OFFSET 0 and + 0: the planner misjudges the size of the table during a load.
  CROSS JOIN LATERAL (
    SELECT ctid AS row, stated_outcome_id
    FROM incident
    WHERE fingerprint = g.fingerprint AND partnership_id + 0::smallint = :partnership_id AND source_id = :source_id
    OFFSET 0
  ) AS own
  WHERE i.ctid = own.row AND g.outcome_id IS NOT NULL AND own.stated_outcome_id IS DISTINCT FROM g.outcome_id
  RETURNING 1
)
SELECT count(*) AS updated FROM updated
