-- A box as a polygon in degrees, each side bent at sixteen points.
-- In: srid (of a CRS in metres), west, south, east, north. Out: outline (GeoJSON text).
SELECT ST_AsGeoJSON(ST_Transform(ST_Segmentize(box, greatest(ST_XMax(box) - ST_XMin(box), ST_YMax(box) - ST_YMin(box), 1) / 16),
  4326), 9, 0) AS outline
FROM (SELECT ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, :srid::integer) AS box) AS asked
