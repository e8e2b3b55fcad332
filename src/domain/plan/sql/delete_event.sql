-- Deletes an event from the calendar. In: partnership_id, id. Out: id; no row where it is gone already.
DELETE FROM calendar_event
WHERE partnership_id = :partnership_id AND id = :id
RETURNING id
