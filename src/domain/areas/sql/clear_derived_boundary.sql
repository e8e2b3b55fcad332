-- Deletes the boundary derived from wards where another one is stored. In: partnership_id.
DELETE FROM area AS derived
WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP' AND origin = 'DERIVED'
  AND EXISTS (SELECT FROM area AS a WHERE a.partnership_id = derived.partnership_id AND a.kind = derived.kind
    AND a.origin <> 'DERIVED')
