-- Stores places of the gazetteer and reports the outcome of each. A stored place with its name and kind is replaced.
-- In: partnership_id, lines integer[], names text[], kinds text[], geometries text[] (hexadecimal EWKB of points and
--   polygons), radii float8[] (metres around a point; null: the geometry is the ground itself).
-- Out: line, fate (loaded, unchanged, outside, rejected), repaired (fault of the rings, null for none).
WITH given AS (
  SELECT p.line, p.name, p.kind, CASE WHEN p.radius IS NULL THEN g.geom ELSE ST_Buffer(g.geom, p.radius) END AS geom
  FROM unnest(:lines::integer[], :names::text[], :kinds::text[], :geometries::text[], :radii::float8[])
    AS p (line, name, kind, geom, radius)
  CROSS JOIN LATERAL (SELECT ST_Transform(p.geom::geometry, 27700) AS geom) AS g
), checked AS (
  SELECT line, name, kind, geom AS given_geom, ST_IsValid(geom) AS valid,
    CASE WHEN ST_IsValid(geom) THEN geom ELSE ST_CollectionExtract(ST_MakeValid(geom), 3) END AS geom
  FROM given
), boundary AS (
  SELECT geom FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP'
), judged AS (
  SELECT c.*, CASE
    WHEN ST_IsEmpty(c.geom) OR ST_Area(c.geom) = 0 THEN 'rejected'
    WHEN EXISTS (SELECT FROM boundary)
      AND NOT EXISTS (SELECT FROM boundary AS b WHERE ST_Intersects(b.geom, c.geom)) THEN 'outside'
    WHEN EXISTS (SELECT FROM place AS p WHERE p.partnership_id = :partnership_id AND p.name = c.name
      AND p.kind = c.kind AND p.geom = c.geom) THEN 'unchanged'
    ELSE 'loaded' END AS fate
  FROM checked AS c
), stored AS (
  INSERT INTO place (partnership_id, name, kind, geom)
  SELECT :partnership_id, name, kind, geom
  FROM judged
  WHERE fate = 'loaded'
  ON CONFLICT ON CONSTRAINT place_name DO UPDATE SET geom = excluded.geom
)
SELECT line, fate, CASE WHEN NOT valid THEN split_part(ST_IsValidReason(given_geom), '[', 1) END AS repaired
FROM judged
ORDER BY line
