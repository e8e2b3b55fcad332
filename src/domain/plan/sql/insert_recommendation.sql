-- Adds a recommendation, or changes the one with the reference; its status stays.
-- In: partnership_id, theme_id (null: strategic), owner_id, text, status, reference (or null). Out: id, made (whether it is new).
INSERT INTO recommendation AS r (partnership_id, theme_id, owner_id, text, status, version, reference)
VALUES (:partnership_id, :theme_id, :owner_id, :text, :status, 1, :reference)
ON CONFLICT (partnership_id, reference) DO UPDATE
  SET theme_id = excluded.theme_id, owner_id = excluded.owner_id, text = excluded.text,
    version = r.version + ((r.theme_id, r.owner_id, r.text)
      IS DISTINCT FROM (excluded.theme_id, excluded.owner_id, excluded.text))::integer
RETURNING id, xmax = 0 AS made
