-- How many incidents are selected. In: {{counts}} (subquery as of countsIn). Out: n.
SELECT coalesce(sum(c.n), 0) AS n FROM {{counts}} AS c
