-- Adds an event to the calendar. In: partnership_id, name, starts, ends, theme_ids (smallint[]). Out: id.
WITH added AS (
  INSERT INTO calendar_event (partnership_id, name, starts, ends)
  VALUES (:partnership_id, :name, :starts, :ends)
  RETURNING partnership_id, id
), themed AS (
  INSERT INTO calendar_event_theme (partnership_id, event_id, theme_id)
  SELECT DISTINCT added.partnership_id, added.id, t.theme_id
  FROM added
  CROSS JOIN unnest(:theme_ids::smallint[]) AS t (theme_id)
)
SELECT id FROM added
