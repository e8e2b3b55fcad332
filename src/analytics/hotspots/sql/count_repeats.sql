-- Repeat victimisation by place: incidents at a place with an earlier one there within 12 months.
-- In: {{incidents}} (table of the selected incidents, of the period and the 12 months before it), from (first day of the
--   period).
-- Out: one row. units (places with an incident of the period), repeat_units (those with a repeat), incidents and
--   repeat_incidents (of the period, with a place), unplaced (of the period, without one).
-- Method: days of occurred_from in London; "earlier" is an earlier day, so the records of one event are no repeats of
--   each other.
WITH day AS (
  SELECT c.location_id, (c.occurred_from AT TIME ZONE 'Europe/London')::date AS day, count(*) AS n
  FROM {{incidents}} AS c
  GROUP BY 1, 2
), history AS (
  SELECT location_id, day, n,
    lag(day) OVER (PARTITION BY location_id ORDER BY day) >= day - interval '12 months' AS is_repeat
  FROM day
)
SELECT count(DISTINCT location_id)::integer AS units,
  (count(DISTINCT location_id) FILTER (WHERE is_repeat))::integer AS repeat_units,
  coalesce(sum(n) FILTER (WHERE location_id IS NOT NULL), 0)::integer AS incidents,
  coalesce(sum(n) FILTER (WHERE location_id IS NOT NULL AND is_repeat), 0)::integer AS repeat_incidents,
  coalesce(sum(n) FILTER (WHERE location_id IS NULL), 0)::integer AS unplaced
FROM history
WHERE day >= :from::date
