-- Stores positions of postcodes within 20 km of the partnership, one for each district and hectare. The single point of
-- a whole district is stored only where no postcode of the district is.
-- In: partnership_id, lines integer[], districts text[], xs and ys float8[] in the coordinates of srid (4326 or 27700),
--   srid, coarse boolean. Out: line, fate (loaded, unchanged, outside).
WITH given AS MATERIALIZED (
  SELECT g.line, g.district, p.geom, floor(ST_X(p.geom) / 100)::integer AS east, floor(ST_Y(p.geom) / 100)::integer AS north
  FROM unnest(:lines::integer[], :districts::text[], :xs::float8[], :ys::float8[]) AS g (line, district, x, y)
  CROSS JOIN LATERAL (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(g.x, g.y), :srid::integer), 27700) AS geom) AS p
), near AS MATERIALIZED (
  SELECT g.*
  FROM area AS b
  JOIN given AS g ON ST_DWithin(b.geom, g.geom, 20000)
  WHERE b.partnership_id = :partnership_id AND b.kind = 'PARTNERSHIP'
    AND (NOT :coarse::boolean OR NOT EXISTS (
      SELECT FROM postcode_point AS p
      WHERE p.partnership_id = :partnership_id AND p.district = g.district AND NOT p.coarse))
), stored AS (
  INSERT INTO postcode_point (partnership_id, district, hectare_east, hectare_north, coarse, geom)
  SELECT DISTINCT ON (district, east, north) :partnership_id::smallint, district, east, north, :coarse::boolean, geom
  FROM near
  ORDER BY district, east, north, line
  ON CONFLICT DO NOTHING
  RETURNING district, hectare_east, hectare_north
), first AS (
  SELECT DISTINCT ON (n.district, n.east, n.north) n.line
  FROM near AS n
  JOIN stored AS s ON s.district = n.district AND s.hectare_east = n.east AND s.hectare_north = n.north
  ORDER BY n.district, n.east, n.north, n.line
)
SELECT g.line, CASE WHEN f.line IS NOT NULL THEN 'loaded' WHEN n.line IS NOT NULL THEN 'unchanged' ELSE 'outside' END AS fate
FROM given AS g
LEFT JOIN near AS n ON n.line = g.line
LEFT JOIN first AS f ON f.line = g.line
