-- Points of the National Grid in degrees. In: eastings float8[], northings float8[] (EPSG:27700, two points or more).
-- Out: line (GeoJSON text of a LineString through the points in their order, EPSG:4326, 7 decimals).
SELECT ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_MakeLine(ARRAY(
    SELECT ST_MakePoint(easting, northing)
    FROM unnest(:eastings::float8[], :northings::float8[]) WITH ORDINALITY AS p (easting, northing, nth)
    ORDER BY nth
  )), 27700), 4326), 7) AS line
