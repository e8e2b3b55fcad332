-- Adds the places that lie within the partnership's boundary. In: partnership_id, open, ordinals integer[], xs and ys
-- float8[] (longitude and latitude, or easting and northing), srids integer[] (4326 or 27700), snapped boolean[].
-- Out: ordinal, id for the places inside; the others have no row. Transformed without the OSTN15 grid: metre-class.
WITH given AS (
  SELECT g.ordinal, g.snapped, g.srid, g.x, g.y, ST_SetSRID(ST_MakePoint(g.x, g.y), g.srid) AS point
  FROM unnest(:ordinals::integer[], :xs::float8[], :ys::float8[], :srids::integer[], :snapped::boolean[])
    AS g (ordinal, x, y, srid, snapped)
), placed AS MATERIALIZED (
  SELECT ordinal, snapped,
    CASE WHEN srid = 27700 THEN point ELSE ST_Transform(point, 27700) END AS geom,
    CASE WHEN srid = 4326 THEN point ELSE ST_Transform(point, 4326) END AS degrees
  FROM given
), inside AS (
  SELECT placed.*
  FROM area AS boundary
  JOIN placed ON ST_Intersects(boundary.geom, placed.geom)
  WHERE boundary.partnership_id = :partnership_id AND boundary.kind = 'PARTNERSHIP'
), added AS (
  INSERT INTO location (partnership_id, longitude, latitude, easting, northing, geom, snapped, open)
  SELECT DISTINCT :partnership_id::smallint, ST_X(degrees), ST_Y(degrees), ST_X(geom), ST_Y(geom), geom, snapped, :open::boolean
  FROM inside
  ON CONFLICT ON CONSTRAINT location_place DO UPDATE SET open = excluded.open
  RETURNING id, longitude, latitude, snapped
)
SELECT inside.ordinal, added.id
FROM added
JOIN inside ON ST_X(inside.degrees) = added.longitude AND ST_Y(inside.degrees) = added.latitude
  AND inside.snapped = added.snapped
