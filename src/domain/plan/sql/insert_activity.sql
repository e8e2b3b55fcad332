-- Adds an activity, or changes the one with the reference.
-- In: partnership_id, theme_id, owner_id (or null), name, starts and ends (or null), reference (or null). Out: id, made (whether it
--   is new).
INSERT INTO partnership_activity AS a (partnership_id, theme_id, owner_id, name, starts, ends, version, reference)
VALUES (:partnership_id, :theme_id, :owner_id, :name, :starts, :ends, 1, :reference)
ON CONFLICT (partnership_id, reference) DO UPDATE
  SET theme_id = excluded.theme_id, owner_id = excluded.owner_id, name = excluded.name, starts = excluded.starts,
    ends = excluded.ends,
    version = a.version + ((a.theme_id, a.owner_id, a.name, a.starts, a.ends)
      IS DISTINCT FROM (excluded.theme_id, excluded.owner_id, excluded.name, excluded.starts, excluded.ends))::integer
RETURNING id, xmax = 0 AS made
