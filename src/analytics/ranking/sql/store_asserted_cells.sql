-- Stores the judgements in cells that a partnership comes with, each as its first version.
-- In: partnership_id, cells (JSON text: matrix, theme, criterion, from, to, value, reason, by, at of each).
-- Out: nothing.
INSERT INTO asserted_cell (partnership_id, criterion_id, theme_id, period_from, period_to, version, value, reason,
  asserted_by, asserted_at)
SELECT :partnership_id, m.id, theme.id, c."from", c."to", 1, c.value, c.reason, c."by", c."at"
FROM json_to_recordset(:cells::json) AS c (matrix text, theme text, criterion text, "from" date, "to" date,
  value smallint, reason text, "by" text, "at" timestamptz)
JOIN theme ON theme.code = c.theme
JOIN matrix_criterion AS m ON m.partnership_id IS NULL AND m.matrix = c.matrix AND m.code = c.criterion
