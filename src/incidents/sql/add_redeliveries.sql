-- Notes which incidents a delivery has that were there before it, so that they stay when the other delivery is withdrawn.
-- In: partnership_id, source_id, submission_id, fingerprints uuid[].
INSERT INTO incident_redelivery (partnership_id, incident_id, submission_id)
SELECT i.partnership_id, i.id, :submission_id
FROM unnest(:fingerprints::uuid[]) AS g (fingerprint)
JOIN incident AS i ON i.partnership_id = :partnership_id AND i.source_id = :source_id AND i.fingerprint = g.fingerprint
WHERE i.submission_id <> :submission_id
ON CONFLICT DO NOTHING
