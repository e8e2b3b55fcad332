-- Deletes the areas of a kind from all locations, before they are resolved again. In: partnership_id, kind.
DELETE FROM location_area WHERE partnership_id = :partnership_id AND kind = :kind
