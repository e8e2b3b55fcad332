-- Records whose offence code nobody has mapped yet, as far as the viewer may read them.
-- In: partnership_ids smallint[], prefix (what the codes of such offences begin with).
-- Out: code, name, source_code, source_name, count; by count.
SELECT o.code, o.name, s.code AS source_code, s.name AS source_name, sum(c.n)::integer AS count
FROM incident_count AS c
JOIN offence AS o ON o.id = c.offence_id
JOIN source AS s ON s.id = c.source_id
WHERE c.partnership_id = ANY (:partnership_ids::smallint[]) AND starts_with(o.code, :prefix) AND o.part_of IS NULL
GROUP BY 1, 2, 3, 4
ORDER BY count DESC, o.code COLLATE "C"
