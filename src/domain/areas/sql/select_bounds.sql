-- Bounding boxes of partnerships in degrees, from their boundaries, or from their wards where they have none.
-- In: asked integer[], holder_ids smallint[] (pairs: number of the question, a partnership that it is about).
-- Out: asked, west, south, east, north; no row where there are neither.
WITH candidate AS (
  SELECT question.asked, area.id, area.kind = 'PARTNERSHIP' AS is_boundary,
    bool_or(area.kind = 'PARTNERSHIP') OVER (PARTITION BY question.asked) AS has_boundary
  FROM unnest(:asked::integer[], :holder_ids::smallint[]) AS question (asked, holder_id)
  JOIN area ON area.partnership_id = question.holder_id AND area.kind IN ('PARTNERSHIP', 'WARD')
)
SELECT asked, ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
FROM (
  SELECT candidate.asked, ST_Extent(ST_Transform(area.geom, 4326)) AS box
  FROM candidate
  JOIN area ON area.id = candidate.id
  WHERE is_boundary = has_boundary
  GROUP BY candidate.asked
) AS extent
