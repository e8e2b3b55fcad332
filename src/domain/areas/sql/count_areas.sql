-- Number of areas of each kind that partnerships have on a day; an area of several partnerships counts once.
-- In: asked integer[], holder_ids smallint[], days date[] (triples: number of the question, a partnership that it is
--   about, the day).
-- Out: asked, kind, n; no row for a kind without areas.
SELECT question.asked, area.kind, count(DISTINCT (area.code, area.valid_from)) AS n
FROM unnest(:asked::integer[], :holder_ids::smallint[], :days::date[]) AS question (asked, holder_id, day)
JOIN area ON area.partnership_id = question.holder_id
  AND daterange(area.valid_from, area.valid_to, '[]') @> question.day
GROUP BY question.asked, area.kind
