-- The selected incidents by what decides their themes, and by month.
-- In: {{counts}} and {{cells}} (tables of the selected counts and cells).
-- Out: source_id, offence_id (null: a cell by flag), flags (those of the records, or the flag of the cell), month, n.
SELECT c.source_id, c.offence_id, c.flags, c.month, sum(c.n) AS n
FROM {{counts}} AS c
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT c.source_id, c.offence_id, coalesce(c.flag, 0), c.month, sum(c.n)
FROM {{cells}} AS c
GROUP BY 1, 2, 3, 4
