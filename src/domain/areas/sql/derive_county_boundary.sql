-- Derives the boundary of a county as the union of its members' boundaries of all times. In: partnership_id (of the
-- county).
INSERT INTO area (partnership_id, kind, code, name, geom, origin)
SELECT p.id, 'PARTNERSHIP', p.code, p.name, (
    SELECT ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Union(a.geom ORDER BY a.id)), 3))
    FROM partnership_member AS m
    JOIN area AS a ON a.partnership_id = m.member_id AND a.kind = 'PARTNERSHIP'
    WHERE m.county_id = p.id), 'DERIVED'
FROM partnership AS p
WHERE p.id = :partnership_id AND EXISTS (
  SELECT FROM partnership_member AS m
  JOIN area AS a ON a.partnership_id = m.member_id AND a.kind = 'PARTNERSHIP'
  WHERE m.county_id = p.id)
