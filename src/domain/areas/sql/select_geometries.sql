-- Outlines as GeoJSON in EPSG:4326, outer rings anticlockwise (RFC 7946), optionally simplified (Douglas–Peucker in
-- metres, rings kept valid).
-- In: ids integer[], metres (0: as stored). Out: id, geometry (text).
SELECT id, ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Transform(ST_Multi(
    CASE WHEN :metres::float8 > 0 THEN ST_SimplifyPreserveTopology(geom, :metres::float8) ELSE geom END), 4326)), 7)
  AS geometry
FROM area
WHERE id = ANY (:ids::integer[])
