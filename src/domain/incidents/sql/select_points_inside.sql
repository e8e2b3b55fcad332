-- Points that belong to a partnership: those where it has locations already, and those within its boundary, edge
-- included. Stores nothing. In: partnership_id, open, ordinals integer[], xs and ys float8[] (longitude and latitude,
-- or easting and northing), srids integer[] (4326 or 27700). Out: ordinal of each such point. Transformed without the
-- OSTN15 grid, so accurate to a metre or so.
WITH given AS MATERIALIZED (
  -- One index look-up per point, forced by OFFSET 0 and + 0: the planner misjudges the size of the table during a load.
  SELECT g.*, srid = 4326 AND EXISTS (
      SELECT FROM location AS l
      WHERE l.longitude = g.x AND l.latitude = g.y AND l.partnership_id + 0::smallint = :partnership_id
        AND l.open = :open::boolean
      OFFSET 0) AS known
  FROM unnest(:ordinals::integer[], :xs::float8[], :ys::float8[], :srids::integer[]) AS g (ordinal, x, y, srid)
), placed AS MATERIALIZED (
  SELECT ordinal, CASE WHEN srid = 27700 THEN point ELSE ST_Transform(point, 27700) END AS geom
  FROM (SELECT ordinal, srid, ST_SetSRID(ST_MakePoint(x, y), srid) AS point FROM given WHERE NOT known) AS g
)
SELECT ordinal FROM given WHERE known
UNION ALL
SELECT placed.ordinal
FROM area AS boundary
JOIN placed ON ST_Intersects(boundary.geom, placed.geom)
WHERE boundary.partnership_id = :partnership_id AND boundary.kind = 'PARTNERSHIP'
