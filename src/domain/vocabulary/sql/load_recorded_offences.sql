-- Sets the offence of each code and subgroup of the recorded-crime tables; subgroups in lower case.
-- In: offences jsonb, an array as in seeds/vocabulary/recorded-offences.json.
INSERT INTO recorded_offence (kind, value, offence_id)
SELECT v.kind, v.value, offence.id
FROM jsonb_to_recordset(:offences::jsonb) AS o (offence text, codes jsonb, subgroups jsonb)
JOIN offence ON offence.code = o.offence
CROSS JOIN LATERAL (
  SELECT 'CODE' AS kind, value FROM jsonb_array_elements_text(coalesce(o.codes, '[]')) AS c (value)
  UNION ALL
  SELECT 'SUBGROUP', lower(value) FROM jsonb_array_elements_text(coalesce(o.subgroups, '[]')) AS s (value)
) AS v
ON CONFLICT (kind, value) DO UPDATE SET offence_id = excluded.offence_id
