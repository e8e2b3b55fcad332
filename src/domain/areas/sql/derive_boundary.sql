-- Derives the boundary of a partnership as the union of its wards, unless one was imported. In: partnership_id.
INSERT INTO area (partnership_id, kind, code, name, geom, origin)
SELECT p.id, 'PARTNERSHIP', p.code, p.name, (
    SELECT ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Union(geom)), 3))
    FROM area WHERE partnership_id = p.id AND kind = 'WARD'), 'DERIVED'
FROM partnership AS p
WHERE p.id = :partnership_id
  AND EXISTS (SELECT FROM area WHERE partnership_id = p.id AND kind = 'WARD')
  AND NOT EXISTS (SELECT FROM area WHERE partnership_id = p.id AND kind = 'PARTNERSHIP' AND origin <> 'DERIVED')
ON CONFLICT ON CONSTRAINT area_version DO UPDATE SET geom = excluded.geom
