-- Adds a recommendation. In: partnership_id, theme_id (null: strategic), owner_id, text, status. Out: id.
INSERT INTO recommendation (partnership_id, theme_id, owner_id, text, status, version)
VALUES (:partnership_id, :theme_id, :owner_id, :text, :status, 1)
RETURNING id
