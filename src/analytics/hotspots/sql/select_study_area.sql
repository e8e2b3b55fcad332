-- The study area of an analytic on a grid: the ground that a filter asks about, inside the partnership.
-- In: partnership_id (of a county its own: its boundary is that of its members), from and to (days whose boundaries count), {{regions}} (rows of geom, EPSG:27700, one for each
--   part of the filter that names ground; the study area lies inside all of them).
-- Out: geom (hexadecimal EWKB, EPSG:27700, a polygon or several; empty where they share no ground), area (square
--   metres), outline (metres); no row where the partnership has no boundary.
WITH RECURSIVE region AS (
  SELECT row_number() OVER () AS nth, geom FROM ({{regions}}) AS r (geom)
), boundary AS (
  SELECT ST_Union(geom) AS geom
  FROM area
  WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP'
    AND daterange(valid_from, valid_to, '[]') && daterange(:from::date, :to::date, '[]')
), narrowed AS (
  SELECT 0::bigint AS nth, geom FROM boundary WHERE geom IS NOT NULL
  UNION ALL
  SELECT region.nth, ST_CollectionExtract(ST_Intersection(narrowed.geom, region.geom), 3)
  FROM narrowed
  JOIN region ON region.nth = narrowed.nth + 1
)
SELECT geom, ST_Area(geom) AS area, ST_Perimeter(geom) AS outline
FROM narrowed
ORDER BY nth DESC
LIMIT 1
