-- Codes of the areas of a partnership that figures may be delivered for. LSOAs are imported wherever they touch the
-- partnership; of these, the ones with at least half inside it.
-- In: partnership_id. Out: kind, code.
SELECT DISTINCT a.kind, a.code
FROM area AS a
WHERE a.partnership_id = :partnership_id
  AND (a.kind <> 'LSOA' OR EXISTS (
    SELECT FROM area AS p
    WHERE p.partnership_id = a.partnership_id AND p.kind = 'PARTNERSHIP' AND ST_Intersects(p.geom, a.geom)
      AND ST_Area(ST_Intersection(p.geom, a.geom)) >= ST_Area(a.geom) / 2))
ORDER BY a.kind, a.code
