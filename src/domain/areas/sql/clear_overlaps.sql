-- Forgets all overlaps of a partnership, before they are computed anew. In: partnership_id.
DELETE FROM area_overlap WHERE partnership_id = :partnership_id
