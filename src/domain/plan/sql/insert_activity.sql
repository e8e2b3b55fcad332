-- Adds an activity. In: partnership_id, theme_id, owner_id (or null), name, starts and ends (or null). Out: id.
INSERT INTO partnership_activity (partnership_id, theme_id, owner_id, name, starts, ends, version)
VALUES (:partnership_id, :theme_id, :owner_id, :name, :starts, :ends, 1)
RETURNING id
