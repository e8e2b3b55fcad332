-- Removes the indicators of a partnership that have no figure left. In: partnership_id. Out: code of each.
DELETE FROM indicator AS i
WHERE i.partnership_id = :partnership_id
  AND NOT EXISTS (
    SELECT FROM indicator_value AS v WHERE (v.partnership_id, v.code) = (i.partnership_id, i.code)
  )
RETURNING i.code
