-- Between which moments the selected incidents happened, equal ones counted together. A window in which the clocks do
-- not change is moved to the week of Monday, 1 January 2001, at the same time of the week on the clocks of London
-- (which show UTC then), so that what is equal but for the week is one.
-- In: {{incidents}} (table of the selected incidents).
-- Out: one row. starts (float8send: seconds since 1970), lengths (float8send: seconds) and counts (int4send), packed
--   in the same order; excluded (incidents of which only the month is known).
WITH timed AS (
  SELECT c.occurred_from, c.occurred_to - c.occurred_from AS length,
    c.occurred_from AT TIME ZONE 'Europe/London' AS shown_from,
    c.occurred_to AT TIME ZONE 'Europe/London' AS shown_to,
    c."precision" = 'MONTH' AS coarse
  FROM {{incidents}} AS c
), grouped AS (
  SELECT
    CASE
      WHEN coarse THEN NULL
      WHEN shown_to - shown_from <> length THEN date_part('epoch', occurred_from)
      ELSE 978307200 + date_part('epoch', shown_from - date_trunc('week', shown_from))
    END AS start,
    CASE WHEN NOT coarse THEN date_part('epoch', length) END AS length,
    count(*)::integer AS n
  FROM timed
  GROUP BY 1, 2
)
SELECT string_agg(float8send(start), '') FILTER (WHERE start IS NOT NULL) AS starts,
  string_agg(float8send(length), '') FILTER (WHERE start IS NOT NULL) AS lengths,
  string_agg(int4send(n), '') FILTER (WHERE start IS NOT NULL) AS counts,
  coalesce(sum(n) FILTER (WHERE start IS NULL), 0)::integer AS excluded
FROM grouped
