-- Counts of any number of selections, over whole months and over parts of months.
-- In: {{branches}} (subqueries with request, part, month, n and unplaced, one under the other).
-- Out: request (number of the selection), part (0: a whole month; else the number of the part, from 1),
--   month (its first day), n, unplaced (of n, those without a place).
SELECT counted.request, counted.part, counted.month, sum(counted.n)::integer AS n,
  coalesce(sum(counted.unplaced), 0)::integer AS unplaced
FROM (
  {{branches}}
) AS counted
GROUP BY counted.request, counted.part, counted.month
