-- Resolves in which areas locations lie: once per location, never per incident. A point on a shared edge, or where
-- areas of one kind and time overlap, belongs to the one with the least code, so that counts by area add up.
-- In: partnership_id, kind (null: every kind), locations integer[] (null: all). Out: nothing.
WITH covering AS MATERIALIZED (
  SELECT l.id AS location_id, l.open, a.id AS area_id, a.kind, a.code,
    daterange(a.valid_from, a.valid_to, '[]') AS valid, count(*) OVER (PARTITION BY l.id, a.kind) AS rivals
  FROM area AS a
  JOIN location AS l ON l.partnership_id = a.partnership_id AND ST_Intersects(a.geom, l.geom)
  WHERE a.partnership_id = :partnership_id AND a.kind <> 'PARTNERSHIP'
    AND (:kind::text IS NULL OR a.kind = :kind)
    AND (:locations::integer[] IS NULL OR l.id = ANY (:locations::integer[]))
)
INSERT INTO location_area (partnership_id, location_id, area_id, kind, open)
SELECT :partnership_id, c.location_id, c.area_id, c.kind, c.open
FROM covering AS c
WHERE c.rivals = 1 OR NOT EXISTS (
  SELECT FROM covering AS b
  WHERE b.location_id = c.location_id AND b.kind = c.kind AND b.valid && c.valid
    AND (b.code COLLATE "C", b.area_id) < (c.code, c.area_id)
)
ON CONFLICT DO NOTHING
