-- Fingerprints that incidents of a source are stored under. In: partnership_id, source_id, fingerprints uuid[].
-- Out: fingerprint (32 hexadecimal digits).
SELECT replace(i.fingerprint::text, '-', '') AS fingerprint
FROM unnest(:fingerprints::uuid[]) AS g (fingerprint)
-- Forced to the index of fingerprints (+ 0).
JOIN incident AS i ON i.fingerprint = g.fingerprint AND i.partnership_id + 0::smallint = :partnership_id AND i.source_id = :source_id
