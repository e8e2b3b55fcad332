-- Geometries in another CRS, easting or longitude first.
-- In: geometries text[] (GeoJSON in degrees), srid, decimals.
-- Out: geometry (GeoJSON text), in the order given.
SELECT ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_GeomFromGeoJSON(text), 4326), :srid::integer), :decimals::integer, 0)
  AS geometry
FROM unnest(:geometries::text[]) WITH ORDINALITY AS given (text, position)
ORDER BY position
