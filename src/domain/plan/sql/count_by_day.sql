-- Selected incidents by the day in London on which they began, and by offence and flags, which decide their themes.
-- Those known to the month only are left out.
-- In: {{incidents}} (table of the selected incidents). Out: day, offence_id, flags, n.
SELECT (c.occurred_from AT TIME ZONE 'Europe/London')::date AS day, c.offence_id, c.flags, count(*)::integer AS n
FROM {{incidents}} AS c
WHERE c."precision" <> 'MONTH'
GROUP BY 1, 2, 3
