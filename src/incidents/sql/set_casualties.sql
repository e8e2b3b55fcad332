-- Notes the casualties of collisions. In: partnership_id, source_id, fingerprints uuid[], casualties text[] (each an array
-- of six numbers as text).
UPDATE incident AS i SET casualties = g.casualties::smallint[]
FROM unnest(:fingerprints::uuid[], :casualties::text[]) AS g (fingerprint, casualties)
WHERE i.partnership_id = :partnership_id AND i.source_id = :source_id AND i.fingerprint = g.fingerprint
