-- Takes over what newer deliveries of the same incidents state as their outcome; one that states none takes none away.
-- Outcome events are weighed against it afterwards, see settle_outcomes.
-- In: partnership_id, source_id, fingerprints uuid[], outcomes smallint[]. Out: updated (number of rows).
WITH updated AS (
  UPDATE incident AS i SET stated_outcome_id = g.outcome_id, outcome_id = g.outcome_id
  FROM unnest(:fingerprints::uuid[], :outcomes::smallint[]) AS g (fingerprint, outcome_id)
  -- One look into the index for each (OFFSET 0, + 0), whatever the planner takes the size of the table for.
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
