-- Adds an action with its zones, or changes the one with the reference, where it is of the same recommendation. The first
-- change of a new one is added by insert_action_change.
-- In: partnership_id, recommendation_id, owner_id, text, starts (or null), reference (or null), roles and kinds text[], codes text[]
--   (null: a hotspot) and hotspots integer[] (null: an area), one of each for every zone.
-- Out: id, made (whether it is new); no row where the reference is that of another recommendation's action.
WITH stored AS (
  INSERT INTO action AS a (partnership_id, recommendation_id, owner_id, text, starts, reference)
  VALUES (:partnership_id, :recommendation_id, :owner_id, :text, :starts, :reference)
  ON CONFLICT (partnership_id, reference) DO UPDATE
    SET owner_id = excluded.owner_id, text = excluded.text, starts = excluded.starts
    WHERE a.recommendation_id = excluded.recommendation_id
  RETURNING partnership_id, id, xmax = 0 AS made
), removed AS (
  DELETE FROM action_zone AS z USING stored
  WHERE z.partnership_id = stored.partnership_id AND z.action_id = stored.id AND z.role <> ALL (:roles::text[])
), zoned AS (
  INSERT INTO action_zone (partnership_id, action_id, role, kind, code, hotspot_id)
  SELECT stored.partnership_id, stored.id, z.role, z.kind, z.code, z.hotspot_id
  FROM stored
  CROSS JOIN unnest(:roles::text[], :kinds::text[], :codes::text[], :hotspots::integer[])
    AS z (role, kind, code, hotspot_id)
  ON CONFLICT (partnership_id, action_id, role) DO UPDATE
    SET kind = excluded.kind, code = excluded.code, hotspot_id = excluded.hotspot_id
)
SELECT id, made FROM stored
