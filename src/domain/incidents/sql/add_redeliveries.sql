-- Records incidents of a delivery that an earlier one brought, so that they stay when that one is withdrawn.
-- In: partnership_id, source_id, submission_id, fingerprints uuid[].
INSERT INTO incident_redelivery (partnership_id, incident_id, submission_id)
SELECT i.partnership_id, i.id, :submission_id
FROM unnest(:fingerprints::uuid[]) AS g (fingerprint)
-- Forced to the index of fingerprints (+ 0).
JOIN incident AS i ON i.fingerprint = g.fingerprint AND i.partnership_id + 0::smallint = :partnership_id AND i.source_id = :source_id
WHERE i.submission_id <> :submission_id
ON CONFLICT DO NOTHING
