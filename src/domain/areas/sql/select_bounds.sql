-- Bounding box of partnerships in degrees: of their boundaries, else of their wards. In: partnership_ids smallint[].
-- Out: west, south, east, north; no row where there are neither.
SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
FROM (
  SELECT ST_Extent(ST_Transform(geom, 4326)) AS box
  FROM area
  WHERE partnership_id = ANY (:partnership_ids::smallint[]) AND kind IN ('PARTNERSHIP', 'WARD')
  GROUP BY kind
  ORDER BY kind = 'PARTNERSHIP' DESC
  LIMIT 1
) AS extent
