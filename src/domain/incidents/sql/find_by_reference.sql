-- Incidents with some references of agencies. In: partnership_id, ordinals integer[], sources smallint[],
-- references text[]. Out: ordinal, incidents (number with that reference in that source), fingerprint (of one of them);
-- a reference without an incident has no row.
SELECT g.ordinal, count(*) AS incidents, min(i.fingerprint::text) AS fingerprint
FROM unnest(:ordinals::integer[], :sources::smallint[], :references::text[]) AS g (ordinal, source_id, reference)
JOIN incident AS i ON i.partnership_id = :partnership_id AND i.source_id = g.source_id AND i.reference = g.reference
GROUP BY g.ordinal
