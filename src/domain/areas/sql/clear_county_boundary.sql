-- Forgets the boundary that was made of a county's members, before it is made anew. In: partnership_id (of the county).
DELETE FROM area WHERE partnership_id = :partnership_id AND kind = 'PARTNERSHIP' AND origin = 'DERIVED'
