-- Adds an event to the calendar, or changes the one with the reference.
-- In: partnership_id, name, starts, ends, theme_ids (smallint[]), reference (or null). Out: id, made (whether it is new).
WITH stored AS (
  INSERT INTO calendar_event (partnership_id, name, starts, ends, reference)
  VALUES (:partnership_id, :name, :starts, :ends, :reference)
  ON CONFLICT (partnership_id, reference) DO UPDATE
    SET name = excluded.name, starts = excluded.starts, ends = excluded.ends
  RETURNING partnership_id, id, xmax = 0 AS made
), removed AS (
  DELETE FROM calendar_event_theme AS t USING stored
  WHERE t.partnership_id = stored.partnership_id AND t.event_id = stored.id AND t.theme_id <> ALL (:theme_ids::smallint[])
), themed AS (
  INSERT INTO calendar_event_theme (partnership_id, event_id, theme_id)
  SELECT DISTINCT stored.partnership_id, stored.id, t.theme_id
  FROM stored
  CROSS JOIN unnest(:theme_ids::smallint[]) AS t (theme_id)
  ON CONFLICT DO NOTHING
)
SELECT id, made FROM stored
