-- Between which moments the selected incidents happened, equal ones counted together. A window in which the clocks do
-- not change is moved to the week of 1 January 2001 at the same time of the week on the clocks of London (where they
-- show UTC then), so that what is equal but for the week is one.
-- In: {{selected}} (condition on incident AS c).
-- Out: one row. starts (float8send: seconds since 1970), lengths (float8send: seconds) and counts (int4send), packed
--   in the same order; excluded (incidents of which only the month is known).
WITH timed AS (
  SELECT c.occurred_from AS start, c.occurred_to - c.occurred_from AS length,
    c.occurred_from AT TIME ZONE 'Europe/London' AS shown_start,
    c.occurred_to AT TIME ZONE 'Europe/London' AS shown_end,
    c."precision" = 'MONTH' AS coarse
  FROM incident AS c
  WHERE {{selected}}
), placed AS (
  SELECT date_part('epoch', start) AS start, date_part('epoch', length) AS length,
    date_part('epoch', shown_start) - 978307200 AS since_2001,
    shown_end - shown_start <> length AS clocks_change, coarse
  FROM timed
), grouped AS (
  SELECT
    CASE
      WHEN coarse THEN NULL
      WHEN clocks_change THEN start
      ELSE 978307200 + since_2001 - 604800 * floor(since_2001 / 604800)
    END AS start,
    CASE WHEN NOT coarse THEN length END AS length,
    count(*)::integer AS n
  FROM placed
  GROUP BY 1, 2
)
SELECT string_agg(float8send(start), '') FILTER (WHERE start IS NOT NULL) AS starts,
  string_agg(float8send(length), '') FILTER (WHERE start IS NOT NULL) AS lengths,
  string_agg(int4send(n), '') FILTER (WHERE start IS NOT NULL) AS counts,
  coalesce(sum(n) FILTER (WHERE start IS NULL), 0)::integer AS excluded
FROM grouped
