-- Adds the shipped offence → theme pairs. In: offences jsonb, an array with code and themes.
INSERT INTO offence_theme (offence_id, theme_id)
SELECT offence.id, theme.id
FROM jsonb_to_recordset(:offences::jsonb) AS o (code text, themes text[])
JOIN offence ON offence.code = o.code
JOIN theme ON theme.code = ANY (o.themes)
ON CONFLICT DO NOTHING
