-- Deletes the derived boundary of a county, before it is derived again. In: partnership_id (of the county).
DELETE FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP' AND origin = 'DERIVED'
