-- Stores boundaries of one kind, repaired where their rings cross, and reports the outcome of each. A boundary is valid
-- until the day before later ones replace it: those with its code, or covering more than half of it.
-- In: partnership_id, kind, lines integer[], codes text[], names text[], geometries text[] (hexadecimal EWKB, EPSG:4326
--   or 27700), valid_from, valid_to, origin, within_partnership boolean (leave out those that do not touch its
--   boundary).
-- Out: line, fate (loaded, unchanged, outside, rejected), repaired (fault of the rings, null for none),
--   square_metres_changed (by the repair).
WITH given AS (
  SELECT g.line, g.code, g.name, ST_Transform(g.geom::geometry, 27700) AS geom
  FROM unnest(:lines::integer[], :codes::text[], :names::text[], :geometries::text[]) AS g (line, code, name, geom)
), checked AS (
  SELECT line, code, name, geom AS given_geom, ST_IsValid(geom) AS valid,
    ST_Multi(ST_CollectionExtract(CASE WHEN ST_IsValid(geom) THEN geom ELSE ST_MakeValid(geom) END, 3)) AS geom
  FROM given
), boundary AS (
  SELECT geom FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP'
), later AS MATERIALIZED (
  SELECT code, geom, valid_from
  FROM area
  WHERE partnership_id = :partnership_id AND kind = :kind AND NOT (kind = 'PARTNERSHIP' AND origin = 'DERIVED')
    AND valid_from > coalesce(:valid_from::date, '-infinity') AND valid_from <= coalesce(:valid_to::date, 'infinity')
), timed AS (
  SELECT c.*, least(:valid_to::date, (
    SELECT min(valid_from) - 1
    FROM (
      SELECT l.valid_from
      FROM later AS l
      WHERE l.code = c.code OR ST_Intersects(l.geom, c.geom)
      GROUP BY l.valid_from
      HAVING bool_or(l.code = c.code) OR sum(ST_Area(ST_Intersection(l.geom, c.geom))) > ST_Area(c.geom) / 2
    ) AS replacing)) AS valid_to
  FROM checked AS c
), judged AS (
  SELECT c.*, CASE
    WHEN ST_IsEmpty(c.geom) OR ST_Area(c.geom) = 0 THEN 'rejected'
    WHEN :within_partnership::boolean AND EXISTS (SELECT FROM boundary)
      AND NOT EXISTS (SELECT FROM boundary AS b WHERE ST_Intersects(b.geom, c.geom)) THEN 'outside'
    WHEN EXISTS (SELECT FROM area AS a WHERE a.partnership_id = :partnership_id AND a.kind = :kind
      AND a.code = c.code AND a.valid_from IS NOT DISTINCT FROM :valid_from::date
      AND a.valid_to IS NOT DISTINCT FROM c.valid_to AND a.name = c.name AND a.origin = :origin
      AND a.geom = c.geom) THEN 'unchanged'
    ELSE 'loaded' END AS fate
  FROM timed AS c
), stored AS (
  INSERT INTO area (partnership_id, kind, code, name, geom, valid_from, valid_to, origin)
  SELECT :partnership_id, :kind, code, name, geom, :valid_from::date, valid_to, :origin
  FROM judged
  WHERE fate = 'loaded'
  ON CONFLICT ON CONSTRAINT area_version DO UPDATE
    SET name = excluded.name, geom = excluded.geom, valid_to = excluded.valid_to, origin = excluded.origin
)
SELECT line, fate,
  CASE WHEN NOT valid THEN split_part(ST_IsValidReason(given_geom), '[', 1) END AS repaired,
  CASE WHEN NOT valid THEN abs(ST_Area(geom) - ST_Area(given_geom)) END AS square_metres_changed
FROM judged
ORDER BY line
