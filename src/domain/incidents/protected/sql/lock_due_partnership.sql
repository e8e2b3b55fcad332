-- Locks a partnership for its release that is due; none where it is being loaded, or was released meanwhile.
-- In: partnership_id, day. Out: id.
SELECT id FROM partnership WHERE id = :partnership_id AND release_due <= :day::date FOR UPDATE SKIP LOCKED
