-- Deletes the single points of districts for which postcodes are stored by now. In: partnership_id.
DELETE FROM postcode_point AS p
WHERE p.partnership_id = :partnership_id AND p.coarse
  AND EXISTS (SELECT FROM postcode_point AS fine
    WHERE fine.partnership_id = p.partnership_id AND fine.district = p.district AND NOT fine.coarse)
