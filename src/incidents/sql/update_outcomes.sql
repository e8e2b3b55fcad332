-- Takes over what newer deliveries of the same incidents state as their outcome; one that states none takes none away.
-- Outcome events are weighed against it afterwards, see settle_outcomes.
-- In: partnership_id, source_id, fingerprints uuid[], outcomes smallint[]. Out: updated (number of rows).
WITH updated AS (
  UPDATE incident AS i SET stated_outcome_id = g.outcome_id, outcome_id = g.outcome_id
  FROM unnest(:fingerprints::uuid[], :outcomes::smallint[]) AS g (fingerprint, outcome_id)
  WHERE i.partnership_id = :partnership_id AND i.source_id = :source_id AND i.fingerprint = g.fingerprint
    AND g.outcome_id IS NOT NULL AND i.stated_outcome_id IS DISTINCT FROM g.outcome_id
  RETURNING 1
)
SELECT count(*) AS updated FROM updated
