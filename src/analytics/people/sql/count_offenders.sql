-- How many offenders the selected incidents have, of those that have any.
-- In: {{incidents}} (table of the selected incidents). Out: offenders, incidents; organisations are not counted.
SELECT offenders, count(*)::integer AS incidents
FROM (
  SELECT count(*)::integer AS offenders
  FROM {{incidents}} AS c
  JOIN involvement AS p ON p.partnership_id = c.partnership_id AND p.incident_id = c.id
    AND p.role = 'OFFENDER' AND NOT p.organisation
  GROUP BY c.id
) AS each
GROUP BY offenders
ORDER BY offenders
