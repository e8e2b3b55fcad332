-- Resolves the areas that contain locations: once per location, never per incident. A point on a shared edge, or where
-- areas of one kind and time overlap, belongs to the area with the lowest code, so that counts by area add up.
-- In: partnership_id, kind (null: every kind), locations integer[] (null: all). Out: nothing.
-- Areas that cover a location are compared within it alone, since with several vintages of boundaries every location
-- has some.
WITH covering AS (
  SELECT l.id AS location_id, l.open, a.kind,
    array_agg(a.id ORDER BY a.code COLLATE "C", a.id) AS area_ids,
    array_agg(daterange(a.valid_from, a.valid_to, '[]') ORDER BY a.code COLLATE "C", a.id) AS valids
  FROM area AS a
  JOIN location AS l ON l.partnership_id = a.partnership_id AND ST_Intersects(a.geom, l.geom)
  WHERE a.partnership_id = :partnership_id AND a.kind <> 'PARTNERSHIP'
    AND (:kind::text IS NULL OR a.kind = :kind)
    AND (:locations::integer[] IS NULL OR l.id = ANY (:locations::integer[]))
  GROUP BY l.id, l.open, a.kind
)
INSERT INTO location_area (partnership_id, location_id, area_id, kind, open)
SELECT :partnership_id, c.location_id, a.id, c.kind, c.open
FROM covering AS c
CROSS JOIN LATERAL unnest(c.area_ids, c.valids) WITH ORDINALITY AS a (id, valid, nth)
WHERE NOT EXISTS (SELECT FROM unnest(c.valids[1 : (a.nth - 1)::integer]) AS b (valid) WHERE b.valid && a.valid)
ON CONFLICT DO NOTHING
