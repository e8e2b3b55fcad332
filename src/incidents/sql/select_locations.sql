-- All known places of a partnership on one side of the gate. In: partnership_id, open.
-- Out: id, longitude, latitude, easting, northing, snapped.
SELECT id, longitude, latitude, easting, northing, snapped
FROM location
WHERE partnership_id = :partnership_id AND open = :open
