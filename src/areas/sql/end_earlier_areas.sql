-- Ends boundaries of a kind on the day before later ones begin that take their place: those of which the later ones
-- have the code, or cover more than half. In: partnership_id, kind, valid_from (of the later ones).
-- Out: code of each that was ended.
UPDATE area AS a
SET valid_to = :valid_from::date - 1
FROM (
  SELECT earlier.id
  FROM area AS earlier
  JOIN area AS later ON later.partnership_id = earlier.partnership_id AND later.kind = earlier.kind
    AND later.valid_from = :valid_from::date
    AND (later.code = earlier.code OR ST_Intersects(later.geom, earlier.geom))
  WHERE earlier.partnership_id = :partnership_id AND earlier.kind = :kind AND earlier.origin <> 'DERIVED'
    AND earlier.valid_from IS DISTINCT FROM :valid_from::date
    AND daterange(earlier.valid_from, earlier.valid_to, '[]') @> :valid_from::date
  GROUP BY earlier.id
  HAVING bool_or(later.code = earlier.code)
    OR sum(ST_Area(ST_Intersection(later.geom, earlier.geom))) > ST_Area(earlier.geom) / 2
) AS ended
WHERE a.id = ended.id
RETURNING a.code
