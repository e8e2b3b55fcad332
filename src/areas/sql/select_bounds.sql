-- Bounding box of a partnership in degrees: of its boundary, else of its wards. In: partnership_id.
-- Out: west, south, east, north; no row where there are neither.
SELECT ST_XMin(box) AS west, ST_YMin(box) AS south, ST_XMax(box) AS east, ST_YMax(box) AS north
FROM (
  SELECT ST_Extent(ST_Transform(geom, 4326)) AS box
  FROM area
  WHERE partnership_id = :partnership_id AND kind IN ('PARTNERSHIP', 'WARD')
  GROUP BY kind
  ORDER BY kind = 'PARTNERSHIP' DESC
  LIMIT 1
) AS extent
