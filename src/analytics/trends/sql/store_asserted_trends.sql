-- Stores the judgements of trends that a partnership comes with, each as its first version.
-- In: partnership_id, trends (JSON text: theme, from, to, value, reason, by, at of each).
INSERT INTO asserted_trend (partnership_id, theme_id, period_from, period_to, version, value, reason, asserted_by, asserted_at)
SELECT :partnership_id, theme.id, t."from", t."to", 1, t.value, t.reason, t."by", t."at"
FROM json_to_recordset(:trends::json) AS t (theme text, "from" date, "to" date, value text, reason text, "by" text, "at" timestamptz)
JOIN theme ON theme.code = t.theme
