-- Geometries that intersect a box, whose sides are straight in its CRS.
-- In: geometries text[] (GeoJSON in degrees), srid, west, south, east, north.
-- Out: index (from 0) of each.
SELECT (position - 1)::integer AS index
FROM unnest(:geometries::text[]) WITH ORDINALITY AS given (text, position)
WHERE ST_Intersects(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(text), 4326), :srid::integer),
  ST_MakeEnvelope(:west::float8, :south::float8, :east::float8, :north::float8, :srid::integer))
ORDER BY position
