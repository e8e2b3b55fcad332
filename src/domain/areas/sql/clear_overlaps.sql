-- Deletes all overlaps of a partnership, before they are computed again. In: partnership_id.
DELETE FROM area_overlap WHERE partnership_id = :partnership_id
