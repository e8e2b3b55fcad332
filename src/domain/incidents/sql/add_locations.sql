-- Resolves points to locations: stored ones, and new ones for points within the partnership's boundary. A stored location
-- without a name takes that of its point.
-- In: partnership_id, open, ordinals integer[], xs and ys float8[] (longitude and latitude, or easting and northing),
--   srids integer[] (4326 or 27700), snapped boolean[], names text[].
-- Out: id, ordinal, longitude, latitude, easting, northing, snapped. A stored location has its ordinal and no
--   coordinates; a new one has its coordinates and no ordinal, since a join here would compare every point with every
--   other. Points outside have no row. Transformed without the OSTN15 grid, so accurate to a metre or so.
WITH given AS MATERIALIZED (
  SELECT * FROM unnest(:ordinals::integer[], :xs::float8[], :ys::float8[], :srids::integer[], :snapped::boolean[],
    :names::text[]) AS g (ordinal, x, y, srid, snapped, name)
), known AS MATERIALIZED (
  -- One index look-up per point, forced by OFFSET 0 and + 0: the planner misjudges the size of the table during a load.
  SELECT g.ordinal, l.id
  FROM given AS g
  JOIN LATERAL (
    SELECT id
    FROM location
    WHERE longitude = g.x AND latitude = g.y AND partnership_id + 0::smallint = :partnership_id AND snapped = g.snapped
      AND open = :open::boolean
    OFFSET 0
  ) AS l ON g.srid = 4326
  UNION ALL
  SELECT g.ordinal, l.id
  FROM given AS g
  JOIN LATERAL (
    SELECT min(id) AS id
    FROM location
    WHERE geom && ST_SetSRID(ST_MakePoint(g.x, g.y), 27700) AND easting = g.x AND northing = g.y
      AND snapped = g.snapped AND partnership_id + 0::smallint = :partnership_id AND open = :open::boolean
    OFFSET 0
  ) AS l ON g.srid = 27700 AND l.id IS NOT NULL
), named AS (
  UPDATE location AS l
  SET name = g.name
  FROM known
  JOIN given AS g ON g.ordinal = known.ordinal AND g.name IS NOT NULL
  WHERE l.partnership_id = :partnership_id AND l.id = known.id AND l.name IS NULL
), point AS (
  SELECT ordinal, snapped, srid, name, ST_SetSRID(ST_MakePoint(x, y), srid) AS point
  FROM given
  WHERE NOT EXISTS (SELECT FROM known WHERE known.ordinal = given.ordinal)
), placed AS MATERIALIZED (
  SELECT ordinal, snapped, name,
    CASE WHEN srid = 27700 THEN point ELSE ST_Transform(point, 27700) END AS geom,
    CASE WHEN srid = 4326 THEN point ELSE ST_Transform(point, 4326) END AS degrees
  FROM point
), inside AS (
  SELECT placed.*
  FROM area AS boundary
  JOIN placed ON ST_Intersects(boundary.geom, placed.geom)
  WHERE boundary.partnership_id = :partnership_id AND boundary.kind = 'PARTNERSHIP'
), added AS (
  INSERT INTO location (partnership_id, longitude, latitude, easting, northing, geom, snapped, open, name)
  SELECT :partnership_id::smallint, ST_X(degrees), ST_Y(degrees), ST_X(geom), ST_Y(geom), geom, snapped, :open::boolean,
    min(name)
  FROM inside
  GROUP BY degrees, geom, snapped
  ON CONFLICT ON CONSTRAINT location_place DO UPDATE SET open = excluded.open
  RETURNING id, longitude, latitude, easting, northing, snapped
)
SELECT ordinal, id, NULL::float8 AS longitude, NULL::float8 AS latitude, NULL::float8 AS easting,
  NULL::float8 AS northing, NULL::boolean AS snapped
FROM known
UNION ALL
SELECT NULL, id, longitude, latitude, easting, northing, snapped
FROM added
