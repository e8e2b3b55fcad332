-- Ends boundaries of a kind on the day before later ones replace them: those with the same code, or covered by the
-- later ones by more than half. (Boundaries stored after the later ones are ended by store_areas.)
-- In: partnership_id, kind, valid_from and valid_to of the boundaries that were just stored.
-- Out: earlier (true: earlier boundaries that were ended now; false: boundaries just stored that end before valid_to),
--   day (last of their validity), codes text[].
WITH ended AS (
  UPDATE area AS a
  SET valid_to = :valid_from::date - 1
  FROM (
    SELECT earlier.id
    FROM area AS earlier
    JOIN area AS later ON later.partnership_id = earlier.partnership_id AND later.kind = earlier.kind
      AND later.valid_from = :valid_from::date
      AND (later.code = earlier.code OR ST_Intersects(later.geom, earlier.geom))
    WHERE earlier.partnership_id = :partnership_id AND earlier.kind = :kind
      AND NOT (earlier.kind = 'PARTNERSHIP' AND earlier.origin = 'DERIVED')
      AND earlier.valid_from IS DISTINCT FROM :valid_from::date
      AND daterange(earlier.valid_from, earlier.valid_to, '[]') @> :valid_from::date
    GROUP BY earlier.id
    HAVING bool_or(later.code = earlier.code)
      OR sum(ST_Area(ST_Intersection(later.geom, earlier.geom))) > ST_Area(earlier.geom) / 2
  ) AS replaced
  WHERE a.id = replaced.id
  RETURNING a.code
)
SELECT true AS earlier, :valid_from::date - 1 AS day, array_agg(code ORDER BY code COLLATE "C") AS codes
FROM ended
HAVING count(*) > 0
UNION ALL
SELECT false, a.valid_to, array_agg(a.code ORDER BY a.code COLLATE "C")
FROM area AS a
WHERE a.partnership_id = :partnership_id AND a.kind = :kind AND a.valid_from IS NOT DISTINCT FROM :valid_from::date
  AND a.valid_to < coalesce(:valid_to::date, 'infinity')
  AND EXISTS (SELECT FROM area AS later WHERE later.partnership_id = a.partnership_id AND later.kind = a.kind
    AND later.valid_from = a.valid_to + 1)
GROUP BY a.valid_to
