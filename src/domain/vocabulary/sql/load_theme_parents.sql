-- Sets the parent of each theme of the shipped vocabulary, or none. In: themes jsonb, an array with code and parent.
UPDATE theme SET parent_id = parent.id
FROM jsonb_to_recordset(:themes::jsonb) AS t (code text, parent text)
LEFT JOIN theme AS parent ON parent.code = t.parent
WHERE theme.code = t.code AND theme.parent_id IS DISTINCT FROM parent.id
