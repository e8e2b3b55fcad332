-- Number of selected incidents. In: {{counts}} (table of the selected counts). Out: n.
SELECT coalesce(sum(c.n), 0) AS n FROM {{counts}} AS c
