-- Judgements of the trends of themes in periods, every version.
-- In: partnership_ids smallint[], theme_ids smallint[], froms date[] and tos date[] (one of each for every judgement).
-- Out: request (number of the judgement, from 0), value, asserted_by (null where the viewer may not know),
--   asserted_at, reason, version; the newest first.
SELECT (asked.request - 1)::integer AS request, a.value, a.asserted_by, a.asserted_at, a.reason, a.version
FROM unnest(:partnership_ids::smallint[], :theme_ids::smallint[], :froms::date[], :tos::date[])
  WITH ORDINALITY AS asked (partnership_id, theme_id, period_from, period_to, request)
JOIN shown_asserted_trend AS a USING (partnership_id, theme_id, period_from, period_to)
ORDER BY asked.request, a.version DESC
