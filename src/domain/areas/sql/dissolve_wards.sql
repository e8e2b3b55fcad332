-- Dissolves wards into areas: the union of the wards of each.
-- In: groups integer[] and wards integer[] (pairs: number of the area, id of a ward).
-- Out: area, geom (hexadecimal EWKB, EPSG:27700).
SELECT g.area, ST_Normalize(ST_Multi(ST_CollectionExtract(
  ST_MakeValid(ST_Union(w.geom ORDER BY w.code COLLATE "C", w.id)), 3))) AS geom
FROM unnest(:groups::integer[], :wards::integer[]) AS g (area, ward)
JOIN area AS w ON w.id = g.ward
GROUP BY g.area
ORDER BY g.area
