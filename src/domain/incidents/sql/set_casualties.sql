-- Stores the casualties of collisions. In: partnership_id, source_id, fingerprints uuid[], casualties text[] (each an
-- array of six numbers as text).
UPDATE incident AS i SET casualties = g.casualties::smallint[]
FROM unnest(:fingerprints::uuid[], :casualties::text[]) AS g (fingerprint, casualties)
-- Forced to the index of fingerprints (+ 0).
WHERE i.fingerprint = g.fingerprint AND i.partnership_id + 0::smallint = :partnership_id AND i.source_id = :source_id
