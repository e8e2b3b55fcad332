-- Forgets which areas of a kind locations lie in, before they are resolved anew. In: partnership_id, kind.
DELETE FROM location_area WHERE partnership_id = :partnership_id AND kind = :kind
