-- Adds the shipped rows of the matrices, and brings their order and names up to date; removes nothing.
-- In: themes jsonb, an array of {matrix, theme, position, name}.
INSERT INTO matrix_theme (matrix, theme_id, position, name)
SELECT t.matrix, theme.id, t.position, t.name
FROM jsonb_to_recordset(:themes::jsonb) AS t (matrix text, theme text, position smallint, name text)
JOIN theme ON theme.code = t.theme
ON CONFLICT (matrix, theme_id) DO UPDATE SET position = excluded.position, name = excluded.name
