-- Adds an action with its zones. In: partnership_id, recommendation_id, owner_id, text, starts (or null), roles, kinds
-- and codes (text[], one of each for every zone). Out: id. Its first change is added by insert_action_change.
WITH added AS (
  INSERT INTO action (partnership_id, recommendation_id, owner_id, text, starts)
  VALUES (:partnership_id, :recommendation_id, :owner_id, :text, :starts)
  RETURNING partnership_id, id
), zoned AS (
  INSERT INTO action_zone (partnership_id, action_id, role, kind, code)
  SELECT added.partnership_id, added.id, z.role, z.kind, z.code
  FROM added
  CROSS JOIN unnest(:roles::text[], :kinds::text[], :codes::text[]) AS z (role, kind, code)
)
SELECT id FROM added
