-- Sets the coverage of each theme by each source. In: coverage jsonb, an array of {source, theme, coverage}.
INSERT INTO source_theme (source_id, theme_id, coverage)
SELECT source.id, theme.id, c.coverage
FROM jsonb_to_recordset(:coverage::jsonb) AS c (source text, theme text, coverage text)
JOIN source ON source.code = c.source
JOIN theme ON theme.code = c.theme
ON CONFLICT (source_id, theme_id) DO UPDATE SET coverage = excluded.coverage
