-- Adds an action with its zones. In: partnership_id, recommendation_id, owner_id, text, starts (or null), roles and
-- kinds text[], codes text[] (null: a hotspot) and hotspots integer[] (null: an area), one of each for every zone. Out: id. Its first change is added by insert_action_change.
WITH added AS (
  INSERT INTO action (partnership_id, recommendation_id, owner_id, text, starts)
  VALUES (:partnership_id, :recommendation_id, :owner_id, :text, :starts)
  RETURNING partnership_id, id
), zoned AS (
  INSERT INTO action_zone (partnership_id, action_id, role, kind, code, hotspot_id)
  SELECT added.partnership_id, added.id, z.role, z.kind, z.code, z.hotspot_id
  FROM added
  CROSS JOIN unnest(:roles::text[], :kinds::text[], :codes::text[], :hotspots::integer[])
    AS z (role, kind, code, hotspot_id)
)
SELECT id FROM added
